/**
 * Rows of a file in an order of their own, one for each person that the platform can tell.
 * @module
 */
import type { DestinationRow } from './destination.js';
import type { Fault } from './not-written.js';

/** A row with what it is sorted by, which is costly to make. */
interface Sortable {
  readonly row: DestinationRow;
  readonly text: string;
  readonly nFilled: number;
}

const sortable = (row: DestinationRow): Sortable => ({
  row,
  text: row.cells.join('\n'),
  nFilled: row.cells.filter((cell) => cell !== '').length,
});
const byText = (a: Sortable, b: Sortable) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
const byFullness = (a: Sortable, b: Sortable) => b.nFilled - a.nFilled || byText(a, b);

/** The row with the most cells filled; of several the first in the order of texts. */
export const fullestOf = (rows: readonly DestinationRow[]): DestinationRow => rows.map(sortable).sort(byFullness)[0].row;

/** One row for each e-mail address, or, of rows without one, for the same keys: the fullest. Sorted. */
export function distinctRows(rows: readonly DestinationRow[], count: Fault): DestinationRow[] {
  const taken = new Set<string>();
  const kept = rows
    .map(sortable)
    .sort(byFullness)
    .filter(({ row: { keys } }) => {
      const emails = keys.map(({ text }) => text).filter((text) => text.startsWith('email:'));
      const names = emails.length > 0 ? emails : [keys.map(({ text }) => text).join(' ')];
      const isTaken = names.some((name) => taken.has(name));
      for (const name of isTaken ? [] : names) taken.add(name);
      if (isTaken) count('same-key');
      return !isTaken;
    });
  return kept.sort(byText).map(({ row }) => row);
}
