/**
 * The columns of an orders file by the names in its header.
 * @module
 */
import type { KindredError } from '../errors.js';
import { nearMiss, show } from '../errors.js';
import { listed } from './csv.js';
import { guessColumns } from './guess-columns.js';
import { asking } from './question.js';
import { checkRole, isRequired, KINDS, type OrderColumns, type Role } from './roles.js';

/** Columns that are looked through: no orders file has more, and one that is none may have millions. */
export const MANY = 1000;

/** Layouts that are recognized by the names in the header. */
const LAYOUTS: readonly { readonly name: string; readonly columns: OrderColumns }[] = [
  {
    name: 'invoice lines',
    columns: {
      customer: 'CustomerID',
      order: 'InvoiceNo',
      item: 'StockCode',
      quantity: 'Quantity',
      price: 'UnitPrice',
      time: 'InvoiceDate',
      name: 'Description',
    },
  },
  {
    name: 'columns of kindred',
    columns: {
      customer: 'customer',
      order: 'order',
      item: 'item',
      quantity: 'quantity',
      price: 'price',
      time: 'time',
      name: 'name',
      currency: 'currency',
    },
  },
];

/** @throws KindredError `unknown-option` for a role that orders do not have, `unknown-column` for a column that the header does not */
export function checkNamed(header: readonly string[], named: Partial<OrderColumns>): void {
  for (const [role, column] of Object.entries(named)) {
    checkRole(role);
    if (column !== undefined && !header.includes(column)) {
      const message = `the file has no column ${show(column)} (for the ${role})${nearMiss(column, header)}; it has: ${listed(header)}`;
      throw asking({ question: { about: 'columns', choices: header, header }, message }, 'unknown-column');
    }
  }
}

/** The columns of a plain file: those named, the others by the first layout that fits; undefined where none does. */
export function plainColumns(
  header: readonly string[],
  named: Partial<OrderColumns>,
): { readonly name: string; readonly columns: OrderColumns } | undefined {
  const given = Object.fromEntries(Object.entries(named).filter(([, column]) => column !== undefined));
  const there = new Set(header);
  const inLowerCase = new Map(
    header
      .slice(0, MANY)
      .map((name) => [name.toLowerCase(), name] as const)
      .reverse(),
  );
  const asThere = (name: string) => (there.has(name) ? name : (inLowerCase.get(name.toLowerCase()) ?? name));
  for (const layout of LAYOUTS) {
    const usual = Object.fromEntries(Object.entries(layout.columns).map(([role, name]) => [role, asThere(name as string)]));
    const columns = Object.entries({ ...usual, ...given }).filter(([role, column]) => isRequired(role) || there.has(column as string));
    if (!columns.every(([, column]) => there.has(column as string))) continue;
    const name = Object.keys(given).some(isRequired) ? 'columns as named' : layout.name;
    return { name, columns: Object.fromEntries(columns) as unknown as OrderColumns };
  }
  return undefined;
}

/** The error for a header that no layout fits; it says what the columns may be, as words for the command. */
export function unknownColumns(header: readonly string[], named: Partial<OrderColumns>): KindredError {
  const guesses = guessColumns(header.slice(0, MANY), named);
  const flags = (Object.keys(KINDS) as Role[])
    .filter((role) => named[role] === undefined && (isRequired(role) || guesses[role] !== undefined))
    .map((role) => `--${role} ${guesses[role] === undefined ? 'COLUMN' : shellWord(guesses[role])}`);
  const message = `the columns of the file are not known: ${listed(header)}. Say which is which: ${flags.join(' ')}${header.length > 1 ? '' : '; or, if a mark separates more columns, by which: --delimiter MARK'}`;
  return asking({ question: { about: 'columns', choices: header, header }, message }, 'unknown-column');
}

/** A name as one word for a shell. */
function shellWord(name: string): string {
  if (/^[\p{L}\p{N}_.][\p{L}\p{N}_.-]*$/u.test(name)) return name;
  return /["$`\\!]/.test(name) ? `'${name.replaceAll("'", `'\\''`)}'` : `"${name}"`;
}

/**
 * The columns of an orders file: those named, the others by the first layout that fits.
 * @throws KindredError `unknown-column` listing the columns found and how to name them
 */
export function orderColumns(header: readonly string[], named: Partial<OrderColumns> = {}): OrderColumns {
  checkNamed(header, named);
  const plain = plainColumns(header, named);
  if (!plain) throw unknownColumns(header, named);
  return plain.columns;
}
