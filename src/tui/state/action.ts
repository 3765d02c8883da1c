import type { Honoured, MarkName, RawContext } from '../../app/ports.js';
import type { EntityKey } from '../../model/index.js';
import type { PaneId, PromptKind } from './state.js';

/** All that can happen to the state: what keys mean, and what comes back from outside. */
export type UiAction =
  | { readonly kind: 'move'; readonly by: number; readonly unit: 'line' | 'half' | 'page' | 'all' }
  | { readonly kind: 'across'; readonly by: number }
  | { readonly kind: 'pane'; readonly to: PaneId }
  | { readonly kind: 'pane-step'; readonly by: 1 | -1 }
  | { readonly kind: 'last-pane' }
  | { readonly kind: 'trail'; readonly by: 1 | -1 }
  | { readonly kind: 'seek'; readonly what: SeekTarget; readonly by: 1 | -1 }
  | { readonly kind: 'open' }
  | { readonly kind: 'detail' }
  | { readonly kind: 'histogram' }
  | { readonly kind: 'overlay'; readonly which: 'help' | 'facets' }
  | { readonly kind: 'back' }
  | { readonly kind: 'escape' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'prompt'; readonly which: PromptKind }
  | { readonly kind: 'type'; readonly key: string; readonly text?: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'filters-toggle' }
  | { readonly kind: 'filter-pop' }
  | { readonly kind: 'floor' }
  | { readonly kind: 'focus' }
  | { readonly kind: 'fold'; readonly which: 'all' | 'here' }
  | { readonly kind: 'window'; readonly micros: number | undefined }
  | { readonly kind: 'zoom'; readonly by: 1 | -1 }
  | { readonly kind: 'pan'; readonly by: 1 | -1 }
  | { readonly kind: 'clock' }
  | { readonly kind: 'mark'; readonly name: MarkName }
  | { readonly kind: 'judge'; readonly verdict: 'pinned' | 'rejected' }
  | { readonly kind: 'bookmark'; readonly range: boolean }
  | { readonly kind: 'evidence' }
  | { readonly kind: 'page-out' }
  | { readonly kind: 'entity' }
  | { readonly kind: 'owner' }
  | { readonly kind: 'object' }
  | { readonly kind: 'cause' }
  | { readonly kind: 'effect' }
  | { readonly kind: 'incident'; readonly by: 1 | -1 }
  | { readonly kind: 'copy' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'wheel'; readonly by: number }
  | {
      readonly kind: 'context-read';
      readonly source: string;
      readonly offset: number;
      readonly context: RawContext | string;
    }
  | { readonly kind: 'object-read'; readonly entity: EntityKey; readonly text: string | undefined }
  | { readonly kind: 'honoured'; readonly honoured: Honoured }
  | { readonly kind: 'counted'; readonly prompt: PromptKind; readonly text: string; readonly preview: string }
  | { readonly kind: 'told'; readonly text: string; readonly failed: boolean };

export type SeekTarget = 'error' | 'warning' | 'gap' | 'same-entity' | 'bookmark' | 'hit';
