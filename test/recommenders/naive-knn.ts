// Neighbors by the textbook, on a full table: users by items, null where someone has no value.
import type { KNNSettings } from '../../src/index.js';

export type Values = readonly (readonly (number | null)[])[];

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const mean = (list: readonly number[]) => (list.length === 0 ? 0 : sum(list) / list.length);
const deviation = (list: readonly number[]) => Math.sqrt(mean(list.map((v) => (v - mean(list)) ** 2)));
const present = (list: readonly (number | null)[]) => list.filter((v) => v !== null);
/** Rounding is no direction. */
const exact = (v: number) => (Math.abs(v) < 1e-12 ? 0 : v);

export const turned = (table: Values): Values => table[0].map((_, i) => table.map((row) => row[i]));

/** The similarity of rows x and y. */
export function similarity(table: Values, x: number, y: number, { similarity: kind, overlap, shrinkage, minSupport }: KNNSettings): number {
  const entries = table[0].map((_, e) => e);
  const [a, b] = [table[x], table[y]];
  const both = entries.filter((e) => a[e] !== null && b[e] !== null);
  if (both.length < minSupport) return 0;
  const shrunk = (s: number) => (s * both.length) / (both.length + shrinkage);
  if (kind === 'dot') return shrunk(sum(both.map((e) => a[e]! * b[e]!)));
  if (kind === 'jaccard') return shrunk(both.length / (present(a).length + present(b).length - both.length));
  if (kind === 'msd') return shrunk(1 / (1 + mean(both.map((e) => (a[e]! - b[e]!) ** 2))));
  const centered = (row: readonly (number | null)[]) => {
    const own = mean(overlap === 'all' ? present(row) : both.map((e) => row[e]!));
    const off = (e: number) => (kind === 'pearson' ? own : kind === 'cosine' ? 0 : mean(present(table.map((other) => other[e]))));
    return row.map((v, e) => (v === null ? null : exact(v - off(e))));
  };
  const [p, q] = [centered(a), centered(b)];
  const square = (row: readonly (number | null)[]) => sum((overlap === 'all' ? present(row) : both.map((e) => row[e]!)).map((v) => v * v));
  const norms = Math.sqrt(square(p) * square(q));
  return norms === 0 ? 0 : shrunk(sum(both.map((e) => p[e]! * q[e]!)) / norms);
}

/** mean, b(u) and b(i): each the shrunken mean of what the others leave. */
export function biases(table: Values, nEpochs = 10, regUsers = 15, regItems = 10): { mean: number; users: number[]; items: number[] } {
  const overall = mean(table.flatMap(present));
  const shrunk = (list: number[], reg: number) => sum(list) / (reg + list.length);
  let users = table.map(() => 0);
  let items = table[0].map(() => 0);
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    items = items.map((_, i) =>
      shrunk(
        table.flatMap((row, u) => (row[i] === null ? [] : [row[i] - overall - users[u]])),
        regItems,
      ),
    );
    users = users.map((_, u) =>
      shrunk(
        table[u].flatMap((v, i) => (v === null ? [] : [v - overall - items[i]])),
        regUsers,
      ),
    );
  }
  return { mean: overall, users, items };
}

/** c(u, i) and s(u, i). */
function centers(table: Values, side: 'user' | 'item', kind: KNNSettings['center']) {
  const items = turned(table).map(present);
  const users = table.map(present);
  const own = (u: number, i: number) => (side === 'user' ? users[u] : items[i]);
  const { mean: overall, users: bu, items: bi } = biases(table);
  return {
    center: (u: number, i: number) =>
      kind === 'none' ? 0 : kind === 'user' ? mean(users[u]) : kind === 'item' ? mean(items[i]) : kind === 'zscore' ? mean(own(u, i)) : overall + bu[u] + bi[i],
    scale: (u: number, i: number) => (kind === 'zscore' ? exact(deviation(own(u, i))) || deviation(users.flat()) || 1 : 1),
  }; // prettier-ignore
}

/** Numbers of the k best, better ones first, equal ones by number; 0 is no similarity. */
const nearest = (similarities: readonly number[], k: number, negative: 'drop' | 'keep') =>
  [...similarities.keys()]
    .filter((x) => similarities[x] > 0 || (negative === 'keep' && similarities[x] < 0))
    .sort((x, y) => similarities[y] - similarities[x] || x - y)
    .slice(0, k);

/** The score of item i for user u, as a function of both. */
export function scorer(table: Values, side: 'user' | 'item', settings: KNNSettings): (u: number, i: number) => number | null {
  const { aggregate, nNeighbors, minNeighbors, negative } = settings;
  const { center, scale } = centers(table, side, settings.center);
  const compared = side === 'user' ? table : turned(table);
  const rows = compared.map((_, x) => compared.map((_, y) => (x === y ? 0 : similarity(compared, x, y, settings))));
  return (u, i) => {
    const valueOf = (x: number) => (side === 'user' ? table[x][i] : table[u][x]);
    const own = rows[side === 'user' ? u : i];
    const having = own.map((w, x) => (valueOf(x) === null ? 0 : w));
    const near =
      aggregate === 'average'
        ? nearest(having, nNeighbors, negative)
        : side === 'user'
          ? nearest(own, nNeighbors, negative).filter((v) => valueOf(v) !== null)
          : [...having.keys()].filter((h) => valueOf(h) !== null && nearest(rows[h], nNeighbors, negative).includes(i));
    if (near.length < minNeighbors) return settings.center === 'none' && aggregate === 'sum' ? 0 : null;
    const terms = near.map((x) => {
      const [v, h] = side === 'user' ? [x, i] : [u, x];
      return (own[x] * (valueOf(x)! - center(v, h))) / scale(v, h);
    });
    const total = aggregate === 'average' ? sum(near.map((x) => Math.abs(own[x]))) : 1;
    return center(u, i) + (scale(u, i) * sum(terms)) / total;
  };
}
