import { runtimeDown } from '../../../../src/detect/detectors/runtime/runtime-down.js';
import { testDetector } from '../../../support/detector-tester.js';

const said = (text: string, count: number) => ({
  id: 'runtime-down',
  text,
  at: '10:05:00',
  until: '10:09:00',
  count,
  node: 'node-a',
  program: 'kubelet',
});

testDetector(runtimeDown, {
  fires: [
    {
      name: 'the socket is gone',
      given: {
        messages: [
          said(
            'grpc: addrConn.createTransport failed to connect to {Addr: "/run/containerd/containerd.sock"}. Err: connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: no such file or directory"',
            30,
          ),
        ],
      },
      expect: [
        {
          type: 'runtime-down',
          entity: 'NodeService/node-a/containerd',
          onset: '10:05:00',
          open: false,
          names: ['Node/node-a'],
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a restart of a second',
      given: {
        messages: [said('dial unix /run/containerd/containerd.sock: connect: connection refused', 2)],
      },
    },
    {
      name: 'a runtime that hangs is another matter',
      given: {
        messages: [
          said(
            'Container runtime sanity check failed: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
            20,
          ),
          said('skipping pod synchronization - container runtime is down', 20),
        ],
      },
    },
  ],
});
