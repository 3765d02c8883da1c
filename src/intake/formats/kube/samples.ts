/** API objects as tools print them, one sample per way. */
const POD =
  '{"metadata":{"name":"web-0","namespace":"shop","uid":"7d05bcbb-1797-481a-b4e1-4a16bf5de193","creationTimestamp":"2026-07-01T19:20:00Z"},"spec":{"nodeName":"node-7","containers":[{"name":"app","image":"web:1"}]},"status":{"phase":"Running"}}';

const EVENT =
  '{"metadata":{"name":"web-0.18be7f2c846f1d2a","namespace":"shop","uid":"e1"},"involvedObject":{"kind":"Pod","namespace":"shop","name":"web-0","fieldPath":"spec.containers{app}"},"reason":"BackOff","message":"Back-off restarting failed container","source":{"component":"kubelet","host":"node-7"},"firstTimestamp":"2026-07-01T19:22:41Z","lastTimestamp":"2026-07-01T19:30:41Z","count":7,"type":"Warning"}';

const INDENTED = `{
    "apiVersion": "v1",
    "items": [
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {
                "name": "web",
                "namespace": "shop",
                "uid": "0a"
            },
            "spec": {
                "selector": {
                    "app": "wéb }"
                }
            }
        },
        {
            "apiVersion": "v1",
            "kind": "Namespace",
            "metadata": {
                "name": "shop",
                "uid": "0b"
            }
        }
    ],
    "kind": "List",
    "metadata": {
        "resourceVersion": ""
    }
}
`;

const STREAM = `{
    "apiVersion": "v1",
    "kind": "Event",
    "metadata": {
        "name": "web-0.18be7f2c846f1d2a",
        "namespace": "shop"
    },
    "involvedObject": {
        "kind": "Pod",
        "namespace": "shop",
        "name": "web-0"
    },
    "reason": "Scheduled",
    "message": "Successfully assigned shop/web-0 to node-7",
    "eventTime": "2026-07-01T19:22:41.123456Z",
    "firstTimestamp": null,
    "lastTimestamp": null,
    "type": "Normal",
    "reportingComponent": "default-scheduler",
    "reportingInstance": "default-scheduler-cp-1"
}
{
    "apiVersion": "events.k8s.io/v1",
    "kind": "Event",
    "metadata": {
        "name": "web-1.18be7f2c946f1d2b",
        "namespace": "shop"
    },
    "regarding": {
        "kind": "Pod",
        "namespace": "shop",
        "name": "web-1"
    },
    "reason": "Pulled",
    "note": "Container image already present",
    "deprecatedSource": {
        "component": "kubelet",
        "host": "node-7"
    },
    "deprecatedFirstTimestamp": "2026-07-01T19:22:45Z",
    "deprecatedLastTimestamp": "2026-07-01T19:22:45Z",
    "deprecatedCount": 1,
    "type": "Normal"
}
`;

export const KUBE_JSON_SAMPLES: readonly string[] = [
  INDENTED,
  `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"123"},"items":[${POD},${POD.replace(/web-0/, 'web-1')}]}\n`,
  `{"items":[${EVENT}],"kind":"EventList","apiVersion":"v1"}`,
  STREAM,
  `[{"apiVersion":"v1","kind":"Pod",${POD.slice(1)}]`,
  `{"type":"ADDED","object":{"apiVersion":"v1","kind":"Pod",${POD.slice(1)}}\n{"type":"DELETED","object":{"apiVersion":"v1","kind":"Pod",${POD.slice(1)}}\n`,
  `{"verb":"ADDED","event":${EVENT},"old_event":{}}\n{"verb":"UPDATED","event":${EVENT},"old_event":${EVENT}}\n`,
  `${EVENT.replace('{', '{"clusterName":"east",')}\n${EVENT}\n`,
];

const YAML_LIST = `apiVersion: v1
items:
- apiVersion: v1
  count: 3
  eventTime: null
  firstTimestamp: "2026-07-01T19:22:41Z"
  involvedObject:
    kind: Pod
    name: web-0
    namespace: shop
  kind: Event
  lastTimestamp: "2026-07-01T19:25:41Z"
  message: 'Back-off restarting failed container: it''s
    down'
  metadata:
    name: web-0.18be7f2c846f1d2a
    namespace: shop
  reason: BackOff
  type: Warning
- apiVersion: v1
  data:
    run.sh: |
      #!/bin/sh
      - not an item

      exec "$@"
  kind: ConfigMap
  metadata:
    name: scripts
    namespace: shop
    uid: "0c"
kind: List
metadata:
  resourceVersion: ""
`;

const YAML_TYPED = `kind: PodList
apiVersion: v1
items:
  - metadata:
      name: web-0
      namespace: shop
      uid: 7d05bcbb-1797-481a-b4e1-4a16bf5de193
    spec:
      nodeName: node-7
    status:
      phase: Running
`;

const YAML_DOCUMENTS = `# $ kubectl get deployment web -n shop -o yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
---
# captured at 2026-07-01T19:30:00Z
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
`;

export const KUBE_YAML_SAMPLES: readonly string[] = [YAML_LIST, YAML_TYPED, YAML_DOCUMENTS];
