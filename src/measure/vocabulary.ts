/**
 * What a line of notes or chat is about, by the plain words people use. Words of one class may stand
 * beside words of another; the first class in this order that matches names the line, so that "root cause
 * confirmed, rolled back" is a diagnosis, and the acts in it are still found by {@link speaksOf}.
 */
export type StatementClass =
  | 'proposal'
  | 'recovery'
  | 'action'
  | 'diagnosis'
  | 'acknowledgement'
  | 'detection'
  | 'observation'
  | 'preparation'
  | 'other';

const WORDS: readonly (readonly [StatementClass, RegExp])[] = [
  [
    'proposal',
    /\b(to-?do|action item|follow[- ]?up|we (?:should|must|need to)|should (?:add|have|move|set)|proposal|next steps?|plan to|later:)\b/i,
  ],
  [
    'diagnosis',
    /\b(root cause|confirmed|culprit|turns? out|because|due to|caused by|the cause|found (?:it|the (?:cause|problem|reason))|fail(?:s|ing)? closed|explains)\b/i,
  ],
  [
    'recovery',
    /\b(answers? (?:http )?2\d\d|returns? 2\d\d|works? again|back (?:up|to normal|online|in service)|recovered|restored|resolved|all clear|healthy again|(?:login|site|service|traffic|it) works|nodes? ready|gone$|draining|mitigated|is up again|ok again|(?:fine|green|stable) again)\b|\b(?:5xx|errors?|alerts?|failures?) (?:(?:are|is|have|has) )?(?:now )?(?:gone|stopped|cleared|subsided)\b/i,
  ],
  [
    'action',
    /\b(stop-?gap|work-?around|rolled back|rolling back|rollback|reverted|restart(?:ed|ing)|redeploy(?:ed|ing)|deleted|deleting|removed|recreated|scaled|patched|cordon(?:ed)?|(?<!\bthe )drain(?:ed)? (?:node|worker)|failed over|failover|reset|switched|rebuil(?:t|ding)|reboot(?:ed|ing)|applied|disabled|enabled|bumped|raised the|lowered the|silenced|power[- ]cycled|(?<!oom[- ]?)killed)\b/i,
  ],
  [
    'acknowledgement',
    /\b(ack(?:nowledged|ed)?|triage (?:started|begun)|investigat(?:e|ing|ion started)|looking (?:at|into) (?:it|this)|on it|taking (?:this|it)|joined|incident (?:declared|opened|commander)|declar(?:ed|ing)|war room|bridge open)\b/i,
  ],
  [
    'detection',
    /\b(noticed|spotted|paged|page storm|pager|alert(?:s|ed)?\b|alarm|reported|complain(?:t|s|ing|ed)|customers? (?:say|report|see)|firing|users? (?:say|report|see)|ticket|anyone else)\b|\bis (?:\w+ )*down\b ?\?/i,
  ],
  [
    'observation',
    /\b(4\d\ds?|5\d\ds?|5xx|down|expired?|hangs?|hanging|dead|flap(?:s|ping)?|fail(?:s|ed|ing|ure|ures)?|errors?|broken|crash(?:es|ed|ing|loop|loops)?|time[sd]? ?out|timeouts?|timing out|stuck|unavailable|unreachable|refused|not ready|notready|pending|0 endpoints|no endpoints|zero endpoints|no pods|slow|latency|degraded|evicted|oom(?:killed)?|imagepullbackoff|errimagepull|backoff|isn't|is not|cannot|can't|doesn't|nothing new starts|lost|gone|red)\b/i,
  ],
  [
    'preparation',
    /\b(starting|start of|beginning|upgrade|upgrading|deploy(?:ing)?|maintenance|rollout|scheduled|planned|kicking off)\b/i,
  ],
];

/** What could not be done was not done. */
const CANNOT =
  /\b(?:cannot|can't|could not|couldn't|won't|unable to|hard to)\s+(?:be\s+)?(?:restart|delet|remov|recreat|scal|patch|drain|evict|appl|roll)/i;

/** What someone did earlier, told to explain what is seen now: "since fetcher was scaled to 30". */
const TELLS =
  /\b(?:since|because|still|only|after|who)\b[^.;]{0,40}\b(?:was|were|is|been|being)\s+(?:\w+\s+)?(?:restart|delet|remov|recreat|scal|patch|drain|rolled|reset|enabl|disabl|switch|bump)/i;

/** The class of a statement. */
export function classOf(text: string): StatementClass {
  const head = /^\s*(?:starting|beginning|kicking off|begin)\b/i.test(text);
  if (head) return 'preparation';
  const asks = /\?\s*$/.test(text) || CANNOT.test(text) || TELLS.test(text) || saysItFailed(text);
  for (const [name, words] of WORDS) if (!(asks && name === 'action') && words.test(text)) return name;
  return 'other';
}

/** True when the line holds words of the class, whatever else it holds. */
export function speaksOf(text: string, name: StatementClass): boolean {
  return WORDS.some(([known, words]) => known === name && words.test(text));
}

/** Words by which people call a change temporary. */
export function callsItStopgap(text: string): boolean {
  return /\b(stop-?gap|work-?around|temporary|temporarily|for now|band-?aid|until we|quick fix)\b/i.test(
    text,
  );
}

/** Words by which people say that what they tried did not help. */
export function saysItFailed(text: string): boolean {
  return /\b(did(?: not|n't) (?:help|work)|no (?:change|effect|luck)|nothing (?:new )?(?:starts|changed|happens)|still (?:down|failing|broken|the same|503|5xx)|cannot initiali[sz]e|failed again|same (?:error|problem)|in vain|gave up|worse)\b/i.test(
    text,
  );
}
