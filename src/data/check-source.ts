/**
 * What rows and columns given by a caller must be.
 * @module
 */
import { KindredError, show } from '../errors.js';

/** @throws KindredError `invalid-data` naming the first row that is no object */
export function checkRowObjects(rows: readonly unknown[]): void {
  rows.forEach((row, r) => {
    if (row === null || typeof row !== 'object') throw new KindredError('invalid-data', `row ${r + 1} must be an object, got ${show(row)}`);
  });
}

/** @throws KindredError `invalid-data` for what has no length and cells */
export function checkList(name: string, list: unknown): void {
  if (list === null || typeof list !== 'object' || typeof (list as { length?: unknown }).length !== 'number') {
    throw new KindredError('invalid-data', `column ${show(name)} must be a list, got ${show(list)}`);
  }
}
