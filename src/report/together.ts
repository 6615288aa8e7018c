/**
 * What is bought together: pairs of items in one order, more often than chance, by their likelihood ratio 2 (o ln(o / e) - (o - e)), o orders with both, e of
 * them by chance (Dunning 1993). Shown is what chance alone would give among all pairs of frequent items in one case of a hundred: a ratio of
 * 2 ln(pairs / 0.01), the chi-square bound P(x) <= exp(-x / 2) shared by all pairs (Bonferroni).
 * @module
 */
import { log } from '../../assembly/exact.js';
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Steps } from '../progress.js';
import type { Purchases } from './purchases.js';
import type { Pair } from './report.js';
import { short } from './round.js';

/** How many pairs a report shows, and what a pair needs to be shown: so many orders, and so large a share of all. */
const SHOWN = 15;
const LEAST_ORDERS = 5;
const LEAST_SHARE = 0.001;
/** The share of chance findings that is borne. */
const ERROR = 0.01;
/** Items between two steps. */
const BLOCK = 64;

interface Counted {
  readonly a: number;
  readonly b: number;
  readonly orders: number;
  readonly ratio: number;
}

/** The pairs that stand out most, first ones first. */
export function* togetherOf(purchases: Purchases): Steps<Pair[]> {
  const { nItems, itemAt } = purchases;
  const all = baskets(purchases);
  const sizes = new Int32Array(nItems);
  for (const item of all.items) sizes[item]++;
  const nBaskets = all.starts.length - 1;
  const least = Math.max(LEAST_ORDERS, Math.ceil(LEAST_SHARE * nBaskets));
  const { items, starts } = onlyFrequent(all, sizes, least);
  const { holding, holders } = holdersOf({ items, starts }, nItems);
  const nFrequent = sizes.reduce((sum, size) => sum + (size >= least ? 1 : 0), 0);
  const atLeast = 2 * log(Math.max(1, (nFrequent * (nFrequent - 1)) / 2) / ERROR);
  const both = new Int32Array(nItems);
  let best: Counted[] = [];
  for (let a = 0; a < nItems; a++) {
    if (sizes[a] < least) continue;
    for (let h = holders[a]; h < holders[a + 1]; h++) {
      const basket = holding[h];
      // items of a basket rise: the pairs (a, b) with b above a stand behind it
      for (let p = starts[basket + 1] - 1; p >= starts[basket] && items[p] > a; p--) both[items[p]]++;
    }
    for (let b = a + 1; b < nItems; b++) {
      const orders = both[b];
      both[b] = 0;
      if (orders < least) continue;
      const expected = (sizes[a] * sizes[b]) / nBaskets;
      const ratio = 2 * (orders * log(orders / expected) - (orders - expected));
      if (orders > expected && ratio >= atLeast) best.push({ a, b, orders, ratio });
    }
    if (best.length > 4096) best = strongest(best);
    if (a % BLOCK === 0) yield { done: a, total: nItems, stage: 'finding what is bought together' };
  }
  return strongest(best).map(({ a, b, orders }) => {
    const expected = (sizes[a] * sizes[b]) / nBaskets;
    return {
      a: itemAt(a),
      b: itemAt(b),
      orders,
      expected: short(expected),
      lift: short(orders / expected),
      shareOfA: short(orders / sizes[a]),
      shareOfB: short(orders / sizes[b]),
    };
  });
}

const strongest = (pairs: Counted[]) => pairs.sort((x, y) => y.ratio - x.ratio || x.a - y.a || x.b - y.b).slice(0, SHOWN);

/** Basket b holds items[starts[b]..starts[b + 1]), rising, each once. */
interface Baskets {
  readonly items: Int32Array;
  readonly starts: Int32Array;
}

/** One basket an order. */
function baskets({ order, item, nOrders, nItems }: Purchases): Baskets {
  const sorted = countingSort(order, nOrders, countingSort(item, nItems));
  const from = startsOf(order, nOrders);
  const items = new Int32Array(sorted.length);
  const starts = new Int32Array(nOrders + 1);
  let size = 0;
  let nBaskets = 0;
  for (let o = 0; o < nOrders; o++) {
    for (let p = from[o]; p < from[o + 1]; p++) {
      const next = item[sorted[p]];
      if (size === starts[nBaskets] || items[size - 1] !== next) items[size++] = next;
    }
    if (size > starts[nBaskets]) starts[++nBaskets] = size;
  }
  return { items: items.slice(0, size), starts: starts.slice(0, nBaskets + 1) };
}

/** Without the items of too few baskets: no pair with them can be shown. */
function onlyFrequent({ items, starts }: Baskets, sizes: Int32Array, least: number): Baskets {
  const kept = { items: new Int32Array(items.length), starts: new Int32Array(starts.length) };
  let size = 0;
  for (let basket = 0; basket + 1 < starts.length; basket++) {
    for (let p = starts[basket]; p < starts[basket + 1]; p++) if (sizes[items[p]] >= least) kept.items[size++] = items[p];
    kept.starts[basket + 1] = size;
  }
  return { items: kept.items.subarray(0, size), starts: kept.starts };
}

/** The baskets that hold each item: those of item i are holding[holders[i]..holders[i + 1]). */
function holdersOf({ items, starts }: Baskets, nItems: number): { holding: Int32Array; holders: Int32Array } {
  const holders = startsOf(items, nItems);
  const next = holders.slice();
  const holding = new Int32Array(items.length);
  for (let basket = 0; basket + 1 < starts.length; basket++)
    for (let p = starts[basket]; p < starts[basket + 1]; p++) holding[next[items[p]]++] = basket;
  return { holding, holders };
}
