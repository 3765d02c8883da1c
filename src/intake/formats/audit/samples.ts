/** Lines as the API server writes them. */
const HUMAN_PATCH =
  '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"b1","stage":"ResponseComplete","requestURI":"/apis/apps/v1/namespaces/shop/deployments/web?fieldManager=kubectl-edit","verb":"patch","user":{"username":"jane","groups":["ops","system:authenticated"]},"sourceIPs":["10.0.0.5"],"userAgent":"kubectl/v1.29.2 (linux/amd64)","objectRef":{"resource":"deployments","namespace":"shop","name":"web","apiGroup":"apps","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":200},"requestObject":{"spec":{"replicas":3}},"requestReceivedTimestamp":"2026-07-01T19:20:01.123456Z","stageTimestamp":"2026-07-01T19:20:01.150000Z","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":""}}';

const WEBHOOK_FAILURE =
  '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"b2","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/pods","verb":"create","user":{"username":"system:serviceaccount:kube-system:replicaset-controller","groups":["system:serviceaccounts"]},"userAgent":"kube-controller-manager/v1.29.2","objectRef":{"resource":"pods","namespace":"shop","apiVersion":"v1"},"responseStatus":{"metadata":{},"status":"Failure","message":"Internal error occurred: failed calling webhook \\"mutate.example.io\\": connection refused","reason":"InternalError","code":500},"requestReceivedTimestamp":"2026-07-01T19:20:02.000001Z","stageTimestamp":"2026-07-01T19:20:02.100000Z"}';

const SYSTEM_READ =
  '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"b3","stage":"ResponseComplete","requestURI":"/api/v1/nodes","verb":"list","user":{"username":"system:kube-scheduler"},"objectRef":{"resource":"nodes","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":200},"requestReceivedTimestamp":"2026-07-01T19:20:03.000000Z","stageTimestamp":"2026-07-01T19:20:03.010000Z"}';

const OLD =
  '{"auditID":"c5","kind":"Event","level":"Request","metadata":{"creationTimestamp":"2018-10-26T13:07:36Z"},"objectRef":{"apiVersion":"v1","name":"foo","resource":"namespaces","namespace":"foo"},"requestReceivedTimestamp":"2018-10-26T13:07:36.905144Z","requestURI":"/api/v1/namespaces","responseStatus":{"code":201,"metadata":{}},"stage":"ResponseComplete","stageTimestamp":"2018-10-26T13:07:36.908893Z","timestamp":"2018-10-26T13:07:36Z","user":{"groups":["system:masters"],"username":"minikube-user"},"verb":"create"}';

export const AUDIT_SAMPLES: readonly string[] = [
  `${HUMAN_PATCH.replace('ResponseComplete', 'RequestReceived')}\n${HUMAN_PATCH}\n${WEBHOOK_FAILURE}\n${SYSTEM_READ}\n`,
  `${OLD}\n`,
  `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[${HUMAN_PATCH},${WEBHOOK_FAILURE}]}\n`,
];
