/** Lines around a change that are shown for orientation. */
const AROUND = 2;

type Step = readonly [mark: ' ' | '-' | '+', line: string];

/** What changes between two short texts, as `diff -u` shows it; no lines when nothing does. */
export function lineDiff(before: string, after: string): string[] {
  const steps = stepsBetween(before.split('\n'), after.split('\n'));
  const shown = steps.map((_, i) => steps.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(changed));
  return steps.flatMap(([mark, line], i) => {
    if (!shown[i]) return [];
    const text = `${mark} ${line}`.trimEnd();
    return i > 0 && !shown[i - 1] ? ['  ...', text] : [text];
  });
}

function changed([mark]: Step): boolean {
  return mark !== ' ';
}

/** Longest common subsequence; expectations are a few hundred lines at most. */
function stepsBetween(a: readonly string[], b: readonly string[]): Step[] {
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      best[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const steps: Step[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      steps.push([' ', a[i] ?? '']);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      steps.push(['-', a[i] ?? '']);
      i += 1;
    } else {
      steps.push(['+', b[j] ?? '']);
      j += 1;
    }
  }
  return steps;
}
