export { bare, bareIncident } from './fixture/bare.js';
export { HOSTILE, poisoned } from './fixture/hostile.js';
export { healthy, manyRows, twoIncidents } from './fixture/others.js';
export { registryOutage } from './fixture/registry-outage.js';
