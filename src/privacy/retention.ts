/**
 * Retention (GDPR Art. 5(1)(e)): everything from before a moment goes, out of models, tables and ledgers at once, with a signed receipt.
 * @module
 */
import { anything, checkOptions, type Constraints } from '../check.js';
import { Interactions } from '../data/interactions.js';
import { instants, reader } from '../data/read-columns.js';
import { Table } from '../data/table.js';
import { toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe } from '../errors.js';
import {
  changesOf,
  checkReceiptOptions,
  checkStock,
  finish,
  type Finished,
  type Ledgers,
  type Models,
  type None,
  type ReceiptOptions,
  type Stock,
  type Tables,
} from './finished.js';
import { isoTime } from './receipt.js';
import { keepRows } from './rows-left.js';
import { interactionsOf, modelChange, type Change, type RecommenderEntry, type TableEntry } from './stock.js';

/** A table with times. */
export interface ExpiringTable extends TableEntry {
  /** The column that says when: dates, numbers or ISO text; text without a zone is UTC. */
  readonly time: string;
  /** Of numbers. Default `'ms'`. */
  readonly timeUnit?: 'ms' | 's';
}

const EXPIRE: Constraints<ReceiptOptions> = { signingKey: anything, time: anything, request: anything };

/**
 * Everything without what is from before a moment; what is of that moment stays. Rows go by their time; recommenders are fitted by their `estimator` on the events that
 * are left, byte for byte; other models by `refit` on the tables that are left; ledgers by their own `after` (a `ConsentLedger` keeps objections that stand). Nothing given
 * is changed: write `files` over the old ones.
 * @param before - the moment
 * @param from - `models`, `tables` and `ledgers` by the names of their files
 * @throws KindredError `no-training-data` for a recommender that keeps no times and comes without `interactions`; `invalid-data` for a row without a time;
 * `unsupported` for a ledger without `after`; `invalid-option`, `unknown-option`, `unknown-column`
 * @example
 * ```ts
 * import { Interactions, Popularity, Table } from 'kindred';
 * import { expire, newSigningKey } from 'kindred/privacy';
 * const orders = Table.from({ who: ['ann', 'bob'], what: ['tea', 'mug'], at: ['2023-05-01', '2025-05-01'] });
 * const interactions = Interactions.from(orders, { user: 'who', item: 'what', time: 'at' });
 * const estimator = new Popularity();
 * const { models, tables } = expire(
 *   '2025-01-01',
 *   { models: { popular: { model: estimator.fit(interactions), estimator, interactions } }, tables: { orders: { table: orders, time: 'at' } } },
 *   { signingKey: newSigningKey().secretKey, time: '2026-02-01' },
 * );
 * console.log(tables.orders.nRows, models.popular?.items.values); // 1 [ 'mug' ]
 * ```
 */
export function expire<M extends Models = None, T extends Tables<ExpiringTable> = None, L extends Ledgers = None>(
  before: TimeLike,
  from: Stock<M, T, L>,
  options: ReceiptOptions,
): Finished<M, T, L> {
  const under = checkReceiptOptions(checkOptions<ReceiptOptions>('expire', EXPIRE, options));
  const ms = toMs(before, 'ms', '"before"');
  const { all } = changesOf(checkStock(from as Stock<Models, Tables<ExpiringTable>, Ledgers>), {
    table: (name, { table, time, timeUnit = 'ms' }) => {
      if (!(table instanceof Table)) throw new KindredError('invalid-data', mustBe(`tables.${name}`, 'a Table', table));
      return keepRows(
        table,
        Uint8Array.from(instants(reader(table)(time), time, timeUnit), (at) => (at < ms ? 0 : 1)),
      );
    },
    recommender: (name, entry) => fittedOnLater(name, entry, ms),
    ledger: (name, ledger) => {
      if (typeof ledger.after !== 'function')
        throw new KindredError('unsupported', `ledgers.${name} cannot leave out what is old: it has no method "after"`);
      return ledger.after(ms);
    },
  });
  return finish<M, T, L>(all, { action: 'expire', person: null, expiredBefore: isoTime(ms, '"before"') }, under);
}

function fittedOnLater(name: string, entry: RecommenderEntry, ms: number): Change {
  const own = interactionsOf(name, entry);
  const all = entry.interactions ?? own;
  if (!all) return modelChange(name, 'holds-nobody', entry.model, entry.model, 0, null);
  if (!(all instanceof Interactions)) throw new KindredError('invalid-data', mustBe(`models.${name}.interactions`, 'Interactions', all));
  const { times } = all.events;
  if (!times)
    throw new KindredError('no-training-data', `models.${name} keeps no times: give the "interactions" it was fitted on, with times`);
  const left = all.filterEvents((_, event) => times[event] >= ms);
  if (left.nEvents === all.nEvents) return modelChange(name, 'unchanged', entry.model, entry.model, 0, all.nEvents);
  const removed = all.nEvents - left.nEvents;
  if (left.nEvents === 0) return modelChange(name, 'deleted', entry.model, null, removed, 0);
  return modelChange(name, 'refitted', entry.model, entry.estimator.fit(left as never), removed, left.nEvents);
}
