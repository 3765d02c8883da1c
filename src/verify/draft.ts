import { Document, visit } from 'yaml';
import { keyOf, type Analysis, type FigureJson, type Incident } from '../model/index.js';
import { nearFigure, nearInstant } from './compare-times.js';
import type { ConditionPattern } from './expectations.js';
import { linked } from './patterns.js';

const HEAD = `# Drafted by inquest from its own analysis: a claim, not yet a test. Read it against what you know,
# correct what is wrong, widen or narrow the tolerances to what your sources allow, then take these lines out.
# Everything not named here may be anything. Names take * for any run of characters and " or " between several.
`;

const TAIL = `# Entities that were suspected and cleared, or must never be blamed:
# neverBlame:
#   - Deployment/NAMESPACE/NAME
`;

/** Small maps that read better on one line: instants, figures, links. */
const ON_ONE_LINE = ['within', 'condition'];

/** A first expected.yaml for a capture that has none. */
export function draftExpectations(analysis: Analysis): string {
  const body = { count: analysis.incidents.length, incidents: analysis.incidents.map(incident) };
  const doc = new Document(body, { aliasDuplicateObjects: false });
  visit(doc, {
    Map: (_, map) => {
      if (ON_ONE_LINE.some((key) => map.has(key))) map.flow = true;
    },
  });
  return `${HEAD}${doc.toString({ lineWidth: 0 })}${TAIL}`;
}

function incident(i: Incident): Readonly<Record<string, unknown>> {
  const root = i.rootCauses[0];
  const chained = root && chainFrom(i, keyOf(root.entity));
  const figures = Object.entries(i.figures).flatMap(([name, f]: [string, FigureJson | null]) =>
    f && !f.open ? [[name, nearFigure(f, 1)]] : [],
  );
  return {
    name: i.title,
    ...(root ? { about: keyOf(root.entity) } : {}),
    status: i.status,
    ...(i.detection.by === 'unknown' ? {} : { detectedBy: i.detection.by }),
    rootCauses: i.rootCauses.map((r) => ({ entity: keyOf(r.entity), condition: r.condition })),
    ...(i.surfaces.length === 0 ? {} : { surfaces: i.surfaces.map(surfaceEntry) }),
    ...(chained ? { links: [chained] } : {}),
    ...(figures.length === 0 ? {} : { figures: Object.fromEntries(figures) as unknown }),
  };
}

/** The chain that matters most: from the first root to the first surface that it reaches. */
function chainFrom(i: Incident, from: string): { from: string; to: string } | undefined {
  const pattern = (entity: string): ConditionPattern => ({ entity, conditions: [] });
  const reached = i.surfaces
    .map((s) => keyOf(s.entity))
    .find((to) => to !== from && linked(i, { from: pattern(from), to: pattern(to), direct: false }));
  return reached === undefined ? undefined : { from, to: reached };
}

function surfaceEntry(s: Incident['surfaces'][number]): Readonly<Record<string, unknown>> {
  const from = nearInstant(s.from, 1);
  const to = nearInstant(s.to, 1);
  return {
    entity: keyOf(s.entity),
    impact: s.impact,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}
