import { describe, expect, it } from 'vitest';
import { exactly, iso, utc, type Stamp } from '../../../../src/base/index.js';
import { chatExport, mattermostExport } from '../../../../src/intake/formats/notes/chat-export.js';
import { notes } from '../../../../src/intake/formats/notes/notes.js';
import { pagerCsv } from '../../../../src/intake/formats/notes/pager-csv.js';
import { opsgenie, pagerDuty } from '../../../../src/intake/formats/notes/pagers.js';
import { slackExport } from '../../../../src/intake/formats/notes/slack.js';
import type { StatementRecord } from '../../../../src/model/index.js';
import { readText, testFormat } from '../../../support/format-tester.js';

testFormat(notes);
testFormat(pagerDuty);
testFormat(opsgenie);
testFormat(slackExport);
testFormat(chatExport);
testFormat(mattermostExport);
testFormat(pagerCsv);

const span = (s: Stamp | undefined): string => (s ? `${iso(s.lo)} ${iso(s.hi)} ${s.grade}` : '');
const capturedAt = exactly(utc(2026, 7, 1, 20));
function read(text: string, path = 'notes.md'): readonly (readonly [string, string, string | undefined])[] {
  const reading = readText(text, { capturedAt, path });
  expect(reading.format).toBe('notes');
  const found = reading.records.filter((r): r is StatementRecord => r.kind === 'statement');
  return found.map((s) => [span(s.at), s.text, s.author]);
}

describe('notes', () => {
  it('keeps stamps with seconds as seconds and channel names as text', () => {
    const text =
      "2026-11-20T23:12:41Z #encoding: 'Hey, the encoding job isn't finishing'\n" +
      '2026-11-20T23:13:14Z deleted the stuck encoder pods by hand, nothing new starts\n';
    expect(read(text, 'a/notes.log')[0]).toEqual([
      '2026-11-20T23:12:41Z 2026-11-20T23:12:42Z D',
      "#encoding: 'Hey, the encoding job isn't finishing'",
      undefined,
    ]);
  });

  it.each(['notes', 'a/notes.out', 'a.tar!b/incident-notes.log.gz', 'x/заметки.log', 'timeline.2026.txt'])(
    'knows notes with seconds in every line by their name: %s',
    (path) => {
      const text =
        '2026-11-20T23:00:46Z noticed that the shop answers 503\n2026-11-20T23:02:43Z patched the pull policy of web\n';
      expect(read(text, path)).toHaveLength(2);
      expect(readText(text, { path: 'x/app.log' }).format).not.toBe('notes');
    },
  );

  it('knows them in a terminal session by the file that was shown', () => {
    const text =
      '$ cat notes.log\n2026-11-20T23:00:46Z noticed that the shop answers 503\n$ kubectl get nodes\nNAME   STATUS   ROLES    AGE   VERSION\nn1     Ready    <none>   9d    v1.30.1\n';
    const { records } = readText(text, { capturedAt, path: 'session.txt' });
    expect(records.map(({ kind }) => kind)).toContain('statement');
  });

  it('reads bullets under a heading with day and zone', () => {
    expect(read(notes.samples[0] ?? '')).toEqual([
      ['2026-07-01T19:22:00Z 2026-07-01T19:23:00Z D', 'checkout answers 503, seen by support', undefined],
      [
        '2026-07-01T19:25:00Z 2026-07-01T19:35:00Z D',
        'rolled back the cart deployment\nand waited for the pods',
        undefined,
      ],
      ['2026-07-01T19:41:05Z 2026-07-01T19:41:06Z D', 'shop is back', undefined],
    ]);
  });

  it('reads chat pastes with their authors', () => {
    expect(read(notes.samples[1] ?? '')).toEqual([
      ['2026-07-01T10:04:00Z 2026-07-01T10:05:00Z D', 'checkout is down', 'alice'],
      ['2026-07-01T10:06:00Z 2026-07-01T10:07:00Z D', 'looking at it, the cart pods crash', 'bob'],
    ]);
    expect(read(notes.samples[2] ?? '')).toEqual([
      [
        '2026-07-01T10:04:00Z 2026-07-01T10:05:00Z D',
        'is anyone else seeing errors at checkout?',
        'Alice Smith',
      ],
      ['2026-07-01T10:06:00Z 2026-07-01T10:07:00Z D', 'yes, looking', 'Bob Jones'],
    ]);
  });

  it('goes over midnight and back from the capture', () => {
    expect(
      read('[23:50] alice: pods crash again\n[00:10] alice: rolled back the release\n').map(([at]) =>
        at.slice(0, 20),
      ),
    ).toEqual(['2026-06-30T23:50:00Z', '2026-07-01T00:10:00Z']);
  });

  it('reads offsets, dates in words and twelve-hour clocks', () => {
    expect(
      read(
        '- 1 July 2026 9:22 PM +02:00 — saw the first errors\n- Jul 1, 2026 21:30+02:00: restarted the gateway\n',
      ),
    ).toEqual([
      ['2026-07-01T19:22:00Z 2026-07-01T19:23:00Z D', 'saw the first errors', undefined],
      ['2026-07-01T19:30:00Z 2026-07-01T19:31:00Z D', 'restarted the gateway', undefined],
    ]);
  });

  it('does not take "Update:" for a person', () => {
    expect(read('[10:04] Update: vendor is informed\n')[0]?.slice(1)).toEqual([
      'Update: vendor is informed',
      undefined,
    ]);
  });

  it('takes the word before a colon for a name only where most lines have one', () => {
    expect(
      read(
        '2026-07-01T10:04:00Z stopgap: restarted the gateway\n2026-07-01T10:05:00Z shop answers again\n',
      )[0]?.slice(1),
    ).toEqual(['stopgap: restarted the gateway', undefined]);
    expect(read('10:04 alice: pods crash\n10:05 bob: rolled it back\n').map((n) => n[2])).toEqual([
      'alice',
      'bob',
    ]);
  });

  it('leaves machine logs alone', () => {
    const format = (text: string): string => readText(text, { capturedAt, path: 'app.log' }).format;
    expect(
      format(
        '2026-07-01T19:22:41Z INFO starting server on port 8080\n2026-07-01T19:22:42Z INFO ready to serve\n',
      ),
    ).not.toBe('notes');
    expect(format('10:04:22.123 [main] level=info msg="started the app"\n')).not.toBe('notes');
    expect(format('{"time":"10:04","text":"a b c"}\n')).not.toBe('notes');
  });
});

describe('pagers', () => {
  it('reads paging, acknowledgement and end', () => {
    const [incident] = readText(pagerDuty.samples[0] ?? '').records;
    expect(incident).toMatchObject({
      kind: 'alert',
      system: 'pagerduty',
      state: 'resolved',
      labels: { service: 'shop', number: '7' },
    });
    expect(incident?.kind === 'alert' ? [span(incident.acknowledged), span(incident.ended)] : []).toEqual([
      '2026-07-01T19:43:10Z 2026-07-01T19:43:11Z A',
      '2026-07-01T20:10:00Z 2026-07-01T20:10:01Z A',
    ]);
  });

  it('puts log entries of one incident together', () => {
    const records = readText(pagerDuty.samples[1] ?? '').records;
    expect(records).toMatchObject([
      { kind: 'alert', name: 'KubePodNotReady', state: 'firing', acknowledged: { grade: 'A' } },
      { kind: 'statement', text: 'rolled back web', author: 'Alice', at: { grade: 'D' } },
    ]);
  });

  it('adds the durations of Opsgenie to the creation', () => {
    const [alert] = readText(opsgenie.samples[0] ?? '').records;
    expect(alert?.kind === 'alert' ? [span(alert.acknowledged), span(alert.ended)] : []).toEqual([
      '2026-07-01T19:43:10.123Z 2026-07-01T19:43:10.124Z A',
      '2026-07-01T20:10:00.123Z 2026-07-01T20:10:00.124Z A',
    ]);
  });
});

describe('Slack', () => {
  it('reads what people and bots said, not who came and went', () => {
    const records = readText(slackExport.samples[0] ?? '').records;
    expect(records).toMatchObject([
      {
        kind: 'statement',
        author: 'alice',
        text: 'checkout is down for me & others, shop says 503',
        at: { lo: 1782933761001200, grade: 'D' },
      },
      { author: 'alerts', text: 'FIRING KubePodNotReady' },
    ]);
  });
});

describe('chats beside Slack', () => {
  const said = (text: string): unknown =>
    readText(text).records.map((r) =>
      r.kind === 'statement' ? [r.text, r.author, iso(r.at.lo).slice(11, 19)] : [],
    );

  it.each([
    ['Discord', 0, 'checkout is down', 'Alice'],
    ['Teams', 1, 'checkout is down & slow', 'Alice'],
    ['Mattermost', 2, 'checkout is down', 'u1'],
    ['Rocket.Chat', 3, 'checkout is down', 'alice'],
    ['Telegram', 4, 'checkout is down', 'Alice'],
  ] as const)('%s', (_, i, text, author) => {
    expect(said(chatExport.samples[i] ?? '')).toEqual([[text, author, '19:22:41']]);
  });

  it('Mattermost in bulk, with replies', () => {
    expect(said(mattermostExport.samples[0] ?? '')).toEqual([
      ['checkout is down', 'alice', '19:22:41'],
      ['looking', 'bob', '19:23:41'],
    ]);
  });

  it('as Teams and Discord copy them: the name beside the time, the text below', () => {
    const minute = '2026-07-01T19:22:00Z 2026-07-01T19:23:00Z D';
    expect(read('[7/1/2026 7:22 PM] Alice Smith\ncheckout is down\n', 'a.txt')).toEqual([
      [minute, 'checkout is down', 'Alice Smith'],
    ]);
    expect(read('[01-Jul-26 07:22 PM] alice#1234\ncheckout is down\n', 'a.txt')).toEqual([
      [minute, 'checkout is down', 'alice#1234'],
    ]);
  });

  it('takes no table of figures for notes', () => {
    const sar =
      'Linux 5.15.0-91-generic (worker-1) \t07/01/2026 \t_x86_64_\t(4 CPU)\n\n12:00:01 AM     CPU     %user     %nice   %system   %iowait\n12:10:01 AM     all      5.02      0.00      2.01      0.21\n07:20:01 PM     all     15.02      0.00     12.01     71.21\n';
    expect(readText(sar).records.filter(({ kind }) => kind === 'statement')).toEqual([]);
  });
});

describe('downloads of pagers', () => {
  it('say when somebody acknowledged, and when it ended', () => {
    const [incident] = readText(pagerCsv.samples[0] ?? '').records;
    expect(incident).toMatchObject({ kind: 'alert', system: 'pagerduty', state: 'resolved' });
    const alert = incident?.kind === 'alert' ? incident : undefined;
    expect([span(alert?.acknowledged), span(alert?.ended)].map((t) => t.slice(11, 19))).toEqual([
      '19:43:10',
      '20:10:00',
    ]);
    expect(readText(pagerCsv.samples[1] ?? '').records).toMatchObject([
      {
        name: 'KubePodNotReady, shop/web-0',
        system: 'opsgenie',
        state: 'resolved',
        labels: { priority: 'P1' },
      },
    ]);
  });
});
