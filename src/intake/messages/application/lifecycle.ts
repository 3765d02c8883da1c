import type { MessagePattern } from '../../log-line.js';

/** How a process of one's own ends, and where it says it listens. */
export const crashMessages: readonly MessagePattern[] = [
  {
    id: 'app-panic',
    anchor: [
      'panic: ',
      'fatal error: ',
      'thread panicked',
      'panicked at',
      'Recovered from panic',
      'goroutine 1 [',
    ],
    pattern:
      /(?:^|\n|\s)panic: (?<why>[^\n]{0,200})|(?:^|\n)fatal error: (?<why2>[^\n]{0,200})|panicked at (?<why3>[^\n]{0,200})|thread panicked|Recovered from panic/,
    severity: 'fatal',
    origin: 'Go runtime, Rust std',
    samples: [
      'panic: environment variable "CATALOG_ADDR" not set\n\ngoroutine 1 [running]:\nmain.mustMapEnv(0xc0000)',
      "thread 'main' panicked at src/main.rs:12:5:",
    ],
  },
  {
    id: 'app-uncaught-exception',
    anchor: [
      'Traceback (most recent call last)',
      'Exception in thread',
      'Unhandled exception',
      'Uncaught ',
      'UnhandledPromiseRejection',
      'uncaughtException',
      'Application run failed',
      'APPLICATION FAILED TO START',
      'Unhandled Exception',
      'UnhandledPromise',
      'Error starting ApplicationContext',
      'terminate called after throwing',
    ],
    severity: 'error',
    origin: 'CPython, JVM, Node.js, .NET, Spring Boot, libstdc++',
    samples: [
      'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>\n    import flask',
      'Exception in thread "main" java.lang.IllegalStateException: no license',
      '2026-03-16 16:50:04.046 ERROR 1 --- [           main] o.s.boot.SpringApplication               : Application run failed',
    ],
  },
  {
    id: 'app-terminated-by-signal',
    anchor: [
      'SIGTERM',
      'received signal terminated',
      'Received signal 15',
      'received signal 15',
      'Shutting down gracefully',
      'signal: terminated',
      'signal (15)',
      'gracefully shutting down',
    ],
    pattern:
      /SIGTERM|signal terminated|signal 15|[Ss]hutting down gracefully|gracefully shutting down|signal: terminated|signal \(15\)/,
    severity: 'info',
    origin: 'applications on SIGTERM',
    samples: ['1:signal-handler (1782933761) Received SIGTERM scheduling shutdown...'],
  },
];

/** Where the process listens: compared with the ports of containers, probes and Services. */
export const listeningMessages: readonly MessagePattern[] = [
  {
    id: 'app-listening',
    anchor: [
      'istening',
      'tarted on port',
      'erving on',
      'tarting server on',
      'starting server at',
      'started on port',
      'Ready to accept connections',
      'Running on http',
      'ready for connections',
      'starting gRPC server on',
    ],
    pattern:
      /(?:[Ll]istening(?: on(?: port| address| IPv4 address)?)?|[Ss]erving on|[Ss]tarting (?:gRPC )?server (?:on|at)|[Rr]unning on|(?:Started|started) on port(?:\(?s?\)?)?)[^\n]{0,12}?[: ]+[`'"]?(?:https?:\/\/)?(?:\[[\da-f:]*\]|[\w.*-]+)?:(?<port>\d{2,5})\b|(?:[Ll]istening|[Ss]erver (?:started|listening|running))(?: on)?[^\n]{0,20}?port[:= ]+(?<port2>\d{2,5})\b|(?:started|initialized) (?:on|with) port\(?s?\)?:? (?<port3>\d{2,5})|Running mode=\w+, port=(?<port4>\d+)|[Ll]istening[^\n]{0,40}? (?:port|addr|address)=\S*?(?<port5>\d{2,5})\b|port: (?<port6>\d{2,5})\s+MySQL Community/,
    severity: 'info',
    origin: 'Go, Node.js, Spring Boot, ASP.NET, PostgreSQL, Redis, MySQL servers at start',
    samples: [
      '{"message":"starting server on :8080","severity":"info","timestamp":"2026-12-05T07:29:15.689831501Z"}',
      "2026-03-16 16:50:04.046  INFO 1 --- [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port(s): 15680 (http) with context path ''",
      '2026/11/20 23:02:47 level=info component=web msg="listening" port=3000',
      '      Now listening on: http://[::]:7070',
      '{"severity":"info","message":"StockService gRPC server started on port 7000"}',
      ' * Running on http://127.0.0.1:5000',
    ],
    gives: { port: '8080' },
  },
];
