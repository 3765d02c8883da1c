import { dbLeaderDemoted } from '../../../../src/detect/detectors/application/db-leader-demoted.js';
import { testDetector } from '../../../support/detector-tester.js';
import { podOf, stack } from '../../../support/objects.js';

const said = {
  id: 'db-leader-demoted',
  text: 'INFO: demoting self because DCS is not accessible and I was a leader',
  at: '10:00:24',
  pod: podOf('db/pg'),
  container: 'pg',
  program: 'pg',
  fields: { why: 'DCS is not accessible' },
};

testDetector(dbLeaderDemoted, {
  fires: [
    {
      name: 'a leader that cannot renew its lock',
      given: { objects: stack('db/pg'), messages: [said] },
      expect: [
        {
          type: 'db-leader-demoted',
          entity: 'Deployment/db/pg',
          onset: '10:00:24',
          says: ['DCS is not accessible'],
          attrs: { why: 'DCS is not accessible' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'a follower that follows',
      given: {
        objects: stack('db/pg'),
        messages: [{ ...said, id: 'log-error', text: 'no action. I am (pg-1), a secondary' }],
      },
    },
  ],
});
