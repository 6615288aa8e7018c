/**
 * Missing values: null, undefined and NaN always are, texts where a caller says which.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { gapsOf, type Column } from './column.js';

/**
 * Texts that stand for a missing value, compared without the spaces around them: a list for all columns (`['', 'NA']`), or lists by column, where `'*'` is every
 * column that is not named (`{ income: ['', '-'], '*': ['NA'] }`).
 */
export type MissingTexts = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** What stands for a missing value in a file, unless the caller says otherwise. */
export const ONLY_EMPTY: ReadonlySet<string> = /* @__PURE__ */ new Set(['']);

/** A list of texts that stand for a missing value, checked. @param where - what it is the list of @throws KindredError `invalid-option` */
export function missingList(list: unknown, where = 'missing'): ReadonlySet<string> {
  if (!Array.isArray(list) || !list.every((text) => typeof text === 'string'))
    throw new KindredError('invalid-option', mustBe(where, "a list of texts such as ['', 'NA']", list));
  return new Set(list.map((text: string) => text.trim()));
}

/**
 * The texts that stand for a missing value, by column.
 * @throws KindredError `invalid-option`; `unknown-column` for lists of a column that is not there
 */
export function missingTexts(given: MissingTexts, columns: readonly string[]): (name: string) => ReadonlySet<string> {
  if (Array.isArray(given) || given === null || typeof given !== 'object') {
    const all = missingList(given);
    return () => all;
  }
  const lists = new Map(Object.entries(given).map(([name, list]) => [name, missingList(list, `missing.${name}`)]));
  for (const name of lists.keys()) {
    if (name !== '*' && !columns.includes(name))
      throw new KindredError(
        'unknown-column',
        `"missing" names the column ${show(name)}${nearMiss(name, columns)}; there are: ${columns.join(', ')}`,
      );
  }
  const others = lists.get('*') ?? new Set<string>();
  return (name) => lists.get(name) ?? others;
}

/** The rows without a gap, marked, and how many gaps each column has. */
export function completeRows(columns: readonly Column[], nRows: number): { keep: Uint8Array; nKept: number; nMissing: number[] } {
  const keep = new Uint8Array(nRows).fill(1);
  const nMissing = columns.map((column) => {
    const gaps = gapsOf(column);
    let n = 0;
    for (let row = 0; row < nRows; row++) {
      if (gaps[row] === 0) continue;
      keep[row] = 0;
      n++;
    }
    return n;
  });
  let nKept = 0;
  for (let row = 0; row < nRows; row++) nKept += keep[row];
  return { keep, nKept, nMissing };
}
