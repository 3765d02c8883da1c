import { probeCommandMissing } from '../../../../src/detect/detectors/workload/probe-command-missing.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const said = (message: string) => ({
  objects: stack('shop/web'),
  events: [
    {
      about: podOf('shop/web'),
      reason: 'Unhealthy',
      type: 'Warning' as const,
      message,
      first: '11:30:00',
      last: '11:59:00',
      count: 170,
    },
  ],
});

testDetector(probeCommandMissing, {
  fires: [
    {
      name: 'in the words of crun, and of a kubelet that prints the last of them alone',
      given: said(
        'Liveness probe errored: rpc error: code = Unknown desc = command error: executable file `pg_isready` not found in $PATH: No such file or directory',
      ),
      expect: [
        { type: 'probe-command-missing', entity: 'Deployment/shop/web', says: ['liveness', 'pg_isready'] },
      ],
    },
    {
      name: 'in its last words alone',
      given: said('Liveness probe failed: exec: "pg_isready": executable file not found in $PATH'),
      expect: [{ type: 'probe-command-missing', entity: 'Deployment/shop/web', says: ['pg_isready'] }],
    },
    {
      name: 'a health probe that the image lacks',
      given: said(
        'Readiness probe failed: command "/bin/grpc_health_probe -addr=:8080" error: OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/grpc_health_probe": stat /bin/grpc_health_probe: no such file or directory: unknown',
      ),
      expect: [
        {
          type: 'probe-command-missing',
          entity: 'Deployment/shop/web',
          onset: '11:30:00',
          open: true,
          says: ['readiness', '/bin/grpc_health_probe'],
          names: [podOf('shop/web')],
          evidence: 'no such file or directory',
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a script of its own that looks for one',
      given: said('Liveness probe failed: /probe.sh: line 3: pg_isready: command not found'),
    },
    {
      name: 'a command that runs and fails',
      given: said('Readiness probe failed: no connection to the store'),
    },
    {
      name: 'a program that misses a file of its own',
      given: said('Liveness probe failed: cat: /tmp/healthy: No such file or directory'),
    },
  ],
});
