/**
 * Erasure (GDPR Art. 17): one person out of models, tables and ledgers at once, with a signed receipt, and a tombstone so that a re-import does not bring them back.
 * Models are, byte for byte, those fitted on data that never had the person.
 * @module
 */
import { anything, checkOptions, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import {
  changesOf,
  checkReceiptOptions,
  checkStock,
  finish,
  refuseNames,
  type Finished,
  type Ledgers,
  type Models,
  type None,
  type ReceiptOptions,
  type Stock,
  type Tables,
} from './finished.js';
import { namedBy, spellingsOf, type Person } from './person.js';
import { alsoNaming, withoutRows } from './rows-left.js';
import { interactionsOf, modelChange, type Change, type RecommenderEntry, type TableEntry } from './stock.js';
import { Tombstones } from './tombstones.js';

/** A table with people. */
export interface ErasedTable extends TableEntry {
  /** Which hold ids of people: a row goes if one of them names the person. */
  readonly columns: readonly string[];
}

export interface EraseOptions extends ReceiptOptions {
  /** Of those who were erased before. Default: none, under a new key (see `Tombstones.key`: keep it). */
  tombstones?: Tombstones;
}

/** What is left, the receipt, and the tombstones with the person's. */
export interface Erasure<M, T, L> extends Finished<M, T, L> {
  readonly tombstones: Tombstones;
  /**
   * Where whole cells of other columns still name the person, such as who recommended a customer: clear them, or name these columns too. Words inside longer texts are not
   * looked for.
   */
  readonly stillNamed: readonly StillNamed[];
}

/** A column that was not searched for the person. */
export interface StillNamed {
  readonly table: string;
  readonly column: string;
  readonly nRows: number;
}

const ERASE: Constraints<EraseOptions> = { signingKey: anything, time: anything, request: anything, tombstones: anything };

/**
 * Everything without one person, in any spelling of any of their ids (`spellingOf`). Recommenders forget them by their `estimator`; other models are fitted anew by
 * `refit` on the tables that are left; what does not know them stays as it is, and the receipt says so. A recommender saved without users (`users: false`) holds no
 * person: it stays, and the receipt says `holds-nobody`. Nothing given is changed: write `files` over the old ones. Columns that are not named stay as they are: see `stillNamed`.
 * @param person - an id, or `{ ids }`: all that are known of the person
 * @param from - `models`, `tables` and `ledgers` by the names of their files
 * @returns new values by the same names, `files` with their bytes, the `receipt` and the `tombstones`
 * @throws KindredError `invalid-option`, `unknown-option`, `unknown-column`, `invalid-data`: then nothing was erased
 * @example
 * ```ts
 * import { Interactions, ItemKNN, KMeans, Table } from 'kindred';
 * import { erase, newSigningKey } from 'kindred/privacy';
 * const orders = Table.from({ who: ['ann', 'ann', 'bob', 'bob', 'eve'], what: ['tea', 'jam', 'tea', 'mug', 'mug'], paid: [4, 3, 4, 9, 9] });
 * const estimator = new ItemKNN();
 * const fitted = (table: Table) => new KMeans({ nClusters: 2 }).fit(table.toMatrix(['paid']));
 * const { models, tables, tombstones } = erase(
 *   { ids: ['Ann', 'ann@shop.example'] },
 *   {
 *     models: {
 *       recommend: { model: estimator.fit(Interactions.from(orders, { user: 'who', item: 'what' })), estimator },
 *       segments: { model: fitted(orders), refit: (left) => fitted(left['orders']) },
 *     },
 *     tables: { orders: { table: orders, columns: ['who'] } },
 *   },
 *   { signingKey: newSigningKey().secretKey, time: '2026-02-01' },
 * );
 * console.log(tables.orders.nRows, models.recommend?.items.values, tombstones.has('ANN')); // 3 [ 'mug', 'tea' ] true
 * ```
 */
export function erase<M extends Models = None, T extends Tables<ErasedTable> = None, L extends Ledgers = None>(
  person: Person,
  from: Stock<M, T, L>,
  options: EraseOptions,
): Erasure<M, T, L> {
  const { tombstones = new Tombstones(), ...rest } = checkOptions<EraseOptions>('erase', ERASE, options);
  if (!(tombstones instanceof Tombstones)) throw new KindredError('invalid-option', mustBe('tombstones', 'Tombstones', tombstones));
  const under = checkReceiptOptions(rest);
  const spellings = spellingsOf(person);
  const stock = checkStock(from as Stock<Models, Tables<ErasedTable>, Ledgers>);
  refuseNames([under.request, ...Object.values(stock).flatMap(Object.keys)], spellings);
  const isGone = namedBy((spelling) => spellings.includes(spelling));
  const changes = changesOf(stock, {
    table: (name, { table, columns }) => withoutRows(table, columns, isGone, `tables.${name}`),
    recommender: (name, entry) => forgetting(name, entry, isGone),
    ledger: (_, ledger) => spellings.reduce((left, id) => left.without(id), ledger),
  });
  const content = { action: 'erase', person: tombstones.marksOf(person), expiredBefore: null } as const;
  const stillNamed = changes.tables.flatMap(({ name, value }) =>
    alsoNaming(value as Table, stock.tables[name].columns, isGone).map((found) => ({ table: name, ...found })),
  );
  return { ...finish<M, T, L>(changes.all, content, under), tombstones: tombstones.with(person), stillNamed };
}

/** A recommender without every user who is the person. */
function forgetting(name: string, entry: RecommenderEntry, isGone: (id: Id) => boolean): Change {
  const data = interactionsOf(name, entry);
  if (!data) return modelChange(name, 'holds-nobody', entry.model, entry.model, 0, null);
  const gone = data.users.values.filter(isGone);
  if (gone.length === 0) return modelChange(name, 'unchanged', entry.model, entry.model, 0, data.nEvents);
  if (gone.length === data.users.size) return modelChange(name, 'deleted', entry.model, null, data.nEvents, 0);
  let model: unknown = entry.model;
  let method: 'recomputed' | 'refitted' = 'recomputed';
  for (const user of gone) {
    const changed = entry.estimator.forget(model as never, user as never);
    model = changed.model;
    if (changed.receipt.method === 'refitted') method = 'refitted';
  }
  const left = interactionsOf(name, { ...entry, model: model as RecommenderEntry['model'] })!.nEvents;
  return modelChange(name, method, entry.model, model, data.nEvents - left, left);
}
