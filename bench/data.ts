/**
 * Seeded data in the shapes of real tables, and readers for the real ones.
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Interactions, Table, type Column, type Matrix } from 'kindred';
import { cleanOrders, ordersReader, readCsv } from 'kindred/io';
import { Log1pTransformer, rfm, StandardScaler } from 'kindred/preprocessing';

export function generator(seed = 1): () => number {
  return () => {
    seed = (seed + 0x9e3779b9) | 0;
    let h = Math.imul(seed ^ (seed >>> 16), 0x21f0aaad);
    h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
    return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Rows of d columns and centers to start from, all drawn from the rows. */
export interface Points {
  readonly x: Float64Array;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly starts: readonly Float64Array[];
}

/** k soft blobs: near enough to each other that Lloyd's algorithm has to work. */
export function blobs(n: number, d: number, k: number, nStarts: number): Points {
  const random = generator(n + d);
  const near = () => random() + random() + random() - 1.5;
  const centers = Float64Array.from({ length: k * d }, () => 4 * near());
  const x = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const c = Math.floor(random() * k);
    for (let j = 0; j < d; j++) x[i * d + j] = centers[c * d + j] + 2.5 * near();
  }
  return { x, n, d, k, starts: startsOf(x, n, d, k, nStarts) };
}

export function startsOf(x: Float64Array, n: number, d: number, k: number, nStarts: number): Float64Array[] {
  const random = generator(n * d + k);
  return Array.from({ length: nStarts }, () => {
    const start = new Float64Array(k * d);
    for (let c = 0; c < k; c++) {
      const i = Math.floor(random() * n);
      start.set(x.subarray(i * d, i * d + d), c * d);
    }
    return start;
  });
}

/** One value for each user and item that met, as columns; ids are numbers. No value: 1. */
export interface Events {
  readonly user: Int32Array;
  readonly item: Int32Array;
  readonly value?: Float64Array;
}

/** Events whose item popularity and user activity follow power laws; fewer than wanted, because pairs are drawn more than once. */
export function powerLaw(nUsers: number, nItems: number, wanted: number, valued: boolean): Events {
  const random = generator(nUsers + nItems);
  const pairs = new Map<number, number>();
  for (let t = 0; t < wanted; t++) {
    const pair = Math.floor(nUsers * random() ** 2) * nItems + Math.floor(nItems * random() ** 3);
    pairs.set(pair, 1 + Math.floor(random() * 10));
  }
  const keys = [...pairs.keys()];
  const columns = { user: Int32Array.from(keys, (p) => Math.floor(p / nItems)), item: Int32Array.from(keys, (p) => p % nItems) };
  return valued ? { ...columns, value: Float64Array.from(pairs.values()) } : columns;
}

const ratingsFile = (folder: string) => `${folder}/ml-latest-small/ratings.csv`;
const ordersFile = (folder: string) => `${folder}/online-retail/online-retail.csv.gz`;

const bankFile = (folder: string) => `${folder}/bank-marketing/bank-full.csv`;

/** Why a table cannot be read; undefined where it can. */
export function missing(folder: string, name: 'ml-latest-small' | 'online-retail' | 'bank-marketing'): string | undefined {
  const file = { 'ml-latest-small': ratingsFile, 'online-retail': ordersFile, 'bank-marketing': bankFile }[name](folder);
  return existsSync(file) ? undefined : `no ${file}`;
}

/** Film ratings, doubled to whole numbers. */
export function ratings(folder: string): Events {
  const columns = { user: { header: 'userId', kind: 'number' }, item: { header: 'movieId', kind: 'number' } } as const;
  const read = readCsv(readFileSync(ratingsFile(folder), 'utf8'), { ...columns, value: { header: 'rating', kind: 'number' } });
  const of = (name: string) => read.column(name, 'number').values;
  return { user: Int32Array.from(of('user')), item: Int32Array.from(of('item')), value: of('value').map((v) => 2 * v) };
}

let read: Table | undefined;

/** The orders of online-retail after the usual cleaning: 397,884 rows, 4,338 customers, 3,665 items. */
export function retailOrders(folder: string): Table {
  if (read) return read;
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(ordersFile(folder))).toString());
  return (read = cleanOrders(reader.end()).orders);
}

/** Who bought what, at least once. */
export function purchases(folder: string): Events {
  const { starts, items } = Interactions.from(retailOrders(folder), { user: 'customer', item: 'item' }).rows();
  const user = new Int32Array(items.length);
  for (let u = 0; u + 1 < starts.length; u++) user.fill(u, starts[u], starts[u + 1]);
  return { user, item: items };
}

/** Recency, frequency and monetary value: logarithms, standardised, as segments are made of them. */
export function retailRfm(folder: string): Matrix {
  const customers = rfm(retailOrders(folder), { customer: 'customer', order: 'order', time: 'time', amount: 'amount' });
  const raw = customers.toMatrix(['recency', 'frequency', 'monetary']);
  const logs = new Log1pTransformer().fit(raw).transform(raw);
  return new StandardScaler().fit(logs).transform(logs);
}

/** Users by items, ready for the plain contenders: 16-bit ids, and values unless all are 1. */
export interface Rows {
  readonly starts: Int32Array;
  readonly items: Uint16Array;
  readonly values: Float64Array | undefined;
  readonly nItems: number;
}

export function rowsOf(interactions: Interactions, valued: boolean): Rows {
  const { starts, items, values } = interactions.rows();
  return { starts, items: Uint16Array.from(items), values: valued ? values : undefined, nItems: interactions.nItems };
}

const NUMBERS = ['age', 'balance', 'day', 'duration', 'campaign', 'pdays', 'previous'];
const CATEGORIES = ['job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'month', 'poutcome'];

/** bank-full's 45,211 customers: seven numbers, standardised, nine columns of categories, and who said yes. */
export function bankCustomers(folder: string): { table: Table; answers: readonly (string | null)[] } {
  const kinds = [...NUMBERS.map((name) => [name, 'number']), ...[...CATEGORIES, 'y'].map((name) => [name, 'category'])];
  const read = readCsv(readFileSync(bankFile(folder), 'utf8'), Object.fromEntries(kinds), { delimiter: ';' });
  const numbers = read.toMatrix(NUMBERS);
  const { data } = new StandardScaler().fit(numbers).transform(numbers);
  const columns: [string, Column][] = NUMBERS.map((name, j) => [
    name,
    { kind: 'number', values: Float64Array.from({ length: read.nRows }, (_, i) => data[i * NUMBERS.length + j]) },
  ]);
  const { categories, codes } = read.column('y', 'category');
  return {
    table: Table.of([...columns, ...CATEGORIES.map((name): [string, Column] => [name, read.column(name)])]),
    answers: Array.from(codes, (code) => categories[code]),
  };
}
