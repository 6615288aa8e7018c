/**
 * Which cells of counts to withhold: the small ones (primary suppression), and others so that no published total gives one away (complementary suppression; Hundepool et
 * al., Statistical Disclosure Control, 2012).
 * @module
 */

/** The totals that are published together: one group of cells each, every cell in one group. */
export type Margin = readonly (readonly number[])[];

/** What is withheld, and of which margins the totals cannot be published. */
export interface Suppression {
  readonly hidden: Uint8Array;
  /** One mark a margin: its totals are withheld, all of them, since the others would give the one away. */
  readonly closed: Uint8Array;
}

/**
 * A cell of 1 to k − 1 people is withheld. In a group whose total is published the withheld cells must be two at least, hold k people together, and be open in what they
 * are; else the smallest cells that are shown and are not zero are withheld too. Then no cell follows from all totals together (a system of equations without a row for one
 * cell alone). Cells of equal counts are withheld together, so that neither the order of cells nor the rule itself gives one away.
 */
export function suppress(counts: readonly number[], margins: readonly Margin[], k: number): Suppression {
  const hidden = Uint8Array.from(counts, (n) => (n > 0 && n < k ? 1 : 0));
  const closed = new Uint8Array(margins.length);
  for (let changed = true; changed;) {
    changed = false;
    for (const [at, margin] of margins.entries()) {
      for (const group of margin) {
        while (!closed[at] && !isSafe(group, counts, hidden, k)) {
          if (!hideMore(group, counts, hidden)) closed[at] = 1;
          changed = true;
        }
      }
    }
    if (changed) continue;
    const open = margins.filter((_, at) => !closed[at]);
    const given = open.length > 1 ? firstDetermined(open.flat(), hidden) : -1;
    if (given < 0) break;
    changed = true;
    const around = open.flatMap((margin) => margin.filter((group) => group.includes(given)));
    if (!around.some((group) => hideMore(group, counts, hidden))) closed[margins.indexOf(open.at(-1)!)] = 1;
  }
  return { hidden, closed };
}

function isSafe(group: readonly number[], counts: readonly number[], hidden: Uint8Array, k: number): boolean {
  let [n, sum, large] = [0, 0, false];
  for (const cell of group) {
    if (!hidden[cell]) continue;
    n++;
    sum += counts[cell];
    large ||= counts[cell] >= k;
  }
  // all of one person, or all of k - 1: then the total says what each of them is
  return n === 0 || (n > 1 && sum >= k && sum > n && (large || sum < n * (k - 1)));
}

/** Withholds the smallest cells that are shown, zeros aside. Were there any? */
function hideMore(group: readonly number[], counts: readonly number[], hidden: Uint8Array): boolean {
  let least = Infinity;
  for (const cell of group) if (!hidden[cell] && counts[cell] > 0 && counts[cell] < least) least = counts[cell];
  if (least === Infinity) return false;
  for (const cell of group) if (counts[cell] === least) hidden[cell] = 1;
  return true;
}

/** The first withheld cell that follows from all totals together, −1 for none: after Gauss-Jordan elimination its equation names no other. */
function firstDetermined(groups: readonly (readonly number[])[], hidden: Uint8Array): number {
  const unknowns = Array.from(hidden.keys()).filter((cell) => hidden[cell]);
  const place = new Map(unknowns.map((cell, at) => [cell, at]));
  const rows = groups.map((group) => {
    const row = new Float64Array(unknowns.length);
    for (const cell of group) if (hidden[cell]) row[place.get(cell)!] = 1;
    return row;
  });
  let rank = 0;
  for (let column = 0; column < unknowns.length && rank < rows.length; column++) {
    const pivot = rows.findIndex((row, r) => r >= rank && Math.abs(row[column]) > 1e-9);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot], rows[rank]];
    const own = rows[rank].map((value, _, row) => value / row[column]);
    rows[rank] = own;
    for (const [r, row] of rows.entries()) {
      const factor = row[column];
      if (r !== rank && factor !== 0) for (let c = column; c < row.length; c++) row[c] -= factor * own[c];
    }
    rank++;
  }
  for (const row of rows.slice(0, rank)) {
    const named = unknowns.filter((_, at) => Math.abs(row[at]) > 1e-9);
    if (named.length === 1) return named[0];
  }
  return -1;
}
