import { call } from './endpoints.js';
import type { Cluster } from './state.js';

/** Requests of an observer outside to the front of the apps, one after the other. */
export function observe(c: Cluster): void {
  const fronts = [...c.apps.values()].filter((a) => a.plan.host !== undefined);
  for (const app of fronts) {
    const tick = (): void => {
      const began = c.now;
      const got = call(c, app, undefined);
      const tookMs = got.outcome === 'timeout' ? 10_000 : got.outcome === 'ok' ? 4 : 1;
      const status =
        got.outcome === 'ok' ? 200 : got.outcome === 'timeout' ? 504 : got.outcome === 'error' ? 500 : got.outcome === 'refused' ? 502 : 503; // prettier-ignore
      const party = `Edge/${app.plan.host ?? ''}`;
      const what = got.outcome === 'ok' ? 'served-request' : 'failed-request';
      c.truth.tell({ party, what, at: began, from: what === 'failed-request' ? [`App/${app.key}`, ...got.from] : [] }); // prettier-ignore
      c.queue.after(tookMs, () => {
        const upstream = got.pod === undefined ? '-' : `${got.pod.ip}:8080`;
        const stamp = clf(c.by('edge-1'));
        c.logs.write(
          'edge/access.log',
          c.now,
          `198.51.100.7 - - [${stamp}] "GET / HTTP/1.1" ${status} ${status === 200 ? 512 : 190} "-" "canary/1.2" 210 ${(tookMs / 1000).toFixed(3)} [${app.plan.ns}-${app.plan.name}-80] [] ${upstream} ${status === 200 ? 512 : 0} ${got.pod === undefined ? '-' : (tookMs / 1000).toFixed(3)} ${got.pod === undefined ? '-' : status} ${c.letters(16)}`,
        );
      });
      c.queue.after(c.plan.sampleMs, tick);
    };
    c.queue.after(c.random.between(0, c.plan.sampleMs), tick);
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "04/Mar/2026:10:00:00 +0000", the common log format. */
function clf(at: number): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1] ?? ''}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
