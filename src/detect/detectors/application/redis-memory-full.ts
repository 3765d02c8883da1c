import { appSays } from '../../app-said.js';

/** Redis refuses writes because it reached maxmemory. */
export const redisMemoryFull = appSays({
  id: 'redis-memory-full',
  what: 'The cache is full and its policy evicts nothing.',
  lookAlikes: 'With an evicting policy it never shows.',
  sources: ['Redis OOM command not allowed'],
  type: { id: 'redis-memory-full', nature: 'symptom', title: 'Redis memory full' },
  says: ['redis-memory-full'],
  words: 'meets a Redis at its memory limit',
  calls: true,
  least: 2,
});
