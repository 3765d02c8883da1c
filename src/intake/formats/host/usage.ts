import type { Format } from '../../format.js';
import type { Line } from '../../lines.js';
import { compact, whole } from '../kubectl/shape.js';
import { wholeLines } from '../whole-text.js';
import { contentOf, hostReport } from './report.js';

/** The first word of the header under other languages; what is in the columns stays the same. */
const ELSEWHERE =
  /^(?:Dateisystem|Sys\. de fichiers|Sys\. fich\.|S\.ficheros|Sist\. Arq\.|Sist\. fich\.|Filsystem|Filsystem|Bestandssysteem|System plików|Файл\S*|文件系统|檔案系統|ファイルシス)\s.*%/;
const DF_HEADER =
  /^Filesystem\s+(?:Type\s+)?(?:\S*[Bb]locks|Size|Inodes)\s+I?Used\s+(?:Available|Avail|IFree)\s+(?:Use%|Capacity|IUse%)\s+Mounted on/;

/** `df`, `df -h`, `df -i`, `df -T`: how full each filesystem is. */
export const diskUsage: Format = {
  id: 'df',
  title: 'df',
  grammar: 'coreutils src/df.c',
  samples: [
    'Filesystem      Size  Used Avail Use% Mounted on\n/dev/vda1        97G   93G  4.2G  96% /\ntmpfs           1.6G  3.1M  1.6G   1% /run\n',
    'Filesystem     Type   Inodes   IUsed   IFree IUse% Mounted on\n/dev/vda1      ext4  6553600 6553600       0  100% /\n',
  ],
  sniff: (head) => (head.lines.slice(0, 5).some((l) => isDfHeader(l)) ? 0.97 : 0),
  open: (context) =>
    wholeLines(context, (lines) => {
      const header = lines.find((l) => isDfHeader(l.text));
      if (!header) return;
      const inodes = /Ino(?:des|den|dos|euds)/.test(header.text);
      const typed = /\s(?:Type|Typ|Tipo|タイプ|类型)\s/.test(header.text);
      const below = joined(lines.filter((l) => l.line > header.line));
      const filesystems = below.flatMap((l) => filesystem(l, typed, inodes));
      const full = filesystems.filter((f) => Number(f['usedPercent']) >= 85);
      const text = `${filesystems.length} filesystems, ${full.length} at 85 % or more`;
      const data = { filesystems, ...(inodes ? { inodes: true } : {}) };
      const last = below.findLast((l) => l.text.trim() !== '') ?? header;
      context.emit(hostReport(context, 'disk-usage', data, text, header, last));
    }),
};

function isDfHeader(text: string): boolean {
  return DF_HEADER.test(text.trim()) || ELSEWHERE.test(text.trim());
}

/** A device with a long name has its figures on the next line. */
function joined(lines: readonly Line[]): readonly Line[] {
  const out: Line[] = [];
  for (const line of lines) {
    const before = out.at(-1);
    const goesOn = before !== undefined && /^\S+$/.test(before.text) && /^\s+\S+\s+\S+.*%/.test(line.text);
    if (goesOn) out[out.length - 1] = { ...line, text: `${before.text} ${line.text.trim()}` };
    else out.push(line);
  }
  return out;
}

function filesystem(line: Line, typed: boolean, inodes: boolean): Record<string, unknown>[] {
  const m = /^(\S.*?)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\d+)%\s+(\/.*|\S+)$/.exec(line.text.trim());
  if (!m) return [];
  const [device = '', type] = typed ? (m[1] ?? '').split(/\s+/) : [m[1]];
  const amounts = { size: m[2], used: m[3], available: m[4] };
  return [
    compact({
      device,
      type,
      mount: m[6],
      ...amounts,
      usedPercent: Number(m[5]),
      inodes: inodes ? true : undefined,
    }),
  ];
}

/** `free` in any unit: total, used and available memory, and swap. */
export const memoryUsage: Format = {
  id: 'free',
  title: 'free',
  grammar: 'procps-ng src/free.c',
  samples: [
    '               total        used        free      shared  buff/cache   available\nMem:            15Gi        14Gi       210Mi        12Mi       1.1Gi       402Mi\nSwap:             0B          0B          0B\n',
  ],
  sniff: (head) => {
    if (/^MemTotal:\s+\d+ kB$/m.test(head.text)) return 0.97;
    const isFree = head.lines.slice(0, 5).some((l) => /^\s+total\s+used\s+free/.test(l));
    return isFree && /^Mem:/m.test(head.text) ? 0.97 : 0;
  },
  open: (context) =>
    wholeLines(context, (lines) => {
      const proc = lines.filter((l) => /^\w+(?:\(\w+\))?:\s+\d+(?: kB)?$/.test(l.text));
      const [first] = proc;
      const end = proc.at(-1);
      if (first !== undefined && end !== undefined && proc.some((l) => l.text.startsWith('MemTotal:'))) {
        const said = new Map(
          proc.map((l) => l.text.split(/:\s+/)).map(([key = '', value = '']) => [key, value]),
        );
        const names = { total: 'MemTotal', free: 'MemFree', available: 'MemAvailable' };
        const mem = Object.fromEntries(
          Object.entries(names).map(([key, name]) => [key, whole(said.get(name)?.replace(' kB', ''))]),
        );
        const words = `memory: ${said.get('MemAvailable') ?? said.get('MemFree') ?? ''} left of ${said.get('MemTotal') ?? ''}`;
        return context.emit(hostReport(context, 'memory', { mem: compact(mem) }, words, first, end));
      }
      const header = lines.find((l) => /^\s+total\s+used\s+free/.test(l.text));
      if (!header) return;
      const names = header.text.trim().split(/\s+/);
      const rows = lines.flatMap((l) => {
        const m = /^(Mem|Swap):\s+(.*)$/.exec(l.text);
        if (!m) return [];
        const cells = (m[2] ?? '').trim().split(/\s+/);
        return [
          [
            (m[1] ?? '').toLowerCase(),
            Object.fromEntries(names.map((n, i) => [n, whole(cells[i]) ?? cells[i]])),
          ] as const,
        ];
      });
      const last = contentOf(lines).at(-1) ?? header;
      const data = Object.fromEntries(rows);
      context.emit(hostReport(context, 'memory', data, last.text.trim(), header, last));
    }),
};
