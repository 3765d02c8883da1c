import type { Format, Head, ReadContext, Reader } from '../../format.js';
import { LineSplitter, type Line } from '../../lines.js';
import { LogReader } from '../log-reader/reader.js';
import { leadingTime } from '../log-reader/stamps.js';
import { asLine } from './record.js';

/**
 * stern: pod and container in front of each line, the namespace before them when it follows several; marks
 * "+ web-0 › app" where it begins and "- web-0 › app" where it ends to follow one.
 */
export const sternLog: Format = {
  id: 'stern-log',
  title: 'stern',
  grammar: 'stern/stern README: templates; -t, -A',
  samples: [
    '+ web-0 › app\nweb-0 app 2026-07-01T19:22:41.123456789Z Error: connect ECONNREFUSED 10.96.3.4:6379\nweb-0 app 2026-07-01T19:22:42.123456789Z listening\n- web-0 › app\n',
    'shop web-5d8c7c9b7d-x4z2n app Error: connect ECONNREFUSED 10.96.3.4:6379\nshop web-5d8c7c9b7d-x4z2n app listening\n',
    'web-0 app Error: connect ECONNREFUSED 10.96.3.4:6379\nweb-0 app listening\nweb-1 app Error: connect ECONNREFUSED 10.96.3.4:6379\nweb-1 app listening\n',
  ],
  sniff: score,
  open: (context) => new SternReader(context),
};

const MARK = /^[+-] (?:[a-z0-9-]+ )?[a-z0-9][a-z0-9.-]* › [a-z0-9-]+$/;
const NAME = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const POD = `${NAME}-(?:[a-z0-9]{5}|\\d{1,3})`;
const LINE = new RegExp(`^(?:(?<namespace>${NAME}) )?(?<pod>${POD}) (?<container>${NAME})(?: (?<text>.*))?$`);
/** The pods of a ReplicaSet are named as nothing else is. */
const HASHED = /-[a-f0-9]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;
const COLOUR = /\u001b\[[0-9;]*m/g;

function score(head: Head): number {
  const { pod, container, command } = head.place;
  if ((pod ?? container) !== undefined || !/stern|^$/.test(command ?? '')) return 0;
  const whole = head.whole || head.lines.length < 2 ? head.lines : head.lines.slice(0, -1);
  const filled = whole.map((line) => line.replace(COLOUR, '')).filter((line) => line.trim() !== '');
  const lines = filled.filter((line) => !MARK.test(line));
  const found = lines.map((line) => LINE.exec(line)?.groups).filter((groups) => groups !== undefined);
  if (found.length === 0 || found.length < lines.length) return 0;
  if (lines.length < filled.length) return 0.95;
  const sure = found.filter(
    (groups) => HASHED.test(groups['pod'] ?? '') || leadingTime(groups['text'] ?? '') !== undefined,
  );
  if (sure.length === found.length) return 0.93;
  // "task-1 finished ..." of a program looks the same, but does not come back with the same second word.
  const pairs = new Set(found.map((groups) => `${groups['pod'] ?? ''} ${groups['container'] ?? ''}`));
  return found.length >= 4 && pairs.size <= found.length / 2 ? 0.8 : 0;
}

class SternReader implements Reader {
  private readonly lines: LogReader;
  private readonly splitter: LineSplitter;

  constructor(context: ReadContext) {
    this.lines = new LogReader(context);
    this.splitter = new LineSplitter((line) => this.line(line));
  }

  chunk(bytes: Buffer): void {
    this.splitter.chunk(bytes);
  }

  end(): void {
    this.splitter.end();
    this.lines.end();
  }

  private line({ text, offset, length, line }: Line): void {
    const plain = text.replace(COLOUR, '');
    const found = MARK.test(plain) ? undefined : LINE.exec(plain)?.groups;
    if (found === undefined) return;
    const { namespace, pod = '', container = '', text: said = '' } = found;
    const stamped = leadingTime(said);
    const at = stamped?.zoned === true ? stamped : undefined;
    const shipped = {
      text: at === undefined ? said : said.slice(at.length).trimStart(),
      pod,
      container,
      ...(namespace === undefined ? {} : { namespace }),
      ...(at === undefined ? {} : { at }),
    };
    this.lines.line(Buffer.from(asLine(shipped)), offset, length, line);
  }
}
