/**
 * What a table is made of: rows or columns of plain values.
 * @module
 */
import { checkOptions, type Constraints } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import { arrowColumn, isArrow, type ArrowTable } from './arrow.js';
import { checkRowObjects } from './check-source.js';
import { columnFromList } from './column-from-list.js';
import type { Column } from './column.js';
import { missingTexts, type MissingTexts } from './missing.js';

/** Rows (objects with the same names), columns (one list a name) or a table of the package apache-arrow. */
export type TableSource = readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, ArrayLike<unknown>>> | ArrowTable;

/** How values are taken. */
export interface TableOptions {
  /** Texts that stand for a missing value. Default: none; null, undefined and NaN always do. */
  missing?: MissingTexts;
}

const CONSTRAINTS: Constraints<TableOptions> = {
  missing: { default: [], expected: 'lists of texts', accepts: () => true, invalid: [] }, // checked with the columns at hand
};

/** The columns, and how many rows there are even if there is no column. @throws KindredError as `Table.from` */
export function sourceColumns(source: TableSource, options: TableOptions): { columns: [string, Column][]; nRows: number | undefined } {
  if (source === null || typeof source !== 'object')
    throw new KindredError('invalid-data', mustBe('source', 'an array of rows or an object of columns', source));
  const { missing } = checkOptions('Table.from', CONSTRAINTS, options);
  if (isArrow(source)) return fromArrow(source, missing!);
  const rows = Array.isArray(source) ? (source as Readonly<Record<string, unknown>>[]) : undefined;
  const lists = source as Readonly<Record<string, ArrayLike<unknown>>>;
  if (rows) checkRowObjects(rows);
  const names = rows ? namesOf(rows) : Object.keys(lists);
  const textsOf = missingTexts(missing!, names);
  const listOf = (name: string) => rows?.map((row) => (Object.hasOwn(row, name) ? row[name] : null)) ?? lists[name];
  return { columns: names.map((name) => [name, columnFromList(name, listOf(name), textsOf(name))]), nRows: rows?.length };
}

/** Texts that stand for a missing value are looked for in its columns of texts. */
function fromArrow(source: ArrowTable, missing: MissingTexts): ReturnType<typeof sourceColumns> {
  const names = source.schema.fields.map(({ name }) => name);
  const textsOf = missingTexts(missing, names);
  const columnOf = (name: string): Column => {
    const column = arrowColumn(source, name);
    const texts = textsOf(name);
    if (column.kind === 'category') {
      const gone = column.categories.map((text) => texts.has(text.trim()));
      if (!gone.includes(true)) return column;
      const words = Array.from(column.codes, (code) => (code < 0 || gone[code] ? null : column.categories[code]));
      return columnFromList(name, words);
    }
    return column.kind === 'text' ? columnFromList(name, column.values, texts) : column;
  };
  return { columns: names.map((name) => [name, columnOf(name)]), nRows: source.numRows };
}

/** The names in all rows, as they come up. */
function namesOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}
