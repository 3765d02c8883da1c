import { parseDuration, SECOND } from '../../../base/index.js';
import { compact, intOrText, whole } from '../kubectl/shape.js';

const ATTRIBUTES =
  /^(.*?)\s+delay=(\S+) timeout=(\S+) period=(\S+) #?success(?:Threshold)?=(\d+) #?failure(?:Threshold)?=(\d+)\s*$/;

/**
 * A probe as describe prints it (DescribeProbe): "http-get http://:8080/healthz delay=0s timeout=1s
 * period=10s #success=1 #failure=3", and the like for tcp-socket, exec and grpc.
 */
export function probeOf(text: string | undefined): Record<string, unknown> | undefined {
  const m = ATTRIBUTES.exec(text?.trim() ?? '');
  if (!m) return undefined;
  const action = actionOf(m[1] ?? '');
  return compact({
    ...action,
    initialDelaySeconds: seconds(m[2]),
    timeoutSeconds: seconds(m[3]),
    periodSeconds: seconds(m[4]),
    successThreshold: whole(m[5]),
    failureThreshold: whole(m[6]),
  });
}

function seconds(text: string | undefined): number | undefined {
  const micros = parseDuration(text ?? '');
  return micros === undefined ? undefined : micros / SECOND;
}

function actionOf(text: string): Record<string, unknown> {
  const http = /^http-get (https?):\/\/(\[[^\]]*\]|[^:/]*):?([^/]*)(\/.*)?$/.exec(text);
  if (http) {
    return {
      httpGet: compact({
        scheme: http[1]?.toUpperCase(),
        host: http[2] === '' ? undefined : http[2],
        port: intOrText(http[3] ?? ''),
        path: http[4] ?? '/',
      }),
    };
  }
  const tcp = /^tcp-socket (.*):(\S+)$/.exec(text);
  if (tcp)
    return {
      tcpSocket: compact({ host: tcp[1] === '' ? undefined : tcp[1], port: intOrText(tcp[2] ?? '') }),
    };
  const grpc = /^grpc <pod>:(\d+)\s*(\S*)$/.exec(text);
  if (grpc) return { grpc: compact({ port: whole(grpc[1]), service: grpc[2] === '' ? undefined : grpc[2] }) };
  const exec = /^exec \[(.*)\]$/s.exec(text);
  if (exec) return { exec: { command: argv(exec[1] ?? '') } };
  return {};
}

/** The arguments are printed joined by blanks; only a shell's "-c" tells where its script begins. */
function argv(text: string): string[] {
  const shell = /^(\S*\b(?:sh|bash|ash)) (-\w*c) (.*)$/s.exec(text);
  return shell ? [shell[1] ?? '', shell[2] ?? '', shell[3] ?? ''] : text.split(' ');
}
