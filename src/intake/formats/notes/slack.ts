import { dig, digText, isObject, SECOND, type Stamp } from '../../../base/index.js';
import type { StatementRecord } from '../../../model/index.js';
import type { Format } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { wholeJson } from '../json-spans.js';

/** Messages of the room itself, which say nothing of the incident. */
const HOUSEKEEPING =
  /^(?:channel_|group_|pinned_item|unpinned_item|bot_add|bot_remove|reminder_add|huddle_thread|tombstone)/;

/**
 * A day of a channel in a Slack export: <channel>/<date>.json, a list of messages. "ts" is seconds since
 * the epoch and the message's identity.
 */
export const slackExport: Format = {
  id: 'slack-export',
  title: 'Slack export',
  grammar: 'slack.com/help "How to read Slack data exports"; api.slack.com/events/message',
  samples: [
    '[{"type":"message","user":"U01","user_profile":{"real_name":"Alice","display_name":"alice"},"text":"checkout is down for me &amp; others, <https:\\/\\/shop.example.org|shop> says 503","ts":"1782933761.001200"},{"type":"message","subtype":"channel_join","user":"U02","text":"<@U02> has joined the channel","ts":"1782933770.000100"},{"type":"message","subtype":"bot_message","username":"alerts","bot_id":"B1","text":"FIRING KubePodNotReady","ts":"1782933790.000000"}]\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    const isMessage = keys?.get('[].type') === 'message' || keys?.get('messages[].type') === 'message';
    return isMessage && (keys.has('[].ts') || keys.has('messages[].ts')) ? 0.97 : 0;
  },
  open: (context) =>
    wholeJson(context, ({ value, locate }) => {
      const list: unknown = Array.isArray(value) ? value : dig(value, 'messages');
      for (const message of Array.isArray(list) ? (list as unknown[]) : []) {
        const at = timeOf(message);
        const text = textOf(message);
        if (!at || text === '' || HOUSEKEEPING.test(digText(message, 'subtype') ?? '')) continue;
        const author = authorOf(message);
        const statement: StatementRecord = {
          kind: 'statement',
          at,
          text,
          ...(author === undefined ? {} : { author }),
          evidence: locate(message),
        };
        context.emit(statement);
      }
    }),
};

function timeOf(message: unknown): Stamp | undefined {
  const m = /^(\d{9,10})\.(\d{1,6})$/.exec(digText(message, 'ts') ?? '');
  if (!m) return undefined;
  const at = Number(m[1]) * SECOND + Number((m[2] ?? '').padEnd(6, '0'));
  return { lo: at, hi: at, grade: 'D' };
}

function authorOf(message: unknown): string | undefined {
  return (
    digText(message, 'user_profile', 'display_name') ??
    digText(message, 'user_profile', 'real_name') ??
    digText(message, 'username') ??
    digText(message, 'user')
  );
}

/** Slack's markup as people see it. */
function textOf(message: unknown): string {
  const text = isObject(message) ? (digText(message, 'text') ?? '') : '';
  return text
    .replace(/<([@#!]?)([^>|]*)(?:\|([^>]*))?>/g, (_all, mark: string, target: string, label?: string) =>
      label === undefined || label === ''
        ? mark === ''
          ? target
          : mark + target
        : mark === '#'
          ? `#${label}`
          : label,
    )
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}
