import { describe, expect, it } from 'vitest';
import { compose } from '../../src/report/index.js';
import { bare, registryOutage, twoIncidents } from './fixture.js';
import { allCited, draftOf, questionsOf, sectionOf, textOf } from './read.js';

const full = compose(registryOutage);
const empty = compose(bare);
const said = (key: string) => textOf(sectionOf(full, key));
const blank = (key: string) => textOf(sectionOf(empty, key));

describe('a draft', () => {
  it('has its sections in the order in which they are read, executive page first', () => {
    const layers = draftOf(full).sections.map((s) => s.layer);
    expect(layers.lastIndexOf('executive')).toBeLessThan(layers.indexOf('analysis'));
    expect(draftOf(full).sections.map((s) => s.key)).toEqual([
      'summary', 'top-actions', 'at-a-glance', 'key-figures', 'impact', 'not-affected', 'attribution', 'timeline',
      'causal-chain', 'contributing', 'loops', 'detection', 'diagnosis', 'response', 'alternatives', 'gaps',
      'blind-spots', 'actions', 'learning', 'external-text', 'findings',
    ]); // prettier-ignore
  });

  it('has the same sections when nothing is known, each with something to say', () => {
    expect(draftOf(empty).sections.map((s) => s.key)).toEqual(draftOf(full).sections.map((s) => s.key));
    for (const section of draftOf(empty).sections)
      expect(section.blocks.length, section.key).toBeGreaterThan(0);
  });
});

describe('summary', () => {
  it('names both causes with their confidence in words', () => {
    expect(said('summary')).toContain('2 causes, without a known link between them');
    expect(said('summary')).toMatch(/tailscale0.*High confidence\./s);
    expect(said('summary')).toMatch(/DNS forwarder.*Medium confidence/s);
    expect(said('summary')).not.toMatch(/0\.\d\d/);
    expect(allCited(sectionOf(full, 'summary')).length).toBeGreaterThan(3);
  });

  it('tells the way from the cause to what users met', () => {
    expect(said('summary')).toMatch(/How it spread\. From .+ to .+, and so to .+\./);
  });

  it('asks for the cause where none is known', () => {
    expect(blank('summary')).toContain('Cause not known');
    expect(questionsOf(sectionOf(empty, 'summary'))).toEqual(['What is the cause, as far as you know it?']);
  });
});

describe('at a glance', () => {
  it('says status as of the capture, the severity rule once, and leaves the owner to a person', () => {
    expect(said('at-a-glance')).toContain('Mitigated as of 23:07:30.');
    expect(said('at-a-glance')).toContain('It can happen again.');
    expect(said('at-a-glance')).toContain('Critical, proposed. Rule: a user-facing surface failed in full.');
    expect(said('at-a-glance')).toContain('2026-11-20 22:57:40 to 23:07:21 UTC');
    expect(said('at-a-glance')).toContain('[Who owns this review?]');
  });

  it('says how the time was spent', () => {
    expect(said('at-a-glance')).toContain('unnoticed 3 min 5 s');
    expect(said('at-a-glance')).toContain('being diagnosed 1 min 7 s (1:06–1:08)');
  });

  it('does not claim what is not known', () => {
    expect(blank('at-a-glance')).toContain('Status unknown. The capture does not reach far enough to tell.');
    expect(blank('at-a-glance')).toContain('[Which severity rule applies?]');
    expect(blank('at-a-glance')).toContain('Not known');
  });
});

describe('key figures', () => {
  it('says each with its ends and how it is known', () => {
    expect(said('key-figures')).toContain(
      'Time to detect: 3 min 5 s (from impact to noticed; from a person’s note)',
    );
    expect(said('key-figures')).toContain(
      'Time to resolve: at least 9 min 48 s (from impact to resolved; still open at the capture)',
    );
    expect(said('key-figures')).toContain('Detection with the proposed alerts: 1 min 45 s');
    expect(said('key-figures')).toMatch(/^Impact: 5 min 4 s \(5:02–5:05\) \(lastplayed\.io/m);
  });

  it('asks the question that would fill a figure', () => {
    expect(said('key-figures')).toContain(
      'Time to acknowledge: [When did someone take it on? (pager, chat)]',
    );
    expect(blank('key-figures').match(/\[When/g)).toHaveLength(6);
  });
});

describe('first actions', () => {
  it('are three, one of them about being told when no alert told', () => {
    const rows = said('top-actions').split('\n');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toContain('Page on failed requests');
    expect(rows.every((r) => r.includes('[Who, and by when?]'))).toBe(true);
  });
});

describe('impact', () => {
  it('keeps what users met apart from what else failed', () => {
    const text = said('impact');
    expect(text.indexOf('lastplayed.io')).toBeGreaterThan(text.indexOf('What users met'));
    expect(text.indexOf('sso/identity')).toBeGreaterThan(text.indexOf('What else failed'));
    expect(text).toContain('73 of 73 (100 %)');
    expect(text).toContain('not measured');
  });

  it('leaves people and money to people', () => {
    expect(questionsOf(sectionOf(full, 'impact'))[0]).toContain('How many users');
  });
});

describe('not affected', () => {
  it('claims health only with a source', () => {
    expect(said('not-affected')).toContain('StatefulSet lastplayed/postgres | ready throughout, no restart');
    expect(blank('not-affected')).toContain('What is not listed was not assessed.');
  });
});

describe('attribution', () => {
  it('does not put what was broken before among the fallout', () => {
    const text = said('attribution');
    const [caused = '', rest = ''] = text.split('Held back, not caused');
    expect(caused).not.toContain('tools/');
    expect(rest).toMatch(
      /Already broken before[\s\S]*tools\/bookmarks[\s\S]*tools\/recipes[\s\S]*tools\/wiki[\s\S]*Chronic noise/,
    );
  });

  it('shows what could not recover apart from what was merely broken', () => {
    const [incident] = registryOutage.incidents;
    if (incident === undefined) throw new Error('fixture');
    const conditions = incident.conditions.map((c) =>
      c.id === 'c24' ? { ...c, tags: ['recovery-blocked'] } : c,
    );
    const text = textOf(
      sectionOf(compose({ ...registryOutage, incidents: [{ ...incident, conditions }] }), 'attribution'),
    );
    expect(text).toMatch(/Held back, not caused\nDeployment tools\/wiki/);
  });
});

describe('causal chain', () => {
  it('tells both branches that had to meet, each step with where it came from', () => {
    const text = said('causal-chain');
    expect(text).toMatch(/From step 8, after 9–10 s: Policy Always asks the registry/);
    expect(text).toMatch(/From step 5, within 5 s: The killed containers had to start again\./);
  });

  it('tells a condition once and joins the second cause to it', () => {
    expect(said('causal-chain')).toContain(
      'It joins step 8 of cause 1, within 1 min: The recreated registry pod could not become ready.',
    );
  });

  it('keeps what was refuted, with the reason', () => {
    expect(said('causal-chain')).toContain('refuted | tools/wiki was told that its tag does not exist');
    expect(said('causal-chain')).toContain('left open | Place and time allow it; another link');
  });

  it('draws accepted, open and refuted links apart', () => {
    const graph = sectionOf(full, 'causal-chain').blocks.find((b) => b.kind === 'graph');
    expect(
      graph?.kind === 'graph' && graph.graph.edges.filter((e) => e.verdict === 'alternative'),
    ).toHaveLength(1);
  });

  it('says that there is none where none is supported', () => {
    expect(blank('causal-chain')).toBe('No chain from a cause to the impact could be supported by evidence.');
  });
});

describe('contributing', () => {
  it('gives each condition the verdict of its replay', () => {
    expect(said('contributing')).toMatch(
      /pulls :latest.*let it through.*Prevents it\. Pull policy IfNotPresent/,
    );
    expect(said('contributing')).toContain('Changes nothing. A second replica');
    expect(said('contributing')).toContain('shortens it');
  });
});

describe('what was measured beside the figures', () => {
  it('is told: the budget that was burned, and of whom it is assumed', () => {
    expect(said('impact')).toMatch(
      /11\.6 to 11\.8 % \| 99\.9 % over 30 days \(assumed, the profile names none\)/,
    );
  });

  it('is told: what each set of rules would have made of the detection, and what the real one rests on', () => {
    const text = said('detection');
    expect(text).toContain('What this rests on: A note says how it was noticed.');
    expect(text).toContain('none would have paged | —');
    expect(text).toMatch(/Rules proposed here \| EdgeRequestsFail \| 1 min 45 s \(1:30–2:00\)/);
  });
});

describe('loops, detection, diagnosis, response', () => {
  it('tell the loop with the way out that was used', () => {
    expect(said('loops')).toContain('The repair needed what was broken');
    expect(said('loops')).toContain('Way out that was used: imagePullPolicy IfNotPresent');
  });

  it('say who noticed, and which alert would have', () => {
    expect(said('detection')).toContain(
      'A person noticed at 23:00:46, 3 min 5 s after the impact began. The capture holds no alert that fired.',
    );
    expect(said('detection')).toContain('KubePodNotReady | warning | does not fire');
    expect(said('detection')).toContain('EdgeRequestsFail | critical | 22:59:11 to 22:59:41');
  });

  it('walk from the symptom to the cause and clear what looked guilty', () => {
    const text = said('diagnosis');
    expect(text.indexOf('Every request to lastplayed.io')).toBeLessThan(
      text.indexOf('Network interface tailscale0'),
    );
    expect(text).toContain('before the first fault');
  });

  it('say what an action brought, and what is still in force', () => {
    expect(said('response')).toContain('deleted the registry pod | stopgap | no effect:');
    expect(said('response')).toContain('still in force at the capture: web (imagePullPolicy');
    expect(said('response')).not.toMatch(/in force[^\n]*kube-flannel/);
    expect(said('response')).toContain('What held recovery back');
  });
});

describe('the rest', () => {
  it('names what nothing explains', () => {
    const two = compose(twoIncidents);
    expect(textOf(sectionOf(two, 'alternatives'))).toContain(
      'DNSMasterDown fires; nothing else in the capture speaks of it.',
    );
    expect(blank('alternatives')).toContain('No condition was found, so there was nothing to explain.');
  });

  it('prints contradictions and gaps', () => {
    expect(said('gaps')).toContain('The note is 22 s later than the edge.');
    expect(said('gaps')).toContain('No kernel or VPN log of worker-2');
  });

  it('says what an action cuts and when it is done', () => {
    expect(said('actions')).toContain('The handler of /api/health waits for session-cache');
    expect(said('actions')).toContain('Would not have helped');
  });

  it('never fills in what people learned', () => {
    expect(questionsOf(sectionOf(full, 'learning'))).toContain('What surprised you?');
    expect(questionsOf(sectionOf(full, 'learning'))[0]).toContain('What made you look');
  });

  it('offers a text for others without naming a person', () => {
    expect(said('external-text')).toContain(
      'From 22:57 to 23:02 UTC on 2026-11-20, for about 5 min, lastplayed.io and www.lastplayed.example did not work.',
    );
    expect(said('external-text')).not.toContain('alice');
  });
});
