import type { MessagePattern } from '../../log-line.js';

/** What databases, caches and queues answer their clients, in the client's log and in their own. */
export const databaseMessages: readonly MessagePattern[] = [
  {
    id: 'app-credentials-rejected',
    anchor: [
      'Access denied for user',
      'password authentication failed',
      'WRONGPASS',
      'NOAUTH',
      'uthentication failed',
      'ACCESS_REFUSED',
      'invalid username-password pair',
      'Authentication required',
      'bad credentials',
      'Bad credentials',
      'nvalid credentials',
      'no password supplied',
      'no pg_hba.conf entry',
      'InvalidClientTokenId',
      'SignatureDoesNotMatch',
      'Login failed for user',
      'invalid_client',
    ],
    pattern:
      /Access denied for user '(?<user>[^']*)'@'(?<from>[^']*)'(?: \(using password: (?<using>\w+)\))?(?: to database '(?<database>[^']+)')?|password authentication failed for user \\*"(?<user2>[^"\\]+)|WRONGPASS|NOAUTH|(?<![-\w])[Aa]uthentication failed|ACCESS_REFUSED|invalid username-password pair|Authentication required|[Bb]ad credentials|[Ii]nvalid credentials|no password supplied|no pg_hba\.conf entry for host \\*"(?<from2>[^"\\]+)|InvalidClientTokenId|SignatureDoesNotMatch|Login failed for user '(?<user3>[^']*)'|invalid_client/,
    severity: 'error',
    origin: 'MySQL, PostgreSQL, Redis, MongoDB, RabbitMQ, SQL Server, OAuth',
    samples: [
      "java.sql.SQLException: Access denied for user 'orders'@'10.244.1.7' (using password: YES)",
      '2026-07-01 19:22:41.123 UTC [71] FATAL:  password authentication failed for user "orders"',
      'redis.exceptions.AuthenticationError: WRONGPASS invalid username-password pair or user is disabled.',
      '(error) NOAUTH Authentication required.',
      'MongoServerError: Authentication failed.',
    ],
    gives: { user: 'orders', from: '10.244.1.7', using: 'YES', reason: 'credentials' },
  },
  {
    id: 'app-unknown-database',
    anchor: ['Unknown database', ' does not exist', 'Invalid database'],
    pattern: /Unknown database '(?<database>[^']+)'|database \\*"(?<database2>[^"\\]+)\\*" does not exist/,
    severity: 'error',
    origin: 'MySQL 1049, PostgreSQL 3D000',
    samples: [
      "java.sql.SQLSyntaxErrorException: Unknown database 'orders'",
      '2026-07-01 19:22:41.123 UTC [71] FATAL:  database "orders" does not exist',
    ],
    gives: { database: 'orders' },
  },
  {
    id: 'app-schema-missing',
    anchor: [' exist', 'no such table', 'Unknown column', 'Invalid object name'],
    pattern:
      /Table '(?<table>[^']+)' doesn't exist|relation \\*"(?<table2>[^"\\]+)\\*" does not exist|column \\*"?(?<column>[\w.]+)\\*"? does not exist|no such table: (?<table3>\w+)|Unknown column '(?<column2>[^']+)'|Invalid object name '(?<table4>[^']+)'/,
    severity: 'error',
    origin: 'MySQL 1146, PostgreSQL 42P01, SQLite',
    samples: [
      "java.sql.SQLSyntaxErrorException: Table 'shop.orders' doesn't exist",
      'ERROR:  relation "orders" does not exist at character 15',
    ],
    gives: { table: 'shop.orders' },
  },
  {
    id: 'db-read-only',
    anchor: [
      '--read-only option',
      'in a read-only transaction',
      'against a read only replica',
      'super-read-only',
      'read only user',
      'NotWritablePrimary',
      'NotMaster',
    ],
    severity: 'error',
    origin: 'MySQL 1290, PostgreSQL 25006, Redis READONLY, MongoDB 10107',
    samples: [
      'ERROR:  cannot execute INSERT in a read-only transaction',
      "READONLY You can't write against a read only replica.",
    ],
  },
  {
    id: 'db-too-many-connections',
    anchor: [
      'oo many connections',
      'too many clients already',
      'remaining connection slots are reserved',
      'max number of clients reached',
      'max_connections',
    ],
    pattern:
      /oo many connections|too many clients already|remaining connection slots are reserved|max number of clients reached/,
    severity: 'error',
    origin: 'MySQL 1040, PostgreSQL 53300, Redis',
    samples: [
      'com.mysql.cj.jdbc.exceptions.MySQLNonTransientConnectionException: Too many connections',
      'FATAL:  sorry, too many clients already',
    ],
  },
  {
    id: 'app-pool-exhausted',
    anchor: [
      'Connection is not available, request timed out',
      'onnection pool exhausted',
      'pool is exhausted',
      'timeout acquiring a connection',
      'QueuePool limit',
      'pool timeout',
      'Pool is full',
      'Pool exhausted',
      'pool exhausted',
      'PoolExhausted',
      'Cannot get a connection, pool',
      'Unable to acquire JDBC Connection',
      'RejectedExecutionException',
      'thread pool is exhausted',
    ],
    // a pool that runs dry because nothing behind it answers says so further down
    pattern:
      /^(?![^]*Caused by: [^]*(?:[Cc]onnect(?:ion)? timed out|onnection refused|UnknownHostException|o route to host|password authentication failed|too many clients))/,
    severity: 'error',
    origin: 'HikariCP, SQLAlchemy, Knex, DBCP, Jedis',
    samples: [
      'java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.',
      'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
    ],
  },
  {
    id: 'db-deadlock',
    anchor: ['Deadlock found when trying to get lock', 'deadlock detected', 'Lock wait timeout exceeded'],
    severity: 'error',
    origin: 'MySQL 1213, 1205; PostgreSQL 40P01',
    samples: ['ERROR:  deadlock detected', 'Lock wait timeout exceeded; try restarting transaction'],
  },
  {
    id: 'db-connection-aborted',
    anchor: 'Aborted connection ',
    pattern:
      /Aborted connection \d+ to db: '(?<database>[^']*)' user: '(?<user>[^']*)' host: '[^']*' \((?<why>[^)]*)\)/,
    severity: 'info',
    origin: 'MySQL sql/sql_connect.cc, log_error_verbosity 3',
    samples: [
      "2026-03-16T08:50:04.046478Z 12 [Note] Aborted connection 12 to db: 'orders' user: 'orders' host: '10.244.1.7' (Got an error reading communication packets)",
    ],
    gives: { database: 'orders', user: 'orders' },
  },
  {
    id: 'redis-memory-full',
    anchor: ['OOM command not allowed when used memory', 'MISCONF Redis is configured to save'],
    pattern: /OOM command not allowed|MISCONF/,
    severity: 'error',
    origin: 'redis src/server.c',
    samples: ["ReplyError: OOM command not allowed when used memory > 'maxmemory'."],
  },
  {
    id: 'kafka-unavailable',
    anchor: [
      'could not be established. Broker may not be available',
      'LEADER_NOT_AVAILABLE',
      'UNKNOWN_TOPIC_OR_PARTITION',
      'Not enough in-sync replicas',
      'Failed to update metadata after',
      'KafkaJSConnectionError',
    ],
    pattern:
      /Connection to node -?\d+ \((?<host>[\w.-]+)\/[\d.]+:(?<port>\d+)\) could not be established|Broker may not be available|LEADER_NOT_AVAILABLE|UNKNOWN_TOPIC|in-sync replicas|Failed to update metadata|KafkaJSConnectionError/,
    severity: 'error',
    origin: 'kafka clients NetworkClient.java',
    samples: [
      '[2026-07-01 19:22:41,123] WARN [Producer clientId=p-1] Connection to node -1 (kafka/10.96.3.4:9092) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)',
    ],
    gives: { host: 'kafka', port: '9092' },
  },
  {
    id: 'rabbitmq-alarm',
    anchor: ['memory resource limit alarm set', 'disk resource limit alarm set', 'free disk space alarm'],
    severity: 'error',
    origin: 'rabbitmq-server rabbit_alarm.erl',
    samples: [
      '2026-07-01 19:22:41.123 [warning] <0.400.0> memory resource limit alarm set on node rabbit@mq-0.',
    ],
  },
  {
    id: 'app-migration-failed',
    anchor: [
      'Migration failed',
      'migration failed',
      'FlywayException',
      'LiquibaseException',
      'Dirty database version',
      'MigrationError',
      'P3009',
      'alembic.util.exc',
    ],
    severity: 'error',
    origin: 'Flyway, Liquibase, golang-migrate, Prisma, Alembic',
    samples: [
      'error: Dirty database version 12. Fix and force version.',
      'org.flywaydb.core.api.FlywayException: Validate failed: Migrations have failed validation',
    ],
  },
  {
    id: 'db-lock-wait',
    anchor: ['still waiting for ', 'canceling statement due to lock timeout', 'metadata lock'],
    pattern:
      /still waiting for \w+Lock on (?<object>\w+ [^\s;]+)|canceling statement due to lock timeout|Waiting for table metadata lock/,
    severity: 'warning',
    origin: 'PostgreSQL log_lock_waits, 55P03; MySQL SHOW PROCESSLIST',
    samples: [
      '2026-07-01 19:22:41.123 UTC [4471] crm@crm LOG:  process 4471 still waiting for AccessExclusiveLock on relation 16412 of database 16384 after 1000.217 ms',
      'ERROR: canceling statement due to lock timeout',
    ],
  },
];
