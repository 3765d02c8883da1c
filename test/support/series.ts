import { DAY_OF_TESTS } from './case-builder.js';

const MINUTES = 60;

/** A metric as {@link Given} takes it. */
interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [string, number])[];
}

/** A series of the hour up to noon, the end of knowledge: a sample each minute; `at` is told the minutes left. */
export function series(
  name: string,
  labels: Readonly<Record<string, string>>,
  at: (left: number) => number,
): Series {
  const end = Date.parse(`${DAY_OF_TESTS}T12:00:00Z`);
  return {
    name,
    labels,
    points: Array.from({ length: MINUTES + 1 }, (_, i) => {
      const left = MINUTES - i;
      return [new Date(end - left * 60_000).toISOString(), at(left)] as const;
    }),
  };
}

/** One value until so many minutes before noon, then another. */
export function turned(minutes: number, before: number, after: number): (left: number) => number {
  return (left) => (left <= minutes ? after : before);
}
