/**
 * Row: the cells of one row by column name, read when they are asked for.
 * @module
 */
import { KindredError, nearMiss, show } from '../errors.js';
import { cellsOf, type Cell, type Column } from './column.js';

/** The cells of a row by column name: a number, text, boolean or Date, null where the value is missing. */
export type Row = Readonly<Record<string, Cell>>;

/** One object for all rows of a table, no copy: `moveTo` says which row it shows. A column that is not there is an error, not undefined. */
export function rowCursor(columns: ReadonlyMap<string, Column>): { row: Row; moveTo(row: number): void } {
  let at = 0;
  const names = [...columns.keys()];
  const unknown = new Proxy(Object.prototype, {
    get(target, name) {
      // what JSON, promises and the like ask any object for
      if (typeof name === 'symbol' || name in target || name === 'toJSON' || name === 'then') return Reflect.get(target, name) as unknown;
      throw new KindredError('unknown-column', `the row has no column ${show(name)}${nearMiss(name, names)}; it has: ${names.join(', ')}`);
    },
  });
  const row = Object.create(unknown) as Row;
  for (const [name, column] of columns) {
    const cell = cellsOf(column);
    Object.defineProperty(row, name, { get: () => cell(at), enumerable: true });
  }
  // console.log of Node asks for names of its own
  Object.defineProperty(row, Symbol.for('nodejs.util.inspect.custom'), { value: () => ({ ...row }) });
  return { row: Object.freeze(row), moveTo: (to) => void (at = to) };
}
