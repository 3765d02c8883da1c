import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { iso } from '../../../src/base/index.js';
import { NotBlockYaml, parseBlockYaml } from '../../../src/intake/formats/kube/block-yaml.js';
import type { CutSink } from '../../../src/intake/formats/kube/cutter.js';
import { JsonCutter } from '../../../src/intake/formats/kube/cutter.js';
import { eventRecord, nameTime } from '../../../src/intake/formats/kube/event.js';
import { OddShape } from '../../../src/intake/formats/kube/odd-shape.js';
import type { CaptureRecord } from '../../../src/model/index.js';
import { readText } from '../../support/format-tester.js';

const SPOT = { source: 0, offset: 0, length: 1 };

function names(records: readonly CaptureRecord[]): string[] {
  return records.map((record) =>
    record.kind === 'object'
      ? `${record.ref.kind}/${record.ref.name}`
      : record.kind === 'event'
        ? record.reason
        : record.kind,
  );
}

function pod(name: string): Record<string, unknown> {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', uid: `u-${name}` } };
}

/** All cuts of a text, whatever the chunks. */
function cuts(text: string, chunk: number, limit = 1e9): unknown[] {
  const out: unknown[] = [];
  const parsed = (bytes: Buffer): unknown => {
    try {
      return JSON.parse(bytes.toString()) as unknown;
    } catch {
      return undefined;
    }
  };
  const sink: CutSink = {
    list: (isBare) => out.push(['list', isBare]),
    item: (bytes, offset, index, isFinal) => {
      const value = parsed(bytes);
      if (value !== undefined || isFinal) out.push(['item', index, offset, bytes.toString()]);
      return value !== undefined;
    },
    document: (bytes, offset, length, isList) =>
      out.push(['document', offset, length, isList, parsed(bytes)]),
    overlong: (_, _offset, isEnd) => isEnd && out.push(['overlong', isEnd]),
    stray: (offset, length) => out.push(['stray', offset, length]),
    broken: (offset, index) => out.push(['broken', offset, index]),
  };
  const cutter = new JsonCutter(sink, limit);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) cutter.chunk(bytes.subarray(at, at + chunk));
  cutter.end();
  return out;
}

describe('JSON cutter', () => {
  const list = {
    apiVersion: 'v1',
    items: [pod('a}"{'), { items: [1, 2], text: '\n}\\' }, pod('ü')],
    kind: 'List',
  };
  const texts = [
    JSON.stringify(list),
    JSON.stringify(list, null, 4),
    JSON.stringify(list, null, 2).replace(/\n/g, '\r\n'),
    JSON.stringify(list, null, '\t'),
    JSON.stringify(list.items, null, 1),
    `${JSON.stringify(pod('a'))}\n${JSON.stringify(pod('b'), null, 2)}${JSON.stringify(list)}`,
    '{"items":"items","b":["items"],"c":{"items":[1]}}',
    '{"items" : [ ] , "kind":"PodList"}',
    '[]\n[1, "x]", {"a":[]}, null, true]',
    'warning: deprecated\n$ kubectl get x\n{"a":1}\ntrailing text',
  ];

  it.each(texts)('cuts the same in chunks of any size: %#', (text) => {
    const whole = cuts(text, text.length * 2);
    for (const chunk of [1, 2, 3, 5, 16, 100]) expect(cuts(text, chunk)).toEqual(whole);
    for (const cut of whole) {
      const [kind, , offset, said] = cut as [string, number, number, string];
      if (kind === 'item')
        expect(Buffer.from(text).toString('utf8', offset, offset + Buffer.byteLength(said))).toBe(said);
    }
  });

  it('gives every element and what stood around them', () => {
    const found = cuts(JSON.stringify(list, null, 4), 50);
    const items = found.filter((cut) => (cut as unknown[])[0] === 'item');
    expect(items.map((cut) => JSON.parse(String((cut as unknown[])[3])) as unknown)).toEqual(list.items);
    expect(found.at(-1)).toEqual([
      'document',
      0,
      Buffer.byteLength(JSON.stringify(list, null, 4)),
      true,
      { ...list, items: [] },
    ]);
  });

  it('does not trust lines that only look indented', () => {
    const odd = '{"items": [\n  {\n "a": {\n  }\n },\n  {"b": 1}\n]}';
    const items = cuts(odd, 4).filter((cut) => (cut as unknown[])[0] === 'item');
    expect(items.map((cut) => JSON.parse(String((cut as unknown[])[3])) as unknown)).toEqual([
      { a: {} },
      { b: 1 },
    ]);
  });

  it('says where a text breaks off', () => {
    const text = JSON.stringify(list, null, 2);
    expect(cuts(text.slice(0, 150), 7)).toContainEqual(['broken', expect.any(Number), expect.any(Number)]);
    expect(cuts('{"a": {', 7)).toEqual([['broken', 0, undefined]]);
  });

  it('leaves out what is too long and goes on', () => {
    const text = JSON.stringify({ items: [pod('a'), { x: 'x'.repeat(5000) }, pod('b')] });
    const found = cuts(text, 64, 500);
    expect(found.filter((cut) => (cut as unknown[])[0] === 'item')).toHaveLength(2);
    expect(found).toContainEqual(['overlong', true]);
  });
});

describe('API objects in JSON', () => {
  it('point at their own bytes', () => {
    const text = JSON.stringify(
      { apiVersion: 'v1', items: [pod('a'), pod('ö'), pod('c')], kind: 'List' },
      null,
      4,
    );
    const { records } = readText(text);
    expect(records.map(({ evidence }) => evidence.pointer)).toEqual(['/items/0', '/items/1', '/items/2']);
    for (const record of records) {
      const { offset, length } = record.evidence;
      const said = JSON.parse(Buffer.from(text).toString('utf8', offset, offset + length)) as unknown;
      expect(record.kind === 'object' && record.object).toEqual(said);
    }
  });

  it('take their kind from the list, also when it stands after them', () => {
    const items = [{ metadata: { name: 'a', namespace: 'n', uid: 'u' } }];
    expect(names(readText(JSON.stringify({ kind: 'ServiceList', apiVersion: 'v1', items })).records)).toEqual(
      ['Service/a'],
    );
    const last = readText(JSON.stringify({ apiVersion: 'v1', items, kind: 'ServiceList' }));
    expect(names(last.records)).toEqual(['Service/a']);
    expect(last.records[0]?.kind === 'object' && last.records[0].object).toMatchObject({
      kind: 'Service',
      apiVersion: 'v1',
    });
  });

  it('take their kind from the path when nothing else says it', () => {
    const text = JSON.stringify({ items: [{ metadata: { name: 'a', uid: 'u' } }] });
    expect(names(readText(text, { place: { objectKind: 'Node' } }).records)).toEqual(['Node/a']);
  });

  it("are found in an object of somebody's own", () => {
    const text = JSON.stringify({
      cluster: 'x',
      pods: { kind: 'PodList', apiVersion: 'v1', items: [{ metadata: { name: 'a', uid: 'u' } }] },
      node: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', uid: 'n' } },
    });
    const { records } = readText(text);
    expect(names(records)).toEqual(['Pod/a', 'Node/n']);
    expect(records.map(({ evidence }) => evidence.pointer)).toEqual(['/pods/items/0', '/node']);
  });

  it('are read up to where a list breaks off', () => {
    const text = JSON.stringify({ kind: 'List', items: [pod('a'), pod('b'), pod('c')] });
    const { records, problems, status } = readText(text.slice(0, -50));
    expect(names(records)).toEqual(['Pod/a', 'Pod/b']);
    expect(status).toBe('partial');
    expect(problems).toEqual([
      {
        message: 'JSON breaks off inside a list, after 2 elements',
        offset: text.indexOf('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"'),
      },
    ]);
  });

  it('are read around an element that is no JSON', () => {
    const text = JSON.stringify({ items: [pod('a'), pod('b'), pod('c')] }, null, 2).replace('"u-b"', '"u-b');
    const { records, problems } = readText(text);
    expect(names(records)).toEqual(['Pod/a', 'Pod/c']);
    expect(problems[0]).toMatchObject({ message: 'element 1 of the list is not JSON; left out' });
  });

  it('of a watch carry the time up to which the watch had come', () => {
    const at = (name: string, time: string): unknown => ({
      ...pod(name),
      metadata: { name, namespace: 'shop', uid: name, managedFields: [{ manager: 'kubelet', time }] },
    });
    const frames = [
      { type: 'ADDED', object: at('a', '2026-07-01T19:00:00Z') },
      { type: 'MODIFIED', object: at('b', '2026-07-01T19:05:00Z') },
      { type: 'BOOKMARK', object: at('', '2026-07-01T19:00:00Z') },
      { type: 'DELETED', object: at('a', '2026-07-01T19:00:00Z') },
    ];
    const { records } = readText(frames.map((frame) => JSON.stringify(frame)).join('\n'));
    expect(records.map((record) => record.kind === 'object' && [record.shape, iso(record.at.lo)])).toEqual([
      ['full', '2026-07-01T19:00:00Z'],
      ['full', '2026-07-01T19:05:00Z'],
      ['deleted', '2026-07-01T19:05:00Z'],
    ]);
  });

  it('that a person applied are manifests, that the API gave are not', () => {
    const text = JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {},
    });
    const shape = (place: object): unknown =>
      readText(text, { place }).records.map((record) => record.kind === 'object' && record.shape);
    expect(shape({})).toEqual(['manifest']);
    expect(shape({ command: 'kubectl get deployment web -o json' })).toEqual(['full']);
  });

  it('keep who changed them, but not which fields a controller owns', () => {
    const managedFields = [
      {
        manager: 'kubelet',
        operation: 'Update',
        time: '2026-07-01T19:00:00Z',
        subresource: 'status',
        fieldsV1: { 'f:status': {} },
      },
      {
        manager: 'kubectl-edit',
        operation: 'Update',
        time: '2026-07-01T19:01:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': {} },
      },
    ];
    const object = { ...pod('a'), metadata: { name: 'a', uid: 'a', managedFields } };
    const [record] = readText(JSON.stringify(object)).records;
    expect(record?.kind === 'object' && record.object).toMatchObject({
      metadata: {
        managedFields: [
          { manager: 'kubelet', operation: 'Update', time: '2026-07-01T19:00:00Z', subresource: 'status' },
          { manager: 'kubectl-edit', fieldsV1: { 'f:spec': {} } },
        ],
      },
    });
    expect(JSON.stringify(record)).not.toContain('f:status');
  });

  it('of kind Status tell that a command failed', () => {
    const text =
      '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the server is currently unable to handle the request","code":503}';
    expect(readText(text).records).toMatchObject([
      {
        kind: 'report',
        topic: 'command-error',
        text: 'the server is currently unable to handle the request',
      },
    ]);
  });

  it('of a dump on standard output are followed by logs', () => {
    const log = 'E0701 19:22:41.123456       1 reflector.go:158] "Unhandled Error" err="connection refused"';
    const text = `${JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [{ metadata: { name: 'a', uid: 'a' } }] }, null, 4)}\n==== START logs for container app of pod shop/web-0 ====\n${log}\n==== END logs for container app of pod shop/web-0 ====\n==== START logs for container b of pod shop/web-1 ====\n==== END logs for container b of pod shop/web-1 ====\n`;
    for (const chunk of [1, 13, 100_000]) {
      const { records, problems } = readText(text, { chunk });
      expect(problems).toEqual([]);
      expect(names(records)).toEqual(['Pod/a', 'message']);
      const [, message] = records;
      expect(message?.kind === 'message' && message.origin).toMatchObject({
        pod: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
        container: 'app',
      });
      const { offset = 0, length = 0 } = message?.evidence ?? {};
      expect(text.slice(offset, offset + length)).toBe(log);
    }
  });
});

describe('a terminal transcript', () => {
  it('is read command by command', () => {
    const text = `$ kubectl get pod a -o json\n${JSON.stringify(pod('a'), null, 2)}\n$ kubectl get pod b -o yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n  namespace: shop\n`;
    for (const chunk of [1, 9, 5000]) {
      const { records, problems } = readText(text, { chunk });
      expect(problems).toEqual([]);
      expect(names(records)).toEqual(['Pod/a', 'Pod/b']);
      expect(records[1]?.evidence).toMatchObject({
        offset: text.indexOf('apiVersion: v1'),
        line: text.slice(0, text.indexOf('apiVersion: v1')).split('\n').length,
      });
    }
  });
});

describe('Event objects', () => {
  const core = (more: object): unknown => ({
    kind: 'Event',
    metadata: { name: 'x' },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
    reason: 'R',
    message: 'm',
    ...more,
  });
  const when = (object: unknown): unknown => {
    const event = eventRecord(object, SPOT);
    return event && [iso(event.first.lo), iso(event.last.lo), event.count];
  };

  it('take the first time that is there, by the rule of the API', () => {
    const first = '2026-07-01T19:00:00Z';
    const last = '2026-07-01T19:10:00Z';
    expect(when(core({ firstTimestamp: first, lastTimestamp: last, count: 5 }))).toEqual([first, last, 5]);
    expect(
      when(
        core({
          eventTime: '2026-07-01T19:00:00.123456Z',
          series: { count: 3, lastObservedTime: '2026-07-01T19:10:00.000001Z' },
        }),
      ),
    ).toEqual(['2026-07-01T19:00:00.123456Z', '2026-07-01T19:10:00.000001Z', 3]);
    expect(when(core({ metadata: { name: 'x', creationTimestamp: first } }))).toEqual([first, first, 1]);
    expect(when(core({}))).toBeUndefined();
  });

  it('are exact to the microsecond by their names', () => {
    expect(iso(nameTime('dns-default-87g5w.174a70f2c846f1d2')?.lo ?? 0)).toBe('2023-03-08T12:19:59.193420Z');
    expect(nameTime('web-0.174a70f2')).toBeUndefined();
    expect(nameTime('web-0')).toBeUndefined();
    const named = core({
      metadata: { name: 'web-0.174a70f2c846f1d2' },
      firstTimestamp: '2023-03-08T12:19:59Z',
      lastTimestamp: '2023-03-08T12:19:59Z',
    });
    expect(when(named)).toEqual(['2023-03-08T12:19:59.193420Z', '2023-03-08T12:19:59.193420Z', 1]);
    const other = core({
      metadata: { name: 'web-0.174a70f2c846f1d2' },
      firstTimestamp: '2023-03-08T13:00:00Z',
    });
    expect(when(other)).toEqual(['2023-03-08T13:00:00Z', '2023-03-08T13:00:00Z', 1]);
  });

  it('of the newer group say the same in other words', () => {
    const event = eventRecord(
      {
        kind: 'Event',
        metadata: { name: 'x' },
        regarding: { kind: 'Node', namespace: 'default', name: 'n1' },
        related: { kind: 'Pod', namespace: 's', name: 'p' },
        reason: 'R',
        note: 'text',
        deprecatedFirstTimestamp: '2026-07-01T19:00:00Z',
        deprecatedLastTimestamp: '2026-07-01T19:01:00Z',
        deprecatedCount: 4,
        reportingController: 'example.com/scheduler',
        reportingInstance: 'scheduler-host-1',
      },
      SPOT,
    );
    expect(event).toMatchObject({
      about: { kind: 'Node', name: 'n1' },
      related: { kind: 'Pod', namespace: 's', name: 'p' },
      message: 'text',
      count: 4,
      component: 'example.com/scheduler',
      host: 'host-1',
    });
    expect(event?.about).not.toHaveProperty('namespace');
  });
});

describe('a large value of odd shape', () => {
  it('gives the elements of its arrays with their pointers', () => {
    const value = {
      note: 'x',
      data: {
        pods: { kind: 'PodList', items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b~/' } }] },
      },
      'o/dd': [{ kind: 'Node' }, 3, { kind: 'Pod' }],
    };
    for (const chunk of [1, 10, 1000]) {
      const found: unknown[] = [];
      const odd = new OddShape(5, (element, { pointer }) => found.push([pointer, element]));
      const bytes = Buffer.from(JSON.stringify(value));
      for (let at = 0; at < bytes.length; at += chunk) odd.chunk(bytes.subarray(at, at + chunk));
      expect(odd.end()).toBeUndefined();
      expect(found).toEqual([
        ['/data/pods/items/0', { kind: 'Pod', metadata: { name: 'a' } }],
        ['/data/pods/items/1', { kind: 'Pod', metadata: { name: 'b~/' } }],
        ['/o~1dd/0', { kind: 'Node' }],
        ['/o~1dd/2', { kind: 'Pod' }],
      ]);
    }
  });

  it('says when it is no JSON', () => {
    const odd = new OddShape(0, () => undefined);
    odd.chunk(Buffer.from('{"a": nonsense'));
    expect(odd.end()).toContain('could not be read to its end');
  });
});

describe('block YAML', () => {
  const documents = [
    'a: 1\nb: -2.5\nc: 1e3\nd: 0x1f\ne: 007\nf: "1"\ng: 1.2.3\nh: 12:30\ni: .5\n',
    'a: null\nb: ~\nc:\nd: Null\ne: true\nf: "true"\ng: no\nh: \'\'\ni: nullable\nj: trueish\n',
    'a:\n- b\n- - c\n  - d\n-\n  e: f\n- g: h\n  i:\n  - j\n',
    'a: this is\n  folded over\n  lines\nb: next\n',
    "a: 'it''s\n  folded\n\n  twice'\nb: \"x\\ty \\\n  \\ z\\u00e4\n  w\"\n",
    'a: |\n  line 1\n    line 2\n\n  line 3\n\n\nb: |-\n  x\nc: |+\n  y\n\nd: |2\n    z\n',
    'f:metadata:\n  f:labels:\n    .: {}\n    f:app: {}\nk:{"type":"Ready"}:\n  .: {}\n"quoted key": 1\n? x\n: y\n'.replace(
      /\? x\n: y\n/,
      '',
    ),
    'a: http://x.y:80/z\nb: "a: b"\nc: a:b\nd: []\ne: {}\n',
    '# comment\na:\n  # inner\n  b: 1\n\n  c: 2\n',
    'message: |\n  #!/bin/sh\n  a: b\n  - c\nafter: 1\n',
  ];

  it.each(documents)('means what a full parser reads: %#', (text) => {
    expect(parseBlockYaml(text)).toEqual(parse(text, { uniqueKeys: false }));
  });

  it.each([
    'a: &x 1\n',
    'a: *x\n',
    'a: !!str 1\n',
    'a: {b: 1}\n',
    'a: [1]\n',
    'a: >\n  x\n',
    'a: 1 # note\n',
    '? a\n: b\n',
    'a: b: c\n',
    '\ta: 1\n',
    'a: "open\n',
    '- a\nb: 1\n',
    'a: 1\n   b: 2\n',
    '<<: x\n',
  ])('leaves %j to the full parser', (text) => {
    expect(() => parseBlockYaml(text)).toThrow(NotBlockYaml);
  });

  it('takes a redaction for text', () => {
    expect(parseBlockYaml('a: ***HIDDEN***\nb: ***HIDDEN***:80\n')).toEqual({
      a: '***HIDDEN***',
      b: '***HIDDEN***:80',
    });
  });
});

describe('API objects in YAML', () => {
  it('have the offsets of their own documents and items', () => {
    const text =
      '---\n# captured at 2026-07-01T19:30:00Z\napiVersion: v1\nkind: Pod\nmetadata:\n  name: ä\n---\napiVersion: v1\nitems:\n- kind: Pod\n  metadata:\n    name: b\n\n- kind: Pod\n  metadata:\n    name: c\nkind: List\n---\n';
    const { records, problems } = readText(text);
    expect(problems).toEqual([]);
    expect(names(records)).toEqual(['Pod/ä', 'Pod/b', 'Pod/c']);
    const quotes = records.map(({ evidence }) =>
      Buffer.from(text).toString('utf8', evidence.offset, evidence.offset + evidence.length),
    );
    expect(quotes).toEqual([
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: ä',
      '- kind: Pod\n  metadata:\n    name: b',
      '- kind: Pod\n  metadata:\n    name: c',
    ]);
    expect(records.map(({ evidence }) => [evidence.line, evidence.pointer])).toEqual([
      [3, ''],
      [10, '/items/0'],
      [14, '/items/1'],
    ]);
    expect(records[0]?.kind === 'object' && iso(records[0].at.lo)).toBe('2026-07-01T19:30:00Z');
  });

  it('are read around a broken document', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: "Pod\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: c\n';
    const { records, problems } = readText(text);
    expect(names(records)).toEqual(['Pod/a', 'Pod/c']);
    expect(problems).toMatchObject([{ offset: text.indexOf('apiVersion', 20), line: 6 }]);
  });
});
