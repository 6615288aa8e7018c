/**
 * Layouts: how the rows of a file become rows of orders.
 * @module
 */
import { KindredError, show } from '../errors.js';
import type { NumberRole } from './amounts.js';
import { checkNamed, MANY, plainColumns } from './columns.js';
import { plainName } from './guess-columns.js';
import { REQUIRED, type OrderColumns, type Role } from './roles.js';

/** How the rows of a file are read. */
export interface Layout {
  readonly name: string;
  /** Where the cells of a role stand in the rows that `arrange` gives; `left_out` holds a reason, empty for rows that count. */
  readonly at: Readonly<Partial<Record<Role | NumberRole | 'left_out', number>>>;
  /** The column of the file that a role is read from, for messages. */
  readonly columns: Readonly<Partial<Record<Role | NumberRole, string>>>;
  /** Rows as they come from the file, made into rows with one item each; `from[r]` is the row that row r comes from, itself where there is no `from`. */
  readonly arrange?: (rows: string[][], lineOf: (row: number) => number) => { rows: string[][]; from?: number[] };
  /** Where the numbers are no text of the file, but made by the reader. */
  readonly decimal?: '.';
  /** Rows [from, to) that the file has again further down; it grows as rows are arranged. */
  readonly replaced?: readonly (readonly [from: number, to: number])[];
  /** What the user should know of the rows read. */
  readonly found?: () => string[];
}

/** Rows made by a reader; `total` is of the line, `returned` are pieces of it. */
export const MADE = {
  customer: 0, order: 1, item: 2, quantity: 3, price: 4, time: 5, name: 6, currency: 7, left_out: 8, total: 9, returned: 10,
} as const; // prettier-ignore

interface Finder {
  /** Places by name, however that is punctuated. */
  readonly plain: ReadonlyMap<string, number>;
  find(...names: string[]): number;
  role(which: Role, ...names: string[]): number;
}

/** Finds columns by role: as named, or by the first of some names, however they are punctuated; −1 where there is none. */
export function finder(header: readonly string[], named: Partial<OrderColumns>): Finder {
  const plain = new Map<string, number>();
  header.forEach((name, i) => plain.has(plainName(name)) || plain.set(plainName(name), i));
  const find = (...names: string[]) => {
    for (const name of names) if (plain.has(name)) return plain.get(name)!;
    return -1;
  };
  const role = (which: Role, ...names: string[]) => (named[which] === undefined ? find(...names) : header.indexOf(named[which]));
  return { plain, find, role };
}

/** A file with one row an item and its columns by name. */
function plainLayout(header: readonly string[], named: Partial<OrderColumns>): Layout | undefined {
  const found = plainColumns(header, named);
  if (!found) return undefined;
  for (const column of Object.values(found.columns)) {
    if (header.indexOf(column) !== header.lastIndexOf(column))
      throw new KindredError('invalid-data', `the header names the column ${show(column)} twice`);
  }
  const at = Object.fromEntries(Object.entries(found.columns).map(([role, column]) => [role, header.indexOf(column as string)]));
  return { name: found.name, at, columns: found.columns };
}

/**
 * The layout of a header, undefined where none is known.
 * @throws KindredError `unknown-column`, `unknown-option` for columns that are named wrongly
 */
export function recognize(
  header: readonly string[],
  named: Partial<OrderColumns>,
  shops: readonly ((header: readonly string[], named: Partial<OrderColumns>) => Layout | undefined)[],
): Layout | undefined {
  checkNamed(header, named);
  const complete = REQUIRED.every((role) => named[role] !== undefined);
  if (!complete && header.length <= MANY)
    for (const shop of shops) {
      const layout = shop(header, named);
      if (layout) return layout;
    }
  return plainLayout(header, named);
}

/** A text without the apostrophe that keeps a spreadsheet from reading it as a number. */
export const withoutApostrophe = (text: string): string => (text.charCodeAt(0) === 39 ? text.slice(1) : text);
