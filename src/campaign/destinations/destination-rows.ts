/**
 * Rows of a file in an order of their own, one for each person that the platform can tell.
 * @module
 */
import type { DestinationRow } from './destination.js';
import type { Fault } from './not-written.js';

const nFilled = ({ cells }: DestinationRow) => cells.filter((cell) => cell !== '').length;
const textOf = ({ cells }: DestinationRow) => cells.join('\n');
const byText = (a: DestinationRow, b: DestinationRow) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0);
/** The row with the most cells filled first. */
export const byFullness = (a: DestinationRow, b: DestinationRow) => nFilled(b) - nFilled(a) || byText(a, b);

/** One row for each e-mail address, or, of rows without one, for the same keys: the fullest. Sorted. */
export function distinctRows(rows: readonly DestinationRow[], count: Fault): DestinationRow[] {
  const taken = new Set<string>();
  const kept = [...rows].sort(byFullness).filter(({ keys }) => {
    const emails = keys.map(({ text }) => text).filter((text) => text.startsWith('email:'));
    const names = emails.length > 0 ? emails : [keys.map(({ text }) => text).join(' ')];
    const isTaken = names.some((name) => taken.has(name));
    for (const name of isTaken ? [] : names) taken.add(name);
    if (isTaken) count('same-key');
    return !isTaken;
  });
  return kept.sort(byText);
}
