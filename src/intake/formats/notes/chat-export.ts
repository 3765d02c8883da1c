import {
  MILLISECOND,
  SECOND,
  dig,
  digList,
  digNumber,
  digObject,
  digText,
  isObject,
  stampOf,
  type Stamp,
} from '../../../base/index.js';
import type { Format } from '../../format.js';
import { jsonHead } from '../../json-head.js';
import { parseSpanned, wholeJson } from '../json-spans.js';
import type { StatementRecord } from '../../../model/index.js';
import { linesOf, spanOf, wholeBytes } from '../whole-text.js';

/**
 * Messages of chats beside Slack, each with its time, its author and its text: Discord (DiscordChatExporter), Teams
 * (Microsoft Graph), Mattermost (API), Rocket.Chat, Telegram, Zulip.
 */
export const chatExport: Format = {
  id: 'chat-export',
  title: 'chat exports: Discord, Teams, Mattermost, Rocket.Chat, Telegram, Zulip',
  grammar:
    'Tyrrrz/DiscordChatExporter JSON; Microsoft Graph chatMessage; Mattermost, Rocket.Chat, Zulip REST; Telegram Desktop',
  samples: [
    '{"guild":{"id":"1","name":"ops"},"channel":{"id":"2","name":"prod"},"messages":[{"id":"1","type":"Default","timestamp":"2026-07-01T19:22:41.123+00:00","content":"checkout is down","author":{"id":"9","name":"alice","nickname":"Alice"}}],"messageCount":1}\n',
    '{"@odata.context":"x","value":[{"id":"1","messageType":"message","createdDateTime":"2026-07-01T19:22:41.123Z","from":{"user":{"displayName":"Alice"}},"body":{"contentType":"html","content":"<p>checkout is <b>down</b> &amp; slow</p>"}}]}\n',
    '{"order":["a"],"posts":{"a":{"id":"a","create_at":1782933761123,"user_id":"u1","channel_id":"c","message":"checkout is down","type":""}}}\n',
    '{"messages":[{"_id":"a","rid":"r","msg":"checkout is down","ts":"2026-07-01T19:22:41.123Z","u":{"_id":"u","username":"alice"}}],"success":true}\n',
    '{"name":"prod","type":"private_group","id":1,"messages":[{"id":1,"type":"message","date":"2026-07-01T21:22:41","date_unixtime":"1782933761","from":"Alice","text":["checkout is ",{"type":"bold","text":"down"}]}]}\n',
  ],
  sniff(head) {
    const keys = jsonHead(head)?.keys;
    if (keys === undefined) return 0;
    if (keys.has('order') && keys.has('posts')) return 0.96;
    const has = (...names: readonly string[]): boolean => names.every((name) => keys.has(name));
    if (has('value[].createdDateTime', 'value[].body')) return 0.96;
    if (has('messages[].author', 'messages[].content', 'messages[].timestamp')) return 0.96;
    if (has('messages[].msg', 'messages[].u', 'messages[].ts')) return 0.96;
    if (has('messages[].date_unixtime', 'messages[].text')) return 0.96;
    return has('messages[].sender_full_name', 'messages[].content') ? 0.96 : 0;
  },
  open: (context) =>
    wholeJson(context, ({ value, locate }) => {
      const posts = Object.values(digObject(value, 'posts') ?? {});
      const messages = [...digList(value, 'messages'), ...digList(value, 'value'), ...posts];
      for (const message of messages) {
        const statement = statementOf(message, () => locate(message));
        if (statement !== undefined) context.emit(statement);
      }
    }),
};

/** Mattermost's bulk export: a line for each version, team, user, post, with its replies inside. */
export const mattermostExport: Format = {
  id: 'mattermost-export',
  title: 'Mattermost bulk export',
  grammar: 'docs.mattermost.com bulk data loading: JSONL of version, team, channel, user, post',
  samples: [
    '{"type":"version","version":1}\n{"type":"post","post":{"team":"ops","channel":"incident","user":"alice","message":"checkout is down","create_at":1782933761123,"replies":[{"user":"bob","message":"looking","create_at":1782933821123}]}}\n',
  ],
  sniff: ({ lines }) => (/^\{"type": ?"version", ?"version": ?\d/.test(lines[0] ?? '') ? 0.97 : 0),
  open: (context) =>
    wholeBytes(context, (bytes) => {
      for (const line of linesOf(bytes)) {
        const post = dig(parseSpanned(Buffer.from(line.text)).value, 'post');
        for (const said of [post, ...digList(post, 'replies')]) {
          const statement = statementOf(said, () => spanOf(context, line));
          if (statement !== undefined) context.emit(statement);
        }
      }
    }),
};

/** Messages of the room itself: who joined, what was pinned. */
const HOUSEKEEPING =
  /^(?:system|service|unknownFutureValue|Recipient\w*|ChannelPinned\w*|GuildMember\w*|uj|ul|au|ru)/;

function statementOf(
  message: unknown,
  locate: () => StatementRecord['evidence'],
): StatementRecord | undefined {
  const at = timeOf(message);
  const text = textOf(message);
  const type = digText(message, 'messageType') ?? digText(message, 'type') ?? digText(message, 't') ?? '';
  if (at === undefined || text === '' || HOUSEKEEPING.test(type)) return undefined;
  const author = authorOf(message);
  return { kind: 'statement', at, text, ...(author === undefined ? {} : { author }), evidence: locate() };
}

function timeOf(message: unknown): Stamp | undefined {
  const unix = digNumber(message, 'create_at') ?? Number(digText(message, 'date_unixtime') ?? NaN);
  const number = Number.isFinite(unix) ? unix : digNumber(message, 'timestamp');
  if (number !== undefined) {
    const isMillis = number > 1e11;
    const lo = Math.round(number * (isMillis ? MILLISECOND : SECOND));
    return { lo, hi: lo + (isMillis ? MILLISECOND : SECOND), grade: 'D' };
  }
  const said = ['timestamp', 'createdDateTime', 'ts', 'date'].map((name) => dig(message, name));
  return said.map((value) => stampOf(value, 'D')).find((at) => at !== undefined);
}

function authorOf(message: unknown): string | undefined {
  const paths: readonly (readonly string[])[] = [
    ['author', 'nickname'], ['author', 'name'], ['from', 'user', 'displayName'], ['from', 'application', 'displayName'],
    ['u', 'username'], ['sender_full_name'], ['from'], ['user'], ['user_id'],
  ]; // prettier-ignore
  return paths.map((path) => digText(message, ...path)).find((name) => name !== undefined);
}

function textOf(message: unknown): string {
  const parts = dig(message, 'text');
  const joined = Array.isArray(parts)
    ? (parts as unknown[])
        .map((part) => (isObject(part) ? (digText(part, 'text') ?? '') : String(part)))
        .join('')
    : undefined;
  const said =
    joined ??
    digText(message, 'body', 'content') ??
    digText(message, 'content') ??
    digText(message, 'message') ??
    digText(message, 'msg') ??
    digText(message, 'text') ??
    '';
  return /<\/?[a-z][^>]*>/.test(said) ? plain(said) : said.trim();
}

/** HTML as people see it. */
function plain(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/li)[^>]*>/gi, '\n')
    .replace(/<[^>]{1,500}>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();
}
