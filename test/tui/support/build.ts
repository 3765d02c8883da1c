import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  mkdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDERS = ['src/base', 'src/model', 'src/app/ports.ts', 'src/tui', 'test/tui/support'];

/** The TypeScript of these folders as JavaScript in a folder of its own, for a node that runs outside of vitest. */
export function builtLauncher(): {
  readonly home: string;
  readonly path: string;
  readonly remove: () => void;
} {
  const home = mkdtempSync(join(tmpdir(), 'inquest-browse-'));
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
  writeFileSync(join(home, 'package.json'), '{"type":"module"}');
  for (const file of FOLDERS.flatMap(sources)) {
    const { outputText } = ts.transpileModule(readFileSync(join(ROOT, file), 'utf8'), {
      fileName: file,
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        jsx: ts.JsxEmit.ReactJSX,
        verbatimModuleSyntax: true,
      },
    });
    const to = join(home, file.replace(/\.tsx?$/, '.js'));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, outputText);
  }
  return {
    home,
    path: join(home, 'test/tui/support/launch.js'),
    remove: () => { rmSync(home, { recursive: true, force: true }); },
  }; // prettier-ignore
}

function sources(path: string): string[] {
  if (/\.tsx?$/.test(path)) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => join(path, name));
}
