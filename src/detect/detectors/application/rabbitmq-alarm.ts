import { appSays } from '../../app-said.js';

/** RabbitMQ blocks publishers for want of memory or disk. */
export const rabbitmqAlarm = appSays({
  id: 'rabbitmq-alarm',
  what: 'The broker crossed its memory or disk limit.',
  lookAlikes: 'At a start the alarm may show for a second.',
  sources: ['RabbitMQ alarms'],
  type: { id: 'rabbitmq-alarm', nature: 'fault', title: 'RabbitMQ alarm', selfExplaining: true },
  says: ['rabbitmq-alarm'],
  words: 'raised a resource alarm and blocks publishers',
  calls: false,
});
