/**
 * Category columns that grow cell by cell: texts become numbers as they come, and their dictionary is sorted at the end.
 * @module
 */
import type { ColumnBuilder } from './column-builder.js';
import type { Column } from './column.js';
import { detached, Growing } from './growing.js';
import { ONLY_EMPTY } from './missing.js';

/** A category column in the making. */
export interface CategoryBuilder extends ColumnBuilder {
  /** Of the texts in the order in which they came; −1 where there was none. */
  readonly codes: Growing<Int32Array>;
  finish(): Extract<Column, { kind: 'category' }>;
}

/**
 * @param guide - a column that was added before and mostly decides what this one holds, as an item decides its name
 * @param spelling - makes different spellings of a text one
 * @param missing - as of `CellRules`
 */
export function categoryBuilder(
  guide?: CategoryBuilder,
  spelling: (text: string) => string = (text) => text,
  missing: ReadonlySet<string> = ONLY_EMPTY,
): CategoryBuilder {
  const codes = new Growing(new Int32Array(1024));
  const seen = new Map([...missing].map((text) => [text, -1])); // with their spaces as well
  const found: string[] = [];
  const besides: number[] = [];
  let lastCell: string | undefined;
  let lastCode = -1;
  const number = (cell: string) => {
    const text = spelling(cell.trim());
    let code = seen.get(text);
    if (code === undefined) {
      code = found.push(detached(text)) - 1;
      seen.set(found[code], code);
    }
    if (text !== cell) seen.set(detached(cell), code);
    return code;
  };
  return {
    codes,
    addAll(rows, at) {
      const n = rows.length;
      const first = codes.length;
      const out = codes.room(n);
      const guides = guide?.codes.room(0);
      for (let r = 0; r < n; r++) {
        const cell = rows[r][at];
        if (cell !== lastCell) {
          const beside = guides ? guides[first + r] : -1;
          // to compare two texts costs less than half of looking one up (measured)
          const expected = beside < 0 ? -1 : (besides[beside] ?? -1);
          lastCode = expected >= 0 && found[expected] === cell ? expected : (seen.get(cell) ?? number(cell));
          lastCell = cell;
          if (beside >= 0) besides[beside] = lastCode;
        }
        out[first + r] = lastCode;
      }
      codes.added(n);
      return n;
    },
    finish() {
      const categories = [...found].sort();
      const rank = new Map(categories.map((text, i) => [text, i]));
      const moved = Int32Array.from(found, (text) => rank.get(text)!);
      const sorted = codes.finish();
      for (let row = 0; row < sorted.length; row++) if (sorted[row] >= 0) sorted[row] = moved[sorted[row]];
      return { kind: 'category', codes: sorted, categories };
    },
  };
}
