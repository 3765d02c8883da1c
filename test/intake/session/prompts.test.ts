import { describe, expect, it } from 'vitest';
import { typedIn } from '../../../src/intake/session/prompts.js';

describe('typedIn', () => {
  it.each([
    ['$ kubectl get pods -A', 'kubectl get pods -A'],
    ['# $ kubectl get pods', 'kubectl get pods'],
    ['user@host:~$ kubectl describe pod x -n y', 'kubectl describe pod x -n y'],
    ['[root@m1 ~]# journalctl -u kubelet', 'journalctl -u kubelet'],
    ['root@m1:/var/log# cat syslog', 'cat syslog'],
    ['(venv) me@laptop ~/infra % k get po', 'kubectl get po'],
    ['[14:03:22] me@laptop:~$ kgp -n shop', 'kubectl get pods -n shop'],
    ['me@cloudshell:~ (my-project)$ kubectl get nodes', 'kubectl get nodes'],
    ['PS C:\\> kubectl get events', 'kubectl get events'],
    ['PS C:\\Users\\me> kubectl.exe get events', 'kubectl get events'],
    ['C:\\tools>oc get co', 'oc get co'],
    ['➜  ~ kubectl get pods', 'kubectl get pods'],
    ['➜  infra git:(main) ✗ kubectl get pods', 'kubectl get pods'],
    ['❯ kubectl get pods', 'kubectl get pods'],
    ['bash-5.1$ nslookup web', 'nslookup web'],
    ['sh-4.4# crictl ps -a', 'crictl ps -a'],
    ['/ # nslookup web.shop', 'nslookup web.shop'],
    ['~ $ curl -v http://web', 'curl -v http://web'],
    ['laptop:~ me$ kubectl top nodes', 'kubectl top nodes'],
    ['+ kubectl get pods -n shop', 'kubectl get pods -n shop'],
    ['++ date -u', 'date -u'],
    ['# kubectl logs -n shop web-0 -c app', 'kubectl logs -n shop web-0 -c app'],
    ['### kubectl get pv ###', 'kubectl get pv'],
    ['=== kubectl get nodes -o wide ===', 'kubectl get nodes -o wide'],
    ['--- kubectl top pods -A ---', 'kubectl top pods -A'],
    ['===> kubectl get events', 'kubectl get events'],
    ['Running: kubectl get svc -A', 'kubectl get svc -A'],
    ['Output of `kubectl get svc -A`:', 'kubectl get svc -A'],
    ['$ sudo -i journalctl -u kubelet --no-pager', 'journalctl -u kubelet --no-pager'],
    ['$ watch -n 2 kubectl get pods', 'kubectl get pods'],
    ['$ KUBECONFIG=./prod kubectl get pods', 'kubectl get pods'],
    ['$ /usr/local/bin/kubectl get pods', 'kubectl get pods'],
    ['$ microk8s kubectl get pods', 'kubectl get pods'],
    ['$ sudo k3s crictl ps', 'crictl ps'],
    ['Every 2.0s: kubectl get pods -n shop        m1: Wed Jul  1 19:22:41 2026', 'kubectl get pods -n shop'],
  ])('%s', (line, command) => {
    expect(typedIn(line)?.command).toBe(command);
  });

  it('tells the host of a prompt', () => {
    expect(typedIn('root@worker-1:~# dmesg -T')).toEqual({ command: 'dmesg -T', host: 'worker-1' });
    expect(typedIn('user@host:~$ ')).toEqual({ command: '', host: 'host' });
  });

  it.each([
    '# kubectl commands that we used',
    '# date and time',
    '# Top of the incident',
    '=== NODES ===',
    '- kubectl was slow',
    '* kubelet log',
    '> npm start',
    '+ added one line',
    'NAME   READY   STATUS   RESTARTS   AGE',
    '2026-07-01T19:22:41Z $ kubectl get pods',
    'Command: /bin/sh',
    '[ERROR] plugin/errors: 2 web. A: read udp',
    '{"a": "$ kubectl get pods"}',
  ])('takes no command from: %s', (line) => {
    expect(typedIn(line)).toBeUndefined();
  });
});
