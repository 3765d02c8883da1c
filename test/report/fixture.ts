export { registryOutage } from './fixture/registry-outage.js';
export { healthy, manyRows, twoIncidents } from './fixture/others.js';
export { HOSTILE, poisoned } from './fixture/hostile.js';
