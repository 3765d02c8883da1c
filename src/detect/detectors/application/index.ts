import type { Detector } from '../../detector.js';
import { appAddressInUse } from './app-address-in-use.js';
import { appConfigInvalid } from './app-config-invalid.js';
import { appDependencyRefused } from './app-dependency-refused.js';
import { appDependencyTimeout } from './app-dependency-timeout.js';
import { appDependencyUnresolved } from './app-dependency-unresolved.js';
import { appDiskFull } from './app-disk-full.js';
import { appFileMissing } from './app-file-missing.js';
import { appLicenceExpired } from './app-licence-expired.js';
import { appMigrationFailed } from './app-migration-failed.js';
import { appOutOfMemory } from './app-out-of-memory.js';
import { appOverloaded } from './app-overloaded.js';
import { appPanic } from './app-panic.js';
import { appPermissionDenied } from './app-permission-denied.js';
import { appPoolExhausted } from './app-pool-exhausted.js';
import { appRateLimited } from './app-rate-limited.js';
import { appReadOnly } from './app-read-only.js';
import { appRequestError } from './app-request-error.js';
import { appTlsFailed } from './app-tls-failed.js';
import { appUnauthorized } from './app-unauthorized.js';
import { appUncaughtException } from './app-uncaught-exception.js';
import { appUnknownDatabase } from './app-unknown-database.js';
import { appUnknownFlag } from './app-unknown-flag.js';
import { appUpstream5xx } from './app-upstream-5xx.js';
import { appVariableMissing } from './app-variable-missing.js';
import { authProxyDown } from './auth-proxy-down.js';
import { cacheEmptied } from './cache-emptied.js';
import { calleeUnresponsive } from './callee-unresponsive.js';
import { credentialsRejected } from './credentials-rejected.js';
import { dbDeadlock } from './db-deadlock.js';
import { dbLeaderDemoted } from './db-leader-demoted.js';
import { dbLockWait } from './db-lock-wait.js';
import { dbPortMismatch } from './db-port-mismatch.js';
import { dbReadOnly } from './db-read-only.js';
import { dbTooManyConnections } from './db-too-many-connections.js';
import { dependencyConnectFailure } from './dependency-connect-failure.js';
import { dnsServerTimeout } from './dns-server-timeout.js';
import { externalServiceFailing } from './external-service-failing.js';
import { rabbitmqAlarm } from './rabbitmq-alarm.js';
import { redisMemoryFull } from './redis-memory-full.js';

export const applicationDetectors: readonly Detector[] = [
  appAddressInUse,
  appConfigInvalid,
  appDependencyRefused,
  appDependencyTimeout,
  appDependencyUnresolved,
  appDiskFull,
  appFileMissing,
  appLicenceExpired,
  appMigrationFailed,
  appOutOfMemory,
  appOverloaded,
  appPanic,
  appPermissionDenied,
  appPoolExhausted,
  appRateLimited,
  appReadOnly,
  appRequestError,
  appTlsFailed,
  appUnauthorized,
  appUncaughtException,
  appUnknownDatabase,
  appUnknownFlag,
  appUpstream5xx,
  appVariableMissing,
  authProxyDown,
  cacheEmptied,
  calleeUnresponsive,
  credentialsRejected,
  dbDeadlock,
  dbLeaderDemoted,
  dbLockWait,
  dbPortMismatch,
  dbReadOnly,
  dbTooManyConnections,
  dependencyConnectFailure,
  dnsServerTimeout,
  externalServiceFailing,
  rabbitmqAlarm,
  redisMemoryFull,
];
