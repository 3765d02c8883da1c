import { appSays, fieldOf } from '../../app-said.js';

/** A program cannot open a file or module that it needs. */
export const appFileMissing = appSays({
  id: 'app-file-missing',
  what: 'A mount, a build step or a path is wrong: the file is not in the image or the volume.',
  lookAlikes: 'Optional files are looked for and not found by many programs.',
  sources: ['errno(3) ENOENT, ModuleNotFoundError'],
  type: { id: 'app-file-missing', nature: 'fault', title: 'File missing', selfExplaining: true },
  says: ['app-file-missing', 'app-module-missing'],
  words: 'does not find a file it needs',
  atStart: true,
  calls: false,
  least: 2,
  particulars: (s) =>
    [fieldOf(s, 'path'), fieldOf(s, 'python')]
      .filter((x) => x !== '')
      .slice(0, 1)
      .map((x) => `(${x})`)
      .join(''),
  attrs: (s) => ({ path: fieldOf(s, 'path') }),
});
