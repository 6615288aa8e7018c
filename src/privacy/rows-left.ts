/**
 * What is left of a table or of interactions once some people are gone: as if they had never been there, in the dictionaries of its columns too.
 * @module
 */
import type { Column } from '../data/column.js';
import type { Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';

/** A table without some rows. */
export interface TableLeft {
  readonly table: Table;
  readonly nDropped: number;
}

/** Interactions without some events. */
export interface InteractionsLeft<U extends Id, I extends Id> {
  readonly interactions: Interactions<U, I>;
  /** Events. */
  readonly nDropped: number;
}

/**
 * Without the rows in which one of the columns names somebody who is gone.
 * @throws KindredError `unknown-column`; `invalid-option` for no columns; `invalid-data` for a column of dates or booleans
 */
export function withoutRows(table: Table, columns: readonly string[], isGone: (id: Id) => boolean, where = 'table'): TableLeft {
  if (!(table instanceof Table)) throw new KindredError('invalid-data', mustBe(where, 'a Table', table));
  if (!Array.isArray(columns) || columns.length === 0)
    throw new KindredError('invalid-option', mustBe('columns', 'a list of at least one column that holds ids', columns));
  const keep = new Uint8Array(table.nRows).fill(1);
  const stale = new Set<string>();
  for (const name of columns) {
    const isGoneAt = goneIn(name, table.column(name), isGone);
    for (let row = 0; row < keep.length; row++) if (isGoneAt(row)) keep[row] = 0;
    const column = table.column(name);
    if (column.kind === 'category' && column.categories.some(isGone)) stale.add(name);
  }
  return keepRows(table, keep, (name, text) => stale.has(name) && isGone(text));
}

/** The rows marked; a category that is only in rows that go goes with them. */
export function keepRows(table: Table, keep: Uint8Array, isStale: (column: string, category: string) => boolean = () => false): TableLeft {
  const nDropped = keep.reduce((sum, mark) => sum + 1 - mark, 0);
  const left = nDropped === 0 ? table : table.filter(keep);
  const columns = left.columns.map((name): [string, Column] => [
    name,
    withoutStale(table.column(name), left.column(name), (text) => isStale(name, text)),
  ]);
  const same = left === table && columns.every(([name, column]) => column === table.column(name));
  return { table: same ? table : Table.of(columns, left.nRows), nDropped };
}

/** Without the events of users who are gone. @throws KindredError `invalid-data` */
export function withoutUsers<U extends Id, I extends Id>(
  interactions: Interactions<U, I>,
  isGone: (id: Id) => boolean,
): InteractionsLeft<U, I> {
  if (!(interactions instanceof Interactions)) throw new KindredError('invalid-data', mustBe('interactions', 'Interactions', interactions));
  const gone = interactions.users.values.map(isGone);
  if (!gone.includes(true)) return { interactions, nDropped: 0 };
  const left = interactions.filterEvents((user) => !gone[user]);
  return { interactions: left, nDropped: interactions.nEvents - left.nEvents };
}

/** Columns of texts, besides those that hold ids, in which whole cells name somebody who is gone. */
export function alsoNaming(table: Table, columns: readonly string[], isGone: (id: Id) => boolean): { column: string; nRows: number }[] {
  return table.columns.flatMap((name) => {
    const column = table.column(name);
    if (columns.includes(name) || (column.kind !== 'text' && column.kind !== 'category')) return [];
    const isGoneAt = goneIn(name, column, isGone);
    let nRows = 0;
    for (let row = 0; row < table.nRows; row++) if (isGoneAt(row)) nRows++;
    return nRows === 0 ? [] : [{ column: name, nRows }];
  });
}

function goneIn(name: string, column: Column, isGone: (id: Id) => boolean): (row: number) => boolean {
  if (column.kind === 'category') {
    const gone = column.categories.map(isGone);
    return (row) => column.codes[row] >= 0 && gone[column.codes[row]];
  }
  if (column.kind === 'date' || column.kind === 'boolean')
    throw new KindredError('invalid-data', `column ${show(name)} must hold ids, texts or numbers: it is of kind ${column.kind}`);
  const { values } = column;
  return (row) => {
    const id = values[row];
    return id !== null && !Number.isNaN(id) && isGone(id);
  };
}

function withoutStale(before: Column, after: Column, isStale: (category: string) => boolean): Column {
  if (before.kind !== 'category' || after.kind !== 'category') return after;
  const [was, is] = [before, after].map(({ codes, categories }) => {
    const used = new Uint8Array(categories.length);
    for (const code of codes) if (code >= 0) used[code] = 1;
    return used;
  });
  const kept = before.categories.map((text, code) => is[code] === 1 || (was[code] === 0 && !isStale(text)));
  if (!kept.includes(false)) return after;
  let size = 0;
  const moved = kept.map((keeps) => (keeps ? size++ : -1));
  const codes = after.codes.map((code) => (code < 0 ? -1 : moved[code]));
  return { kind: 'category', codes, categories: before.categories.filter((_, code) => kept[code]) };
}
