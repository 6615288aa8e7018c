/**
 * What `profileSegments` can be told.
 * @module
 */
import { integer, optional, type Constraint, type Constraints } from '../check.js';
import { Interactions } from '../data/interactions.js';
import { Table } from '../data/table.js';

/** Order lines, and which of their columns say who bought what. */
export interface OrderLines {
  readonly lines: Table;
  /** Column of ids, those of the column `customer` of the customers' table. */
  readonly customer: string;
  /** Column of ids. */
  readonly item: string;
  /** Number column: the value of the line. */
  readonly amount?: string;
}

export interface ProfileOptions {
  /** Columns of numbers, categories and booleans. Default: all there are, without `customer`. */
  features?: readonly string[];
  /** What the segments are called, by label; labels that no row has are not used. */
  names?: readonly string[] | Readonly<Record<string, string>>;
  /** What the customers bought: users are customers. Needs `customer`. */
  orders?: Interactions | OrderLines;
  /** The column of the table with the customers' ids, each once. */
  customer?: string;
  /** Values and items of fewer rows of a segment than this are left out, and counted: few customers say little, and may be known by name. Default 10. */
  minCount?: number;
  /** How many values of a column, and how many items, to give. Default 5. */
  top?: number;
}

const isText = (v: unknown): v is string => typeof v === 'string';
const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null;

/** A value that may be missing. */
const may = <T>(expected: string, accepts: (v: unknown) => boolean, ...invalid: unknown[]): Constraint<T> =>
  optional({ expected, accepts, invalid: [null, 0, ...invalid] });

const isOrders = (v: unknown) =>
  v instanceof Interactions ||
  (isRecord(v) &&
    v['lines'] instanceof Table &&
    isText(v['customer']) &&
    isText(v['item']) &&
    (v['amount'] === undefined || isText(v['amount'])));

/** @internal */
export const PROFILE: Constraints<ProfileOptions> = {
  features: may('a list of column names', (v) => Array.isArray(v) && v.every(isText), 'age', [1]),
  names: may(
    'names by label, texts',
    (v) => isRecord(v) && Object.values(v).every((name) => isText(name) && name.trim() !== ''),
    [1],
    { 0: null },
    [''],
  ),
  orders: may('Interactions, or { lines, customer, item, amount? } with a Table of order lines', isOrders, {}, []),
  customer: may('the name of a column', isText, ['id']),
  minCount: integer(10, 1),
  top: integer(5, 0),
};
