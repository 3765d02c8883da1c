import { core } from './core.js';
import { drawerParts } from './drawer-parts.js';
import { drawer } from './drawer.js';
import { graph } from './graph.js';
import { page } from './page.js';
import { timelineCanvas } from './timeline-canvas.js';
import { timelineInput } from './timeline-input.js';
import { timelineList } from './timeline-list.js';
import { timelineMini } from './timeline-mini.js';
import { timelineModel } from './timeline-model.js';

/**
 * The page's script: plain JavaScript kept as text, since it runs in the reader's browser and is put
 * into the page as it stands. It reads the data of the page, writes text nodes only, and loads nothing.
 */
export function clientScript(): string {
  const parts = [core, drawerParts, drawer, timelineModel, timelineCanvas, timelineMini, timelineList, timelineInput, graph, page]; // prettier-ignore
  return `(() => {\n'use strict';\n${parts.map((p) => p.trim()).join('\n\n')}\n})();`;
}
