/**
 * Reasons not to count rows.
 * @module
 */
import { categoryBuilder } from '../data/category-builder.js';
import type { Column } from '../data/table.js';

type Category = Extract<Column, { kind: 'category' }>;

/** Reasons, with others for some rows: those that `stronger` gives count before the ones that rows have, those of `weaker` behind them. */
export function withReasons(
  left: Category | undefined,
  nRows: number,
  { stronger, weaker }: { stronger?: (row: number) => string | undefined; weaker?: (row: number) => string | undefined },
): Category {
  const builder = categoryBuilder();
  const had = (row: number) => (left && left.codes[row] >= 0 ? left.categories[left.codes[row]] : undefined);
  const rows: string[][] = [];
  for (let row = 0; row < nRows; row++) rows.push([stronger?.(row) ?? had(row) ?? weaker?.(row) ?? '']);
  builder.addAll(rows, 0);
  return builder.finish();
}
