/** Texts of kubectl for the formats' samples: shape and words as printed, names changed. */

export const POD = `Name:             shelf-5c8dbd4f9b-69gtn
Namespace:        shop
Priority:         0
Service Account:  default
Node:             worker-2/172.18.0.4
Start Time:       Tue, 12 Aug 2025 05:45:20 +0200
Labels:           app=shelf
                  pod-template-hash=5c8dbd4f9b
Annotations:      prometheus.io/scrape: true
                  sidecar.istio.io/status:
                    {"initContainers":["istio-init"],"containers":["istio-proxy"]}
Status:           Running
IP:               10.244.1.18
IPs:
  IP:           10.244.1.18
Controlled By:  ReplicaSet/shelf-5c8dbd4f9b
Containers:
  main:
    Container ID:  containerd://58906e3ca1cef97c0089e986a5fc245f078db6bde15445d403592fd7dced2962
    Image:         busybox:1.35
    Image ID:      docker.io/library/busybox@sha256:98ad9d1a2be345201bb0709b0d38655eb1b370145c7d94ca1fe9c421f76e245a
    Ports:         8080/TCP, 9090/TCP (metrics)
    Host Ports:    0/TCP, 9090/TCP
    Command:
      sh
      -c
    Args:
      tail /dev/zero
    State:          Waiting
      Reason:       CrashLoopBackOff
      Message:      back-off 5m0s restarting failed container=main
    Last State:     Terminated
      Reason:       OOMKilled
      Message:      killed at step 3
second line of the message: at column 0
      Exit Code:    137
      Started:      Tue, 12 Aug 2025 06:42:07 +0200
      Finished:     Tue, 12 Aug 2025 06:42:08 +0200
    Ready:          False
    Restart Count:  16
    Limits:
      memory:  50Mi
    Requests:
      memory:   50Mi
    Liveness:   http-get https://:8443/healthz%3Fdeep delay=5s timeout=1s period=10s #success=1 #failure=3
    Readiness:  exec [sh -c redis-cli ping | grep PONG] delay=0s timeout=1s period=10s #success=1 #failure=3
    Startup:    tcp-socket :http delay=0s timeout=1s period=1s #success=1 #failure=600
    Environment Variables from:
      shelf-config  ConfigMap with prefix 'CFG_'  Optional: true
      shelf-secret  Secret  Optional: false
    Environment:
      DB_HOST:      db.shop.svc:3306
      DB_PASSWORD:  <set to the key 'password' in secret 'shelf-db'>  Optional: false
      MODE:         <set to the key 'mode' of config map 'shelf'>     Optional: true
      POD_NAME:     shelf-5c8dbd4f9b-69gtn (v1:metadata.name)
      NODE_IP:       (v1:status.hostIP)
      CPUS:         2 (limits.cpu)
      PORTS:        [
                      {"containerPort":9555}
                    ]
    Mounts:
      /data from data (rw,path="sub")
      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-86pfq (ro)
Conditions:
  Type                        Status
  PodReadyToStartContainers   True 
  Initialized                 True 
  Ready                       False 
  ContainersReady             False 
  PodScheduled                True 
Volumes:
  data:
    Type:       PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
    ClaimName:  data-shelf
    ReadOnly:   false
  kube-api-access-86pfq:
    Type:                    Projected (a volume that contains injected data from multiple sources)
    TokenExpirationSeconds:  3607
    ConfigMapName:           kube-root-ca.crt
    ConfigMapOptional:       <nil>
    DownwardAPI:             true
QoS Class:                   Burstable
Node-Selectors:              disktype=ssd
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                             dedicated=batch:NoSchedule
Events:
  Type     Reason     Age                    From               Message
  ----     ------     ----                   ----               -------
  Normal   Scheduled  58m                    default-scheduler  Successfully assigned shop/shelf-5c8dbd4f9b-69gtn to worker-2
  Normal   Pulled     56m (x5 over 58m)      kubelet            Container image "busybox:1.35" already present on machine
  Warning  BackOff    3m19s (x256 over 58m)  kubelet            spec.containers{main}: Back-off restarting failed container main in pod shelf-5c8dbd4f9b-69gtn_shop(8209d63f-aa89-450d-9813-d555ddcaa175)
`;

export const NODE = `$ kubectl describe node worker-2
Name:               worker-2
Roles:              <none>
Labels:             kubernetes.io/hostname=worker-2
                    topology.kubernetes.io/zone=us-east-2c
Annotations:        csi.volume.kubernetes.io/nodeid: {"ebs.csi.aws.com":"i-0e6de6538ed7dd6a1"}
                    node.alpha.kubernetes.io/ttl: 0
CreationTimestamp:  Mon, 14 Oct 2024 08:10:44 +0200
Taints:             node.kubernetes.io/unreachable:NoExecute
                    dedicated=batch:NoSchedule
Unschedulable:      true
Lease:
  HolderIdentity:  worker-2
  AcquireTime:     <unset>
  RenewTime:       Mon, 18 Nov 2024 11:30:53 +0100
Conditions:
  Type             Status    LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------    -----------------                 ------------------                ------                       -------
  MemoryPressure   Unknown   Mon, 18 Nov 2024 11:27:57 +0100   Mon, 18 Nov 2024 11:31:44 +0100   NodeStatusUnknown            Kubelet stopped posting node status.
  Ready            Unknown   Mon, 18 Nov 2024 11:27:57 +0100   Mon, 18 Nov 2024 11:31:44 +0100   NodeStatusUnknown            Kubelet stopped posting node status.
Addresses:
  InternalIP:  172.31.40.111
  Hostname:    worker-2
Capacity:
  cpu:     2
  memory:  3943312Ki
Allocatable:
  cpu:     1930m
  memory:  3388304Ki
System Info:
  Boot ID:                    490eb300-a8b1-4c5a-a0a3-2d243837b65c
  Kernel Version:             5.10.225-213.878.amzn2.x86_64
  Container Runtime Version:  containerd://1.7.11
  Kubelet Version:            v1.30.4
ProviderID:                   aws:///us-east-2c/i-0e6de6538ed7dd6a1
Non-terminated Pods:          (2 in total)
  Namespace                   Name                      CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------                   ----                      ------------  ----------  ---------------  -------------  ---
  shop                        shelf-5c8dbd4f9b-69gtn    0 (0%)        0 (0%)      50Mi (1%)        50Mi (1%)      63m
  kube-system                 kube-proxy-tkz9f          100m (5%)     0 (0%)      0 (0%)           0 (0%)         35d
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests    Limits
  --------           --------    ------
  cpu                100m (5%)   0 (0%)
  memory             50Mi (1%)   50Mi (1%)
Events:
  Type    Reason        Age    From             Message
  ----    ------        ----   ----             -------
  Normal  NodeNotReady  4m10s  node-controller  Node worker-2 status is now: NodeNotReady
`;

export const SEVERAL = `$ kubectl describe deployments,svc -n shop
Name:                   shelf
Namespace:              shop
CreationTimestamp:      Thu, 13 Nov 2025 21:04:09 +0800
Labels:                 app=shelf
Annotations:            deployment.kubernetes.io/revision: 2
Selector:               app=shelf,tier in (web,api)
Replicas:               3 desired | 2 updated | 4 total | 1 available | 3 unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 1 max surge
Pod Template:
  Labels:           app=shelf
  Service Account:  shelf
  Containers:
   server:
    Image:      example.org/shelf:v2
    Port:       9555/TCP
    Host Port:  0/TCP
    Limits:
      cpu:     300m
    Requests:
      cpu:      200m
    Liveness:   grpc <pod>:9555  delay=5s timeout=1s period=5s #success=1 #failure=3
    Environment:
      PORT:        9555
    Mounts:        <none>
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      False   MinimumReplicasUnavailable
  Progressing    False   ProgressDeadlineExceeded
OldReplicaSets:  shelf-6c9d (2/2 replicas created)
NewReplicaSet:   shelf-5c8dbd4f9b (2/2 replicas created)
Events:
  Type    Reason             Age   From                   Message
  ----    ------             ----  ----                   -------
  Normal  ScalingReplicaSet  38s   deployment-controller  Scaled up replica set shelf-5c8dbd4f9b to 2


Name:                     shelf
Namespace:                shop
Labels:                   <none>
Annotations:              <none>
Selector:                 app=shelf
Type:                     NodePort
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.68.76.81
IPs:                      10.68.76.81
Port:                     grpc  9555/TCP
TargetPort:               http/TCP
NodePort:                 grpc  30955/TCP
Endpoints:                172.20.1.58:9555,172.20.1.59:9555,172.20.1.60:9555 + 2 more...
Port:                     <unset>  80/TCP
TargetPort:               8080/TCP
NodePort:                 <unset>  30080/TCP
Endpoints:                
Session Affinity:         None
External Traffic Policy:  Cluster
Events:                   <none>
`;

export const PODS = `NAMESPACE     NAME                     READY   STATUS             RESTARTS         AGE    IP            NODE       NOMINATED NODE   READINESS GATES
shop          shelf-5c8dbd4f9b-69gtn   0/1     CrashLoopBackOff   16 (3m19s ago)   58m    10.244.1.18   worker-2   <none>           <none>
shop          till-0                   2/2     Running            0                6d2h   10.244.2.7    worker-1   <none>           <none>
shop          cart-7d9f                0/1     Pending            0                30s    <none>        <none>     <none>           <none>
kube-system   coredns-5bd7fb59db-zn2   0/1     Init:0/1           0                2m5s   <none>        worker-1   <none>           <none>
`;

export const EVENTS = `$ kubectl get events -n shop --sort-by='.lastTimestamp' | tail -n 3
109s        Normal    Scheduled                pod/shelf-5c8dbd4f9b-69gtn   Successfully assigned shop/shelf-5c8dbd4f9b-69gtn to worker-2
12m         Warning   NodeNotReady             node/worker-2                Node worker-2 status is now: NodeNotReady
3m30s       Warning   Unhealthy                pod/till-0                   Readiness probe failed: Get "http://10.244.2.7:8080/": dial tcp
`;

export const KUBECTL_EVENTS = `LAST SEEN               TYPE      REASON    OBJECT                       MESSAGE
58m                     Normal    Pulled    Pod/shelf-5c8dbd4f9b-69gtn   Container image "busybox:1.35" already present on machine
3m30s (x256 over 58m)   Warning   BackOff   Pod/shelf-5c8dbd4f9b-69gtn   Back-off restarting failed container main
`;

export const TOP = `NAME       CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%
worker-1   250m         12%    1843Mi          51%
worker-2   2            95%    3100Mi          94%
`;

export const GET_ALL = `$ kubectl get all -n shop
NAME                         READY   STATUS    RESTARTS   AGE
pod/shelf-5c8dbd4f9b-69gtn   1/1     Running   0          58m

NAME            TYPE           CLUSTER-IP     EXTERNAL-IP   PORT(S)                      AGE
service/shelf   LoadBalancer   10.68.76.81    <pending>     80:30080/TCP,443:30443/TCP   90d

NAME                    READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/shelf   1/1     1            1           90d

NAME                               DESIRED   CURRENT   READY   AGE
replicaset.apps/shelf-5c8dbd4f9b   1         1         1       58m
`;
