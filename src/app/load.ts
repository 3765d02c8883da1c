import { readFile } from 'node:fs/promises';
import { digNumber, isObject } from '../base/index.js';
import { InputError } from '../intake/index.js';
import type { Analysis } from '../model/index.js';

/** Reads a saved analysis.json. Files of another schema are refused in so many words. */
export async function loadAnalysis(path: string): Promise<Analysis> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new InputError(path, `${path}: cannot be read`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(path, `${path}: not JSON`);
  }
  if (!isObject(value) || digNumber(value, 'schemaVersion') !== 1 || !Array.isArray(value['incidents'])) {
    throw new InputError(path, `${path}: not an analysis.json of schema version 1`);
  }
  const { background, series } = value;
  return { ...value, background: background ?? [], series: series ?? [] } as unknown as Analysis;
}
