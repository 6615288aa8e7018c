// Item neighbors of implicit: from-implicit.py has the formulas. The tests assert them, bench/ prints them.
import type * as Kindred from '../../src/index.js';
import type { Interactions, ItemKNNModel } from '../../src/index.js';
import { readGolden } from './read.js';

/** What is measured: the sources or the package. */
export type Library = Pick<typeof Kindred, 'ItemKNN'>;
export type Weighting = 'cosine' | 'tfidf' | 'bm25';
export const WEIGHTINGS: readonly Weighting[] = ['cosine', 'tfidf', 'bm25'];

interface Table {
  /** Neighbors of all items, and the sum of their weights. */
  readonly size: number;
  readonly sum: number;
  /** Of each of the rows, best first: item, weight, item, weight, ... */
  readonly lists: readonly (readonly number[])[];
}
interface Weighed {
  readonly weighted: readonly (readonly number[])[];
  readonly similarity: readonly (readonly number[])[];
}
/** All of one set of data: how many items, and pairs of a user and an item; the rows that are golden; their neighbors. */
export type Tables = { readonly items: number; readonly pairs: number; readonly rows: readonly number[] } & Readonly<
  Record<Weighting, Table>
>;

export const { k, bm25, byHand, sets } = readGolden<{
  readonly k: number;
  readonly bm25: { readonly K1: number; readonly B: number };
  readonly byHand: readonly ({ readonly values: readonly (readonly number[])[] } & Readonly<Record<Weighting, Weighed>>)[];
  readonly sets: Readonly<Record<'ratings' | 'counts' | 'ones', Tables>>;
}>('implicit');

/** Each pair of a user and an item once. */
export function onesOf(data: Interactions): Interactions {
  const { starts, items } = data.events;
  return data.filterEvents((u, e) => e === starts[u] || items[e] !== items[e - 1]);
}

export const weighted = <D extends Interactions>(data: D, weighting: Weighting) =>
  weighting === 'cosine' ? data : weighting === 'tfidf' ? data.weight('tfidf') : data.weight('bm25', { k1: bm25.K1, b: bm25.B });

export const fit = (data: Interactions, weighting: Weighting, { ItemKNN }: Library): ItemKNNModel =>
  new ItemKNN({ nNeighbors: k, similarity: weighting === 'bm25' ? 'dot' : 'cosine' }).fit(weighted(data, weighting));

/** Weights this near to the last of a list are ties: either may be there. */
const TIE = 1e-6;

/** How far a model is from implicit. */
export interface Difference {
  /** Of the golden rows: neighbors of the longer list, those in both, and those in one alone that do not tie with the last. */
  readonly neighbors: number;
  readonly shared: number;
  readonly strangers: number;
  /** The largest relative error of a weight in both. */
  readonly error: number;
  /** Of all rows: neighbors too many, and the sum of the weights, relative. */
  readonly size: number;
  readonly sum: number;
}

export function compare(model: ItemKNNModel, set: Tables, weighting: Weighting): Difference {
  const { items } = model;
  const { rows, [weighting]: want } = set;
  const near = (i: number) => new Map(model.similarItems(items.at(i), k).map(({ item, score }) => [items.indexOf(item), score]));
  let [neighbors, shared, strangers, error] = [0, 0, 0, 0];
  rows.forEach((i, r) => {
    const list = pairsOf(want.lists[r]);
    const found = near(i);
    const last = [...list.values()].at(-1) ?? 0;
    const alone = (one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>) => [...one].filter(([j]) => !other.has(j));
    neighbors += Math.max(list.size, found.size);
    strangers += Math.abs(list.size - found.size);
    for (const [, weight] of [...alone(list, found), ...alone(found, list)]) if (!(Math.abs(weight - last) <= TIE * last)) strangers++;
    for (const [j, weight] of found) {
      const theirs = list.get(j);
      if (theirs !== undefined) [shared, error] = [shared + 1, Math.max(error, Math.abs(weight - theirs) / theirs)];
    }
  });
  const all = Array.from({ length: items.size }, (_, i) => [...near(i).values()]).flat();
  return { neighbors, shared, strangers, error, size: all.length - want.size, sum: all.reduce((a, b) => a + b, 0) / want.sum - 1 };
}

const pairsOf = (list: readonly number[]) => new Map(Array.from({ length: list.length / 2 }, (_, e) => [list[2 * e], list[2 * e + 1]]));
