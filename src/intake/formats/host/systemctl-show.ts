import type { Format, ReadContext } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact, whole } from '../kubectl/shape.js';
import { wholeLines } from '../whole-text.js';
import { hostReport } from './report.js';

const PROPERTY = /^([A-Z][A-Za-z0-9]+)=(.*)$/;
const STATE = /^(?:ActiveState|SubState|LoadState|UnitFileState)=/;

/** `systemctl show`: the properties of units, one block each, parted by a blank line. */
export const systemctlShow: Format = {
  id: 'systemctl-show',
  title: 'systemctl show',
  grammar: 'systemd src/systemctl/systemctl-show.c (property=value)',
  samples: [
    'Id=kubelet.service\nLoadState=loaded\nActiveState=activating\nSubState=auto-restart\nResult=exit-code\nNRestarts=12\nExecMainStatus=1\n',
  ],
  sniff({ lines }) {
    const filled = lines.filter((line) => line.trim() !== '');
    const isShown = filled.filter((line) => STATE.test(line)).length >= 2;
    return isShown && filled.filter((line) => PROPERTY.test(line)).length >= 0.9 * filled.length ? 0.96 : 0;
  },
  open: (context) => wholeLines(context, (lines) => readShown(lines, context)),
};

function readShown(lines: readonly Line[], context: ReadContext): void {
  let block: Line[] = [];
  for (const line of [...lines, undefined]) {
    if (line !== undefined && line.text.trim() !== '') block.push(line);
    else {
      readUnit(block, context);
      block = [];
    }
  }
}

function readUnit(block: readonly Line[], context: ReadContext): void {
  const [first] = block;
  const last = block.at(-1);
  const said = new Map(
    block.map(({ text }) => text.split(/=(.*)/s)).map(([key = '', value = '']) => [key, value]),
  );
  const active = said.get('ActiveState');
  if (first === undefined || last === undefined || active === undefined) return;
  const named = said.get('Id') ?? said.get('Names')?.split(' ')[0] ?? context.place.program;
  const unit = named === undefined || named.includes('.') ? named : `${named}.service`;
  const data = compact({
    unit,
    load: said.get('LoadState'),
    active,
    sub: said.get('SubState'),
    result: said.get('Result'),
    enabled: said.get('UnitFileState'),
    pid: whole(said.get('MainPID')),
    restarts: whole(said.get('NRestarts')),
  });
  const words = `${unit ?? 'unit'} ${active} (${said.get('SubState') ?? ''})`;
  context.emit(hostReport(context, 'unit-status', data, words, first, last));
}
