/**
 * Where treatment was drawn at random, nothing that was known before differs between the arms by more than chance. What does was measured afterwards (another
 * outcome), or the draw was not random.
 * @module
 */
import { cellsOf, type Column } from '../data/column.js';
import type { Table } from '../data/table.js';
import { CONTROL, type Arms } from './arms.js';

/** Chance alone gives so many standard errors once in 150,000. */
const SUSPICIOUS = 4.5;

/** The columns that differ between a treatment and the control, by how many standard errors at most. */
export function unbalanced(X: Table, { treatments, codes }: Arms): { readonly column: string; readonly z: number }[] {
  const found = X.columns.map((column) => {
    let most = 0;
    for (const values of indicatorsOf(X.column(column)))
      for (const place of treatments.keys()) most = Math.max(most, distance(values, codes, place));
    return { column, z: most };
  });
  return found.filter(({ z }) => z > SUSPICIOUS);
}

/** Numbers as they are, of categories 1 and 0 for each. */
function* indicatorsOf(column: Column): Generator<(i: number) => number> {
  if (column.kind === 'number' || column.kind === 'date') return yield (i) => column.values[i];
  const cell = cellsOf(column);
  const seen = new Set(Array.from({ length: column.kind === 'category' ? column.codes.length : column.values.length }, (_, i) => cell(i)));
  for (const value of seen) yield (i) => (cell(i) === value ? 1 : 0);
}

/**
 * The difference of two means in standard errors; missing numbers are left out. Infinity where each arm has a value of its own. Counted from a value of the column, so
 * that nothing is lost of large ones, and rounding makes no difference of one that is the same everywhere.
 */
function distance(value: (i: number) => number, codes: Int32Array, place: number): number {
  let origin = 0;
  for (let i = 0; i < codes.length; i++)
    if (!Number.isNaN(value(i))) {
      origin = value(i);
      break;
    }
  const [a, b] = [place, CONTROL].map((arm) => {
    let [n, sum, squares] = [0, 0, 0];
    for (let i = 0; i < codes.length; i++) {
      const v = value(i) - origin;
      if (codes[i] !== arm || Number.isNaN(v)) continue;
      n++;
      const d = v - sum / Math.max(1, n - 1);
      sum += v;
      squares += n > 1 ? d * (v - sum / n) : 0; // Welford 1962
    }
    return { mean: sum / n, error: squares / n / n };
  });
  const error = Math.sqrt(a.error + b.error);
  const difference = Math.abs(a.mean - b.mean);
  return difference > 0 ? difference / error : 0; // over an error of 0: Infinity
}
