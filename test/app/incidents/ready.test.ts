import { describe, expect, it } from 'vitest';
import { analysed, clock, lines } from '../../support/capture.js';
import { app, cluster, podAt } from '../../support/cluster.js';
import { object, over, type Fields } from '../../support/objects.js';

/** Pods that are Ready and fail what is asked of them: only their own lines tell. */
const log = (at: string): string => {
  const [, ns = '', name = ''] = podAt(at).split('/');
  return `logs/${ns}/${name}/${at.split('/')[1] ?? ''}.log`;
};
const well = lines('10:00:00', 90, 50, (at) => `${at} INFO handled request status=200`);

const told = async (text: string, n = 60, more: readonly Fields[] = []): Promise<string[]> => {
  const a = await analysed({
    objects: [...cluster(), ...app('pay/till', ['wk-a']), ...more],
    files: { [log('pay/till')]: well + lines('11:20:00', n, Math.floor(2400 / n), (at) => `${at} ${text}`) },
  });
  return a.incidents.flatMap((i) =>
    i.rootCauses.map((r) => `${r.condition} ${r.entity.kind}/${r.entity.name} ${r.confidence}`),
  );
};

describe('a pod that is ready and complains from then on to the last', () => {
  it.each([
    ['ERROR HTTP 429 Too Many Requests from https://api.sms.example/messages', 'app-rate-limited'],
    ['ERROR java.sql.SQLException: Lock wait timeout exceeded; try restarting transaction', 'db-lock-wait'],
    ['ERROR save failed: database is locked (5) (SQLITE_BUSY)', 'db-lock-wait'],
    ['ERROR Deadlock found when trying to get lock; try restarting transaction', 'db-deadlock'],
    [
      'ERROR HikariPool-1 - Connection is not available, request timed out after 30000ms',
      'app-pool-exhausted',
    ],
  ])('is told, as a lead: %s', async (line, condition) => {
    const roots = await told(line);
    expect(roots).toHaveLength(1);
    expect(roots[0]).toContain(`${condition} Deployment/till`);
    expect(roots[0]).not.toContain('high');
  });

  it('is not where a line says that it tries again, nor where a few say it', async () => {
    expect(
      await told('WARN HTTP 429 Too Many Requests from https://api.sms.example, retrying in 200ms'),
    ).toEqual([]);
    expect(await told('ERROR Deadlock found when trying to get lock; try restarting transaction', 3)).toEqual(
      [],
    );
  });
});

describe('a policy that lets no question for names out', () => {
  const policy = (...egress: readonly Fields[]): Fields =>
    object('NetworkPolicy', 'pay/till-egress', {
      metadata: { creationTimestamp: clock('11:19:50') },
      spec: { podSelector: { matchLabels: { app: 'till' } }, policyTypes: ['Egress'], egress },
    });
  const toDb = { to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 3306 }] };
  const names = { ports: [{ port: 53, protocol: 'UDP' }] };
  const line = 'ERROR java.net.UnknownHostException: ledger: Temporary failure in name resolution';
  const bare = (p: Fields) =>
    analysed({
      objects: [...app('pay/till', ['wk-a']), p],
      files: { [log('pay/till')]: well + lines('11:20:00', 60, 40, (at) => `${at} ${line}`) },
    });

  it('is the cause where the capture does not even show the DNS', async () => {
    const a = await bare(policy(toDb));
    expect(a.incidents.flatMap((i) => i.rootCauses.map((r) => r.condition))).toEqual(['networkpolicy-block']);
  });

  it('is not where another rule lets names out', async () => {
    const a = await bare(policy(toDb, names));
    expect(a.incidents.flatMap((i) => i.rootCauses.map((r) => r.condition))).not.toContain(
      'networkpolicy-block',
    );
  });
});

describe('a quota without room, of which no event is left', () => {
  const short = (hard: string) =>
    analysed({
      objects: [
        ...cluster(),
        ...app('pay/till', ['wk-a'])
          .filter((o) => o['kind'] !== 'Pod')
          .map((o) =>
            o['kind'] === 'Deployment'
              ? over(o, {
                  spec: {
                    template: {
                      spec: {
                        containers: [
                          { name: 'till', image: 'a/b:1', resources: { limits: { memory: '512Mi' } } },
                        ],
                      },
                    },
                  },
                  status: {
                    replicas: 0,
                    readyReplicas: 0,
                    availableReplicas: 0,
                    conditions: [
                      {
                        type: 'ReplicaFailure',
                        status: 'True',
                        reason: 'FailedCreate',
                        lastTransitionTime: clock('11:20:00'),
                      },
                    ],
                  },
                })
              : o['kind'] === 'Endpoints'
                ? over(o, { subsets: [] })
                : o,
          ),
        object('ResourceQuota', 'pay/compute', {
          spec: { hard: { 'limits.memory': hard } },
          status: { hard: { 'limits.memory': hard }, used: { 'limits.memory': '1984Mi' } },
        }),
      ],
    });

  it('is the cause by its numbers', async () => {
    const a = await short('2Gi');
    expect(a.incidents.flatMap((i) => i.rootCauses.map((r) => r.condition))).toEqual([
      'quota-memory-exceeded',
    ]);
  });

  it('is not where one more pod would fit', async () => {
    const a = await short('4Gi');
    expect(a.incidents.flatMap((i) => i.rootCauses.map((r) => r.condition))).not.toContain(
      'quota-memory-exceeded',
    );
  });
});
