import { describe, expect, it } from 'vitest';
import { analysed, rootsOf } from '../../support/capture.js';

/** `kubectl describe` of one pod and its log, as somebody asks about a single pod. */
const described = (env: string): string => `Name:             wish-7f6e5d4c3-ab1cd
Namespace:        shop
Node:             wk-a/10.0.0.11
Start Time:       Wed, 04 Mar 2026 11:00:00 +0000
Labels:           app=wish
Status:           Running
IP:               10.2.0.9
Controlled By:  ReplicaSet/wish-7f6e5d4c3
Containers:
  app:
    Container ID:   containerd://aa11
    Image:          acme/wish:1.2.0
    Port:           8080/TCP
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    1
      Started:      Wed, 04 Mar 2026 11:50:00 +0000
      Finished:     Wed, 04 Mar 2026 11:50:02 +0000
    Ready:          False
    Restart Count:  9
    Environment:
      ${env}
    Mounts:         <none>
Conditions:
  Type              Status
  Ready             False
Events:
  Type     Reason   Age                  From     Message
  ----     ------   ----                 ----     -------
  Warning  BackOff  2m (x25 over 50m)    kubelet  Back-off restarting failed container app in pod wish
`;
const SERVICES = `NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE   SELECTOR
postgres   ClusterIP   10.96.4.4    <none>        5432/TCP   90d   app=postgres
`;
const capture = (env: string, log: string) => ({
  objects: [],
  files: {
    'kubectl/describe/pod/shop/wish-7f6e5d4c3-ab1cd.txt': described(env),
    'kubectl/get/service.shop.txt': SERVICES,
    'logs/shop/wish-7f6e5d4c3-ab1cd/kubectl_logs_ab1cd.log': log,
  },
});

describe('a pod alone, without what made it', () => {
  it('is led astray by its own variable', async () => {
    const a = await analysed(
      capture(
        'DB_HOST:  postgress.shop.svc.cluster.local',
        'psycopg2.OperationalError: could not translate host name "postgress.shop.svc.cluster.local" to address: Name or service not known\n',
      ),
    );
    expect(rootsOf(a)).toEqual(['env-address-mismatch ReplicaSet/shop/wish-7f6e5d4c3']);
  });

  it('misses a file, whatever the file of its log is called', async () => {
    const a = await analysed(
      capture(
        'DB_HOST:  postgres',
        "Traceback (most recent call last):\n  File \"/app/main.py\", line 7, in <module>\n    cfg = open('/etc/wish/config.yaml')\nFileNotFoundError: [Errno 2] No such file or directory: '/etc/wish/config.yaml'\n",
      ),
    );
    expect(rootsOf(a)).toEqual(['app-file-missing ReplicaSet/shop/wish-7f6e5d4c3']);
  });

  it('ends with the error that its log begins with', async () => {
    const a = await analysed(
      capture(
        'DB_HOST:  postgres',
        "Error: Cannot find module '/app/server.js'\n    at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)\n",
      ),
    );
    expect(rootsOf(a)).toEqual(['app-file-missing ReplicaSet/shop/wish-7f6e5d4c3']);
  });
});
