/**
 * What people are erased from: models, tables and ledgers by name, and what became of each, as bytes that can be hashed and written.
 * @module
 */
import { tableCsv } from '../data/csv-text.js';
import type { Id, Ids } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import type { Events, InteractionData } from '../data/events.js';
import type { Table } from '../data/table.js';
import type { TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import type { ReceiptFile } from './receipt.js';
import type { TableLeft } from './rows-left.js';
import { sha256Hex } from './sha256.js';

/** What has a file. */
export interface Saveable {
  toBytes(): Uint8Array;
}

/** A recommender's recipe: `ItemKNN`, `UserKNN`, `EASE`, `Popularity`, `BiasBaseline`. */
export interface Forgetting {
  forget(model: never, user: never): { readonly model: unknown; readonly receipt: { readonly method: 'recomputed' | 'refitted' } };
  fit(interactions: never): unknown;
}

/** A recommender and its recipe: the model keeps its interactions, and the recipe forgets users. */
export interface RecommenderEntry {
  readonly model: Saveable;
  /** Of the same class as the model. `forget` keeps the model's own options; `expire` fits by those of the estimator. */
  readonly estimator: Forgetting;
  /** For `expire`, where the model keeps no times (most do not): what it was fitted on, with times. */
  readonly interactions?: Interactions;
}

/** Any other model, and how it is fitted on what is left. */
export interface RefittedEntry {
  readonly model: Saveable;
  /** Fits anew, or gives null where too little is left for a model. Called with the tables that are left, by name, if one that it is made of lost a row. */
  readonly refit: (tables: Readonly<Record<string, Table>>) => Saveable | null;
  /** The tables that it is made of. Default: all. */
  readonly from?: readonly string[];
}

export type ModelEntry = RecommenderEntry | RefittedEntry;

/** A table of which rows may go. */
export interface TableEntry {
  readonly table: Table;
  /** Its file, of which the receipt has the hash. Default: CSV, UTF-8, guarded against formulas, times in ISO 8601. */
  readonly toBytes?: (table: Table) => Uint8Array;
}

/** What holds entries of people by itself, as `ConsentLedger` does. */
export interface Ledger extends Saveable {
  readonly nEntries?: number;
  /** The same without a person. */
  without(person: Id): Ledger;
  /** The same without what is older and may go; only `expire` needs it. */
  after?(time: TimeLike): Ledger;
}

/** What became of one file. */
export interface Change {
  readonly name: string;
  readonly kind: ReceiptFile['kind'];
  readonly method: ReceiptFile['method'];
  readonly removed: number | null;
  readonly left: number | null;
  readonly before: Uint8Array;
  readonly after: Uint8Array | null;
  /** The new value; null for a model that is to be deleted. */
  readonly value: unknown;
}

/** The file of a table where the caller has none: UTF-8 CSV. */
export const csvBytes = (table: Table): Uint8Array => new TextEncoder().encode(tableCsv(table));

export function tableChange(name: string, { table, toBytes = csvBytes }: TableEntry, left: TableLeft): Change {
  const method = left.table === table ? 'unchanged' : 'removed';
  const [before, after] = [table, left.table].map((one) => bytesOf(`tables.${name}`, toBytes(one)));
  return { name, kind: 'table', method, removed: left.nDropped, left: left.table.nRows, before, after, value: left.table };
}

export function ledgerChange(name: string, ledger: Ledger, left: Ledger): Change {
  const [before, after] = [ledger, left].map((one) => bytesOf(`ledgers.${name}`, one.toBytes()));
  const method = sha256Hex(before) === sha256Hex(after) ? 'unchanged' : 'removed';
  const [was, is] = [ledger.nEntries ?? null, left.nEntries ?? null];
  return { name, kind: 'ledger', method, removed: was === null || is === null ? null : was - is, left: is, before, after, value: left };
}

/** A model that its caller fits anew, if one of its tables lost something. @throws KindredError `invalid-option` for a table that is not there */
export function refitChange(name: string, entry: RefittedEntry, tables: readonly Change[]): Change {
  const from = entry.from ?? tables.map((table) => table.name);
  const touched = from.map((one) => {
    const table = tables.find((change) => change.name === one);
    if (!table) throw new KindredError('invalid-option', `models.${name}.from names the table ${show(one)}, which is not given`);
    return table.method !== 'unchanged';
  });
  if (tables.length === 0) throw new KindredError('invalid-option', `models.${name} is fitted on tables: give those that it is made of`);
  if (!touched.includes(true)) return modelChange(name, 'unchanged', entry.model, entry.model, 0, null);
  const model = entry.refit(Object.fromEntries(tables.map((table) => [table.name, table.value as Table])));
  return modelChange(name, model === null ? 'deleted' : 'refitted', entry.model, model, null, null);
}

/** @throws KindredError `invalid-data` for what cannot be saved */
export function modelChange(
  name: string,
  method: Change['method'],
  before: Saveable,
  value: unknown,
  removed: number | null,
  left: number | null,
): Change {
  const bytes = (model: unknown) => {
    if (typeof (model as Saveable | null)?.toBytes !== 'function')
      throw new KindredError('invalid-data', mustBe(`models.${name}`, 'a model with "toBytes"', model));
    return bytesOf(`models.${name}`, (model as Saveable).toBytes());
  };
  return { name, kind: 'model', method, removed, left, before: bytes(before), after: value === null ? null : bytes(value), value };
}

/** What a recommender was fitted on; undefined in a file without users. @throws KindredError `invalid-data` for another model */
export function interactionsOf(name: string, { model, estimator }: RecommenderEntry): Interactions | undefined {
  if (!('interactions' in model) || !('popularity' in model) || typeof estimator?.forget !== 'function')
    throw new KindredError('invalid-data', `models.${name} must be a recommender with its "estimator", or have "refit"`);
  const data = (model as { interactions: InteractionData<Id, Id> | undefined }).interactions;
  return data && new Interactions(data.users as Ids<Id>, data.items as Ids<Id>, data.events as Events, data.duplicates, data.recipe);
}

function bytesOf(name: string, bytes: unknown): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  throw new KindredError('invalid-data', mustBe(`${name}.toBytes()`, 'a Uint8Array', bytes));
}
