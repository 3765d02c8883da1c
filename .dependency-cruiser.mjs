/** The rooms of the house and what each may import (ARCHITECTURE.md shows the flow). */
const room = (name, may, why) => ({
  name: `${name}-imports`,
  comment: why,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: {
    path: '^src/',
    pathNot: [
      `^src/${name}/`,
      ...may.map((m) => (m.includes('/') ? `^src/${m}` : `^src/${m}/index\\.tsx?$`)),
    ],
  },
});

export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle hides which part depends on which: move what both need down a room.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this: use it or take it out.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['^src/index\\.ts$', '^src/vitest\\.ts$', '^src/cli/main\\.ts$', '\\.d\\.ts$'],
      },
      to: {},
    },
    room('base', [], 'base knows nothing of ours: what knows Kubernetes belongs in model or later.'),
    room('model', ['base'], 'model holds the words between rooms, no logic of any room.'),
    room('intake', ['base', 'model'], 'intake says what a source said; judging it belongs in detect.'),
    room('world', ['base', 'model'], 'world knows no files, layouts or formats: read them in intake.'),
    room('detect', ['base', 'model', 'world'], 'a detector sees the Case only.'),
    room('cause', ['base', 'model', 'world'], 'cause knows detectors by the ids of their conditions only.'),
    room(
      'measure',
      ['base', 'model', 'world'],
      'measure takes what was explained as data, see measure/input.ts.',
    ),
    room('verify', ['base', 'model'], 'verify compares a finished Analysis with expectations.'),
    room('redact', ['base', 'model'], 'redact knows what a capture says, not how it was read.'),
    room('report', ['base', 'model'], 'a report is rendered from a saved Analysis alone.'),
    room('tui', ['base', 'model', 'app/ports\\.ts$'], 'tui asks app through ports only.'),
    room(
      'app',
      ['base', 'model', 'intake', 'world', 'detect', 'cause', 'measure', 'report', 'verify', 'redact'],
      'app composes rooms through their index.',
    ),
    room('cli', ['base', 'model', 'app', 'tui'], 'cli is thin: argv in, exit status out.'),
    {
      name: 'catalogue-siblings-apart',
      comment: 'Detectors do not know each other; what they share is a fact in world.',
      severity: 'error',
      from: { path: '^src/detect/detectors/[^/]+/[^/]+\\.ts$', pathNot: '/index\\.ts$' },
      to: { path: '^src/detect/detectors/[^/]+/[^/]+\\.ts$', pathNot: ['/index\\.ts$', '/shared/', '/_'] },
    },
    {
      name: 'charts-in-png-only',
      comment: 'Charts are specs; only render/png draws with chart.js.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/report/render/png' },
      to: { path: 'node_modules/(chart\\.js|chartjs-node-canvas|canvas)' },
    },
    {
      name: 'ink-in-tui-only',
      comment: 'Ink and React belong to tui.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/tui/' },
      to: { path: 'node_modules/(ink|react)/' },
    },
    {
      name: 'fs-in-source-and-output-only',
      comment: 'Files are read in intake/source and written in app/output; intake/store has a temporary one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(intake/source|intake/store|app|cli|tui)/|^src/report/render/png' },
      to: { path: '^(node:)?fs' },
    },
    {
      name: 'not-to-dev',
      comment:
        'The program may not need what users do not install; whoever imports inquest/vitest has vitest.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/vitest\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
