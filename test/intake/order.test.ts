import { describe, expect, it } from 'vitest';
import { FORMATS, readCapture } from '../../src/intake/index.js';
import type { Capture } from '../../src/model/index.js';
import { streamOf, tarOf } from '../support/archives.js';

/** Every text that the formats carry, and a session, as the files of one capture. */
const SESSION =
  'me@host:~$ date -u\nWed Jul  1 19:22:41 UTC 2026\nme@host:~$ kubectl get pods -n shop\nNAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          9m\nme@host:~$ kubectl get events -n shop\nLAST SEEN   TYPE      REASON    OBJECT      MESSAGE\n2m1s        Warning   BackOff   pod/web-0   Back-off restarting\n';
const FILES = [
  // A host's name is one only where the file's name says so.
  ...FORMATS.filter(({ id }) => id !== 'host-name').flatMap(({ id, samples }) =>
    samples.map((content, i) => ({ name: `${id}/${i}`, content })),
  ),
  { name: 'sessions/bastion.txt', content: SESSION },
];

async function read(files: readonly { name: string; content: string }[]): Promise<Capture> {
  return readCapture([{ path: '-', stream: streamOf(tarOf(files)) }]);
}

describe('the texts of all formats in one capture', () => {
  it('give the same in any order', async () => {
    const forward = JSON.stringify(await read(FILES));
    expect(JSON.stringify(await read(FILES.toReversed()))).toBe(forward);
    const shuffled = FILES.toSorted((a, b) => (a.content < b.content ? -1 : 1));
    expect(JSON.stringify(await read(shuffled))).toBe(forward);
  });

  it.each(['Asia/Kathmandu', 'America/St_Johns'])('give the same in %s', async (name) => {
    const zone = process.env['TZ'];
    const before = JSON.stringify(await read(FILES));
    process.env['TZ'] = name;
    try {
      expect(JSON.stringify(await read(FILES))).toBe(before);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('are all listed, each with a format or with why not', async () => {
    const { sources } = await read([...FILES, { name: 'odd.txt', content: 'well, well\n' }]);
    expect(sources).toHaveLength(FILES.length + 1);
    const unread = sources.filter(({ status }) => status !== 'read' && status !== 'partial');
    expect(unread.map(({ path, status }) => `${path} ${status}`)).toEqual(['odd.txt unrecognised']);
    expect(unread[0]?.problems).toEqual([{ message: 'no reader knows this text, which begins: well, well' }]);
  });
});
