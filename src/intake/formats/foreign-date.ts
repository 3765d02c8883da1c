/**
 * What `date` prints under other languages: the same parts in other words and another order.
 *
 *   Mi 1. Jul 19:22:41 CEST 2026      mer. 01 juil. 2026 19:22:41 CEST      2026年 07月 01日 星期三 19:22:41 CST
 */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: readonly [hour: number, minute: number, second: number];
  /** "CEST", "+0200"; undefined where none is printed. */
  readonly zone: string | undefined;
}

const LONGEST = 80;
const TIME = /(?:^|[\s,])(\d{1,2})[:.h](\d\d)[:.m](\d\d)s?(?:[.,]\d+)?(?=$|[\s,])/;
const YEAR = /(?:^|[\s,.])(20\d\d)(?=$|[\s,.年])/;
const NUMBERED = /(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]/;
const ZONE = /(?:^|[\s,(])((?!AM$|PM$)[A-Z]{3,5}|(?:UTC|GMT)?[+-]\d\d(?::?\d\d)?)\)?$/;

/** The first letters of months, without accents: German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Czech. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'sty'], ['feb', 'fev', 'lut'], ['mar', 'mrt', 'maa'], ['apr', 'avr', 'abr', 'kwi'], ['mai', 'may', 'mag', 'mei', 'maj'],
  ['jun', 'juin', 'giu', 'cze'], ['jul', 'juil', 'lug', 'lip'], ['aug', 'aou', 'ago', 'sie'], ['sep', 'set', 'wrz'],
  ['oct', 'okt', 'ott', 'out', 'paz'], ['nov', 'lis'], ['dec', 'dez', 'dic', 'gru'],
]; // prettier-ignore

/** The parts of such a line; undefined for any other one. */
export function foreignDate(line: string): DateParts | undefined {
  if (line.length > LONGEST) return undefined;
  const time = TIME.exec(line);
  const numbered = NUMBERED.exec(line);
  if (time === null) return undefined;
  const [, hours, minute, second] = time.map(Number);
  const half = /\s([AP])\.?M\.?(?=$|[\s,])/i.exec(line)?.[1]?.toUpperCase();
  const hour = half === undefined ? hours : ((hours ?? 0) % 12) + (half === 'P' ? 12 : 0);
  const zoned = line.replace(time[0], ' ').replace(YEAR, ' ').trim();
  const zone = ZONE.exec(zoned)?.[1]?.replace(/^(?:UTC|GMT)(?=[+-])/, '');
  const parts = { time: [hour ?? 0, minute ?? 0, second ?? 0] as const, zone };
  if (numbered !== null) {
    const [, year = 0, month = 0, day = 0] = numbered.map(Number);
    return { ...parts, year, month, day };
  }
  const year = YEAR.exec(line)?.[1];
  const named = monthIn(line);
  return year === undefined || named === undefined ? undefined : { ...parts, year: Number(year), ...named };
}

/** The month stands beside the day; weekdays may be spelt like months ("mar." is Tuesday in French). */
function monthIn(line: string): { readonly month: number; readonly day: number } | undefined {
  const plain = line.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const after = /(?:^|[\s,])(\d{1,2})\.?\s+(?:de\s+)?([a-z]{3,})\.?(?=$|[\s,])/.exec(plain);
  const before = /(?:^|[\s,])([a-z]{3,})\.?\s+(\d{1,2})\.?(?=$|[\s,])/.exec(plain);
  const month = (word: string | undefined): number =>
    word === undefined
      ? 0
      : MONTHS.findIndex((all) => all.includes(word.slice(0, word.startsWith('jui') ? 4 : 3))) + 1;
  if (after !== null && month(after[2]) > 0) return { month: month(after[2]), day: Number(after[1]) };
  if (before !== null && month(before[1]) > 0) return { month: month(before[1]), day: Number(before[2]) };
  return undefined;
}
