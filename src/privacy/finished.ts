/**
 * What `erase` and `expire` give back: the new values, their files, and the signed receipt.
 * @module
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Table } from '../data/table.js';
import type { TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import { isoTime, writeReceipt, type ErasureReceipt } from './receipt.js';
import { sha256Hex } from './sha256.js';
import { checkKey, randomBytes } from './signing.js';
import { spellingOf } from './spelling.js';
import type { TableLeft } from './rows-left.js';
import { ledgerChange, refitChange, tableChange, type Change, type Ledger, type ModelEntry, type RecommenderEntry, type TableEntry } from './stock.js'; // prettier-ignore

/** Whose name is under the receipt, and of when. */
export interface ReceiptOptions {
  /** 32 bytes, see `newSigningKey`. */
  signingKey: Uint8Array;
  /** When it was done: kindred reads no clock. */
  time: TimeLike;
  /** What the receipt answers to, such as the number of a letter; nothing that names a person. Default: 32 random hexadecimal digits. */
  request?: string;
}

/** New values by the names of the old ones. */
export interface Finished<M, T, L> {
  /** null: nobody would be left in the model, delete it. */
  readonly models: { readonly [K in keyof M]: M[K] extends ModelEntry ? M[K]['model'] | null : never };
  readonly tables: { readonly [K in keyof T]: Table };
  readonly ledgers: { readonly [K in keyof L]: L[K] };
  /** The bytes of every new value, of which the receipt has the hashes: write these. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** JSON text: keep it letter by letter. */
  readonly receipt: string;
}

/** Nothing of a kind. */
export type None = Readonly<Record<string, never>>;

/** Models, tables and ledgers by name. */
export interface Stock<M, T, L> {
  readonly models?: M;
  readonly tables?: T;
  readonly ledgers?: L;
}

export type Models = Readonly<Record<string, ModelEntry>>;
export type Tables<E extends TableEntry> = Readonly<Record<string, E>>;
export type Ledgers = Readonly<Record<string, Ledger>>;

/** The request, the moment and the key. @throws KindredError `invalid-option`, `invalid-data` */
export function checkReceiptOptions({
  signingKey,
  time,
  request = bytesToHex(randomBytes(16)),
}: ReceiptOptions): Required<ReceiptOptions> & { time: string } {
  if (typeof request !== 'string' || request === '' || request.length > 200)
    throw new KindredError('invalid-option', mustBe('request', 'a text of 1 to 200 letters', request));
  return { signingKey: checkKey('signingKey', signingKey), time: isoTime(time, '"time"'), request };
}

/** What is given, checked. @throws KindredError `unknown-option`; `invalid-option` for a name that is none, or that two have: a receipt speaks of files by name */
export function checkStock<M, T, L>(stock: Stock<M, T, L>): { models: M; tables: T; ledgers: L } {
  if (typeof stock !== 'object' || stock === null) throw new KindredError('invalid-option', mustBe('from', 'an object', stock));
  const { models = {} as M, tables = {} as T, ledgers = {} as L, ...unknown } = stock;
  for (const name of Object.keys(unknown))
    throw new KindredError('unknown-option', `people are in "models", "tables" and "ledgers", not in "${name}"`);
  const seen = new Set<string>();
  for (const [kind, entries] of Object.entries<unknown>({ models, tables, ledgers })) {
    if (typeof entries !== 'object' || entries === null || Array.isArray(entries))
      throw new KindredError('invalid-option', mustBe(kind, 'an object by name', entries));
    for (const [name, entry] of Object.entries(entries)) {
      if (!/^[^\0-\x1f\x7f]{1,200}$/.test(name) || seen.has(name))
        throw new KindredError('invalid-option', `a name in "${kind}" must be a short text that no other has, got ${show(name)}`);
      if (typeof entry !== 'object' || entry === null)
        throw new KindredError('invalid-option', mustBe(`${kind}.${name}`, 'an object', entry));
      seen.add(name);
    }
  }
  return { models, tables, ledgers };
}

/** What is done to one of each kind. */
export interface Treatment<E extends TableEntry> {
  readonly table: (name: string, entry: E) => TableLeft;
  readonly recommender: (name: string, entry: RecommenderEntry) => Change;
  readonly ledger: (name: string, ledger: Ledger) => Ledger;
}

/** All that changes: tables first, since models are refitted on what is left of them. */
export function changesOf<E extends TableEntry>(
  { models, tables, ledgers }: Required<Stock<Models, Tables<E>, Ledgers>>,
  { table, recommender, ledger }: Treatment<E>,
): { readonly tables: readonly Change[]; readonly all: readonly Change[] } {
  const changed = Object.entries(tables).map(([name, entry]) => tableChange(name, entry, table(name, entry)));
  const all = [
    ...changed,
    ...Object.entries(models).map(([name, entry]) => ('refit' in entry ? refitChange(name, entry, changed) : recommender(name, entry))),
    ...Object.entries(ledgers).map(([name, own]) => ledgerChange(name, own, ledger(name, own))),
  ];
  return { tables: changed, all };
}

/** @throws KindredError `invalid-option` where a name in the receipt would name the person */
export function refuseNames(texts: readonly string[], spellings: readonly string[]): void {
  const names = (text: string) => {
    const spelling = spellingOf(text);
    return spellings.some((one) => spelling === one || (one.length >= 6 && spelling.includes(one)));
  };
  if (texts.some(names))
    throw new KindredError('invalid-option', 'a file or the request is named after the person: the receipt would name them');
}

/** @internal */
export function finish<M, T, L>(
  changes: readonly Change[],
  content: Pick<ErasureReceipt, 'action' | 'person' | 'expiredBefore'>,
  { signingKey, time, request }: ReturnType<typeof checkReceiptOptions>,
): Finished<M, T, L> {
  const values = (kind: Change['kind']) =>
    Object.fromEntries(changes.filter((change) => change.kind === kind).map(({ name, value }) => [name, value]));
  const files = [...changes]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, kind, method, removed, left, before, after }) => ({
      ...{ name, kind, method, removed, left },
      before: sha256Hex(before),
      after: after && sha256Hex(after),
    }));
  return {
    models: values('model') as Finished<M, T, L>['models'],
    tables: values('table') as Finished<M, T, L>['tables'],
    ledgers: values('ledger') as Finished<M, T, L>['ledgers'],
    files: Object.fromEntries(changes.flatMap(({ name, after }) => (after ? [[name, after] as const] : []))),
    receipt: writeReceipt({ ...content, request, time, files }, signingKey),
  };
}
