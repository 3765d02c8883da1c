import { nodeMetrics } from '../../../../src/detect/detectors/node/node-metrics.js';
import { testDetector } from '../../../support/detector-tester.js';
import { node } from '../../../support/objects.js';
import { series, turned } from '../../../support/series.js';

const READY = { node: 'node-1', condition: 'Ready', status: 'unknown' };
const HOST = { instance: 'node-1:9100' };
const ROOT = { ...HOST, mountpoint: '/', fstype: 'ext4', device: '/dev/sda1' };
const ETH = { ...HOST, device: 'eth0' };

/** Segments of a node of which a share is sent again in the last twenty minutes. */
const tcp = (name: string, share: number) => [
  series('node_netstat_Tcp_RetransSegs', { instance: `${name}:9100`, node: name }, (left) =>
    left > 20 ? 5 : 5 + (20 - left) * 60_000 * share,
  ),
  series(
    'node_netstat_Tcp_OutSegs',
    { instance: `${name}:9100`, node: name },
    (left) => (60 - left) * 60_000,
  ),
];

testDetector(nodeMetrics, {
  fires: [
    {
      name: 'a node that does not report for ten minutes',
      given: {
        metrics: [series('kube_node_status_condition', READY, (left) => (left <= 30 && left > 20 ? 1 : 0))],
      },
      expect: [
        { type: 'node-unreachable', entity: 'Node/node-1', onset: '11:30:00', open: false, severity: 3 },
      ],
    },
    {
      name: 'tables and disks that fill up',
      given: {
        metrics: [
          series('node_nf_conntrack_entries', HOST, turned(15, 900, 1000)),
          series('node_nf_conntrack_entries_limit', HOST, () => 1000),
          series('node_filesystem_avail_bytes', ROOT, turned(10, 5e9, 1e9)),
          series('node_filesystem_size_bytes', ROOT, () => 1e11),
        ],
      },
      expect: [
        { type: 'conntrack-full', entity: 'Node/node-1', onset: '11:45:00', open: true },
        { type: 'disk-full', entity: 'Node/node-1', onset: '11:50:00', open: true, says: ['/'] },
      ],
    },
    {
      name: 'an interface that drops every tenth packet',
      given: {
        metrics: [
          series('node_network_receive_drop_total', ETH, (left) => (left > 20 ? 5 : 5 + (20 - left) * 6000)),
          series('node_network_receive_packets_total', ETH, (left) => (60 - left) * 60_000),
        ],
      },
      expect: [{ type: 'node-network-packet-loss', entity: 'Node/node-1', says: ['eth0', '10 %'] }],
    },
    {
      name: 'an interface that damages every tenth packet',
      given: {
        metrics: [
          series('node_network_receive_errs_total', ETH, (left) => (left > 20 ? 5 : 5 + (20 - left) * 6000)),
          series('node_network_receive_packets_total', ETH, (left) => (60 - left) * 60_000),
        ],
      },
      expect: [{ type: 'node-network-packet-loss', entity: 'Node/node-1', says: ['eth0', 'damages 10 %'] }],
    },
    {
      name: 'one node that sends every tenth segment again',
      given: { metrics: [...tcp('node-1', 0.1), ...tcp('node-2', 0.002)] },
      expect: [{ type: 'node-network-packet-loss', entity: 'Node/node-1', says: ['alone', '10 %'] }],
    },
  ],
  silent: [
    {
      name: 'several send again: the loss lies between them',
      given: { metrics: [...tcp('node-1', 0.1), ...tcp('node-2', 0.09)] },
    },
    {
      name: 'the node itself is there and speaks',
      given: {
        objects: [node('node-1')],
        metrics: [series('kube_node_status_condition', READY, turned(30, 0, 1))],
      },
    },
    {
      name: 'all in order',
      given: {
        metrics: [
          series('kube_node_status_condition', { ...READY, status: 'true' }, () => 1),
          series('node_filesystem_avail_bytes', ROOT, () => 2e10),
          series('node_filesystem_size_bytes', ROOT, () => 1e11),
          series(
            'node_filesystem_avail_bytes',
            { ...ROOT, fstype: 'squashfs', mountpoint: '/snap/x' },
            () => 0,
          ),
          series(
            'node_filesystem_size_bytes',
            { ...ROOT, fstype: 'squashfs', mountpoint: '/snap/x' },
            () => 1e8,
          ),
          series('node_network_receive_drop_total', ETH, (left) => 60 - left),
          series('node_network_receive_packets_total', ETH, (left) => (60 - left) * 60_000),
        ],
      },
    },
  ],
});
