/**
 * Item neighbors against implicit's: test/golden/from-implicit.py has the formulas.
 * @module
 */
import { Interactions, ItemKNN } from 'kindred';
import { ratings, retailOrders } from '../data.ts';
import { readGolden, signed, type Section } from './section.ts';

interface Table {
  /** Neighbors of all items, and the sum of their weights. */
  readonly size: number;
  readonly sum: number;
  /** Of each of the rows: item, weight, item, weight, ... */
  readonly lists: readonly (readonly number[])[];
}
type Weighting = 'cosine' | 'tfidf' | 'bm25';
interface Golden {
  readonly k: number;
  readonly bm25: { readonly K1: number; readonly B: number };
  readonly sets: Record<'ratings' | 'counts' | 'ones', { readonly rows: readonly number[] } & Record<Weighting, Table>>;
}
type Any = Interactions<string | number, string | number>;

/** Weights this near to the last of a list are ties: either may be there. */
const TIE = 1e-6;

export function againstImplicit(data: string): Section {
  const { k, bm25, sets } = readGolden<Golden>('implicit');
  const { user, item, value } = ratings(data);
  const rated = Interactions.from(
    { user, item, value: value!.map((v) => v / 2) }, // they come doubled
    { user: 'user', item: 'item', value: 'value' },
  ) as unknown as Any;
  const bought = Interactions.from(retailOrders(data), { user: 'customer', item: 'item' }) as unknown as Any;
  const titles = { ratings: 'ml-latest-small, ratings', counts: 'online-retail, counts', ones: 'online-retail, 0/1' };
  const met = { ratings: rated, counts: bought, ones: ones(bought) };
  const lines = (['ratings', 'counts', 'ones'] as const).flatMap((name) =>
    (['cosine', 'tfidf', 'bm25'] as const).map((weighting) => {
      const found = compare(fit(met[name], weighting, k, bm25), sets[name].rows, sets[name][weighting], k);
      return [`${titles[name]}: ${weighting}`, ...found];
    }),
  );
  const head = ['', 'same members', 'ties aside', 'largest relative error', 'entries - implicit', 'sum / implicit - 1'];
  return { title: `Item neighbors, top ${k}, of 100 items (entries and sums: of all): implicit`, head, lines };
}

/** As values, so that all three weightings see ones. */
function ones(met: Any): Any {
  const { starts, items } = met.rows();
  const user = Int32Array.from(items);
  for (let u = 0; u + 1 < starts.length; u++) user.fill(u, starts[u], starts[u + 1]);
  const columns = { user: Array.from(user, (u) => met.users.at(u)), item: Array.from(items, (i) => met.items.at(i)) };
  return Interactions.from(columns, { user: 'user', item: 'item' });
}

function fit(met: Any, weighting: Weighting, k: number, { K1, B }: Golden['bm25']) {
  if (weighting === 'cosine') return new ItemKNN({ nNeighbors: k }).fit(met);
  if (weighting === 'tfidf') return new ItemKNN({ nNeighbors: k }).fit(met.weight('tfidf'));
  return new ItemKNN({ nNeighbors: k, similarity: 'dot' }).fit(met.weight('bm25', { k1: K1, b: B }));
}

function compare(model: ReturnType<typeof fit>, rows: readonly number[], { size, sum, lists }: Table, k: number): string[] {
  const { items } = model;
  const neighbors = (i: number) => model.similarItems(items.at(i), k).map(({ item, score }) => ({ j: items.indexOf(item), score }));
  let [shared, tied, all, error] = [0, 0, 0, 0];
  rows.forEach((i, r) => {
    const list = lists[r];
    const want = new Map(Array.from({ length: list.length / 2 }, (_, e) => [list[2 * e], list[2 * e + 1]]));
    const found = neighbors(i);
    const last = list.at(-1) ?? 0;
    all += Math.max(want.size, found.length);
    for (const { j, score } of found) {
      const weight = want.get(j);
      if (weight === undefined) tied += Math.abs(score - last) <= TIE * last ? 1 : 0;
      else [shared, error] = [shared + 1, Math.max(error, Math.abs(score - weight) / weight)];
    }
  });
  let [entries, total] = [0, 0];
  for (let i = 0; i < items.size; i++) for (const { score } of neighbors(i)) [entries, total] = [entries + 1, total + score];
  const share = (n: number) => `${((100 * n) / all).toFixed(2)} %`;
  return [share(shared), share(shared + tied), signed(error), String(entries - size), signed(total / sum - 1)];
}
