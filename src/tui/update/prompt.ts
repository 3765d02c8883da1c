import { ask, say, type Prompt, type PromptKind, type UiState } from '../state/state.js';
import { addEvent, bookmarkHere, noteHere, writeNote, writeTags } from './author.js';
import { completed, previewCommand, runCommand } from './command.js';
import { addClause } from './lens.js';
import { search } from './move.js';

/** What stands before the text of each prompt. */
export const PROMPT_SIGNS: Readonly<Record<PromptKind, string>> = {
  search: '/', filter: '&', command: ':', note: 'note: ', tag: 'tags: ', event: 'event: ', save: 'save view (text, csv or jsonl, then a file): ',
}; // prettier-ignore

export function openPrompt(state: UiState, kind: PromptKind): UiState {
  const text =
    kind === 'note'
      ? noteHere(state)
      : kind === 'tag'
        ? (bookmarkHere(state)?.tags.join(' ') ?? '')
        : kind === 'save'
          ? 'text'
          : '';
  const preview = kind === 'command' ? previewCommand('') : '';
  return {
    ...state,
    prompt: { kind, text, caret: [...text].length, preview, recalled: 0 },
    overlay: undefined,
  };
}

/** One key in the prompt. Keys typed here never mean commands. */
export function typeKey(state: UiState, key: string, text: string | undefined): UiState {
  const { prompt } = state;
  if (prompt === undefined) return state;
  switch (key) {
    case 'esc':
    case 'ctrl-g':
      return { ...state, prompt: undefined };
    case 'enter':
      return submit({ ...state, prompt: undefined }, prompt);
    case 'up':
    case 'down':
      return recall(state, prompt, key === 'up' ? 1 : -1);
    case 'tab':
      return prompt.kind === 'command' ? edited(state, prompt, completed(prompt.text)) : state;
    case 'backspace':
      if (prompt.text === '') return { ...state, prompt: undefined };
      break;
    default:
  }
  const next = edit(prompt, key, text);
  if (next === undefined) return state;
  if (next.text === prompt.text) return { ...state, prompt: { ...prompt, caret: next.caret } };
  return edited(state, prompt, next.text, next.caret);
}

interface Edited {
  readonly text: string;
  readonly caret: number;
}

/** Line editing as shells do it. */
function edit(prompt: Prompt, key: string, text: string | undefined): Edited | undefined {
  const chars = [...prompt.text];
  const { caret } = prompt;
  const joined = (from: number, to: number, put = ''): Edited => ({
    text: [...chars.slice(0, from), put, ...chars.slice(to)].join(''),
    caret: from + [...put].length,
  });
  switch (key) {
    case 'left':
      return { text: prompt.text, caret: Math.max(0, caret - 1) };
    case 'right':
      return { text: prompt.text, caret: Math.min(chars.length, caret + 1) };
    case 'home':
    case 'ctrl-a':
      return { text: prompt.text, caret: 0 };
    case 'end':
    case 'ctrl-e':
      return { text: prompt.text, caret: chars.length };
    case 'backspace':
      return joined(Math.max(0, caret - 1), caret);
    case 'delete':
    case 'ctrl-d':
      return joined(caret, caret + 1);
    case 'ctrl-u':
      return joined(0, caret);
    case 'ctrl-k':
      return joined(caret, chars.length);
    case 'ctrl-w':
      return joined(
        [
          ...chars
            .slice(0, caret)
            .join('')
            .replace(/\S*\s*$/, ''),
        ].length,
        caret,
      );
    default:
      return text === undefined ? undefined : joined(caret, caret, text);
  }
}

/** Text that came in one piece: line breaks in it do not submit. */
export function pasteText(state: UiState, text: string): UiState {
  return typeKey(state, 'paste', text.replace(/\s*[\r\n]+\s*/g, ' '));
}

function edited(state: UiState, prompt: Prompt, text: string, caret = [...text].length): UiState {
  const preview = prompt.kind === 'command' ? previewCommand(text) : '';
  const next = { ...state, prompt: { ...prompt, text, caret, preview, recalled: 0 } };
  const counts = (prompt.kind === 'search' || prompt.kind === 'filter') && text.trim().length > 0;
  return counts ? ask(next, { kind: 'count', prompt: prompt.kind, text }) : next;
}

function recall(state: UiState, prompt: Prompt, by: 1 | -1): UiState {
  const before = state.typed[prompt.kind] ?? [];
  const recalled = Math.max(0, Math.min(before.length, prompt.recalled + by));
  const text = recalled === 0 ? '' : (before.at(-recalled) ?? '');
  return { ...state, prompt: { ...prompt, text, caret: [...text].length, recalled } };
}

const TYPED_KEPT = 50;

function submit(state: UiState, prompt: Prompt): UiState {
  const text = prompt.text.trim();
  const before = (state.typed[prompt.kind] ?? []).filter((t) => t !== text);
  const typed = { ...state.typed, [prompt.kind]: [...before.slice(1 - TYPED_KEPT), text] };
  const next = text === '' ? state : { ...state, typed };
  switch (prompt.kind) {
    case 'search':
      return submitSearch(next, text);
    case 'filter':
      return addClause(next, text);
    case 'command':
      return runCommand(next, text);
    case 'note':
      return writeNote(next, text);
    case 'tag':
      return writeTags(next, text);
    case 'event':
      return addEvent(next, text);
    case 'save':
      return runCommand(next, `export ${text}`);
  }
}

/** Hands that know k9s type filters after the slash: "!", "-l" and "-f" are filters here too. */
function submitSearch(state: UiState, text: string): UiState {
  return /^(!|-l |-f )/.test(text) ? addClause(state, text) : search(state, text);
}

/** The count of what the prompt would find has come. */
export function counted(state: UiState, kind: PromptKind, text: string, preview: string): UiState {
  const { prompt } = state;
  if (prompt?.kind !== kind || prompt.text !== text) return state;
  return { ...state, prompt: { ...prompt, preview } };
}

/** Told something by the world outside. */
export function told(state: UiState, text: string, failed: boolean): UiState {
  return say(state, text, failed ? 'fail' : 'good');
}
