import type { BrowsePort, Session } from '../app/ports.js';
import { itemAt, OPEN_LENS, parseClause, viewOf, type Lens } from './rows/index.js';
import type { Size } from './state/layout.js';
import { sceneOf, type SceneParts } from './state/scene.js';
import type { UiState } from './state/state.js';
import { settle } from './update/settle.js';

const START = { cursor: 0, top: 0 };

/** The first state: the summary in front, the timeline behind it at T0, the author's session taken up. */
export function initialState(port: BrowsePort, session: Session, size: Size): UiState {
  const parts: SceneParts = {
    title: port.title,
    analysis: port.analysis,
    report: port.report,
    proofs: port.proofs,
    notice: port.notice,
    rows: port.rows,
    abilities: abilitiesOf(port),
  };
  const scene = sceneOf(parts, session, 0);
  const clauses = session.filters.flatMap((text) => {
    const clause = parseClause(text);
    return typeof clause === 'string' ? [] : [clause];
  });
  const lens: Lens = { ...OPEN_LENS, clauses };
  const view = viewOf(scene.table, lens, new Set(), scene.abilities.labels);
  const cursor = scene.t0 === undefined ? 0 : itemAt(scene.table, view, scene.t0);
  return settle({
    scene, incident: 0, size,
    pane: 'summary', lastPane: 'timeline',
    lens, view, open: new Set(), cursor, top: Math.max(0, cursor - 5), across: 0,
    lists: {
      summary: START, timeline: START, lanes: START, chain: START, entity: START,
      evidence: START, report: START, coverage: START, help: START, facets: START,
    },
    detail: true, histogram: true, clock: 'utc', mouse: false,
    entity: undefined, entityAt: undefined, raw: undefined, search: undefined,
    prompt: undefined, typed: {}, overlay: undefined,
    session, past: [], future: [], trail: [], ahead: [],
    message: port.notice === undefined ? undefined : { text: port.notice, tone: 'warn' }, asks: [], leaving: false,
  }); // prettier-ignore
}

function abilitiesOf(port: BrowsePort): SceneParts['abilities'] {
  return {
    pager: port.page !== undefined,
    objects: port.object !== undefined,
    ...(port.describe && { describe: port.describe.bind(port) }),
    ...(port.owners && { owners: port.owners.bind(port) }),
    ...(port.owned && { owned: port.owned.bind(port) }),
    ...(port.labels && { labels: port.labels.bind(port) }),
  };
}
