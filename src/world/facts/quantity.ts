import { digList, digNumber, digText } from '../../base/index.js';

/** Suffixes of resource quantities (k8s.io/apimachinery pkg/api/resource). */
const FACTOR: Readonly<Record<string, number>> = {
  n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
}; // prettier-ignore

/** A resource quantity ("500m", "8Gi", "1e3", 2) as a number of cores, bytes or pieces. */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const m = /^([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)([numkKMGTPE]i?)?$/.exec(value.trim());
  const factor = FACTOR[m?.[2] ?? ''];
  return m && factor !== undefined ? Number(m[1]) * factor : undefined;
}

/**
 * What the scheduler counts for a pod of this spec: the sum over containers and restartable init
 * containers, or the largest other init container if that is more; a limit stands in for a missing request.
 */
export function requestOf(podSpec: unknown, resource: string): number {
  const asked = (container: unknown): number =>
    parseQuantity(amount(container, 'requests', resource) ?? amount(container, 'limits', resource)) ?? 0;
  const inits = digList(podSpec, 'initContainers');
  const always = inits.filter((x) => digText(x, 'restartPolicy') === 'Always');
  const running = [...digList(podSpec, 'containers'), ...always].reduce<number>((n, x) => n + asked(x), 0);
  return Math.max(running, ...inits.filter((x) => !always.includes(x)).map(asked));
}

function amount(container: unknown, list: string, resource: string): string | number | undefined {
  return digText(container, 'resources', list, resource) ?? digNumber(container, 'resources', list, resource);
}

/** Bytes as people write them: "8Gi", "512Mi". */
export function bytesInWords(bytes: number): string {
  for (const [unit, size] of [
    ['Ti', 2 ** 40],
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 2 ** 10],
  ] as const) {
    if (bytes >= size) return `${Number((bytes / size).toFixed(1))}${unit}`;
  }
  return String(bytes);
}
