// What the contract of recommenders is held against, and the data for it.
import type { Constraint } from '../../src/check.js';
import { Interactions, type Changed, type LongWork, type RecommenderModel } from '../../src/index.js';
import type { Event } from '../support/random.js';

export type Model = RecommenderModel<string, number>;
export type Data = Interactions<string, number>;

interface Estimator<M> {
  readonly options: object;
  fit(interactions: Data, work?: LongWork): M;
  fitAsync(interactions: Data, work?: LongWork): Promise<M>;
  update(model: M, more: Data): Changed<M>;
  forget(model: M, user: string): Changed<M>;
}

export interface Subject<M extends Model> {
  readonly make: (options?: object) => Estimator<M>;
  readonly constraints: Readonly<Record<string, Constraint<never>>>;
  readonly Model: { readonly type: string; fromBytes(bytes: Uint8Array): M };
  /** Does the list depend on the person? */
  readonly personal: boolean;
  /** Can it score without its interactions? */
  readonly scoresAlone: boolean;
  /** Does a person's history, given by hand, score as the person? Not where the person is among the neighbors. Default true. */
  readonly historyAlike?: boolean;
  /** Does it learn nothing from values that are all the same? */
  readonly needsVariation?: boolean;
}

export const COLUMNS = { user: 'user', item: 'item' } as const;
export const counted = (list: readonly Event[]): Data => Interactions.from(list, COLUMNS);
export const valued = (list: readonly Event[]): Data =>
  Interactions.from(list, { ...COLUMNS, value: 'value', time: 'time', duplicates: 'sum' });
