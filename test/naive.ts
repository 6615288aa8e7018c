// Textbook references, about five lines each, no lanes and no tricks: equality of builds tests compilers, these test the mathematics.

type Rows = readonly (readonly number[])[];

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const mean = (list: readonly number[]) => sum(list) / list.length;

/** Loss, its slope and its curvature for the log-odds z of a target of 0, 1, or a share of both. */
export function logistic(z: number, target: number): { loss: number; r: number; h: number } {
  const e = Math.exp(-Math.abs(z));
  const p = z < 0 ? e / (1 + e) : 1 / (1 + e);
  return { loss: Math.log1p(e) + Math.max(z, 0) - target * z, r: p - target, h: e / (1 + e) ** 2 };
}

/** Shares in proportion to e^z. */
export function softmax(z: readonly number[]): number[] {
  const powers = z.map((v) => Math.exp(v - Math.max(...z)));
  return powers.map((v) => v / sum(powers));
}

/** sum (a - b)^2 */
export const squaredDistance = (a: readonly number[], b: readonly number[]) => sum(a.map((v, j) => (v - b[j]) ** 2));

/** The Euclidean distances of a row to others, added. */
export const sumOfDistances = (row: readonly number[], others: Rows) => sum(others.map((other) => Math.sqrt(squaredDistance(row, other))));

/** The number of the nearest center, ties to the lower. */
export function nearestCenter(row: readonly number[], centers: Rows): number {
  const distances = centers.map((center) => squaredDistance(row, center));
  return distances.indexOf(Math.min(...distances));
}

/** Lloyd's algorithm from given starts until no label changes; no cluster may run empty. */
export function lloyd(rows: Rows, starts: Rows): { labels: number[]; centers: number[][]; inertia: number } {
  let centers = starts.map((start) => [...start]);
  let labels: number[] = [];
  for (;;) {
    const fresh = rows.map((row) => nearestCenter(row, centers));
    if (fresh.every((label, i) => label === labels[i])) break;
    labels = fresh;
    centers = centers.map((center, c) => center.map((_, j) => mean(rows.filter((_, i) => labels[i] === c).map((row) => row[j]))));
  }
  return { labels, centers, inertia: potential(rows, centers) };
}

/** Sum of squared distances to the nearest of some centers: what greedy k-means++ makes small with each seed. */
export const potential = (rows: Rows, centers: Rows) =>
  sum(rows.map((row) => Math.min(...centers.map((center) => squaredDistance(row, center)))));

/** Is each of k-means++'s seeds the best of its `drawn` candidates? */
export const isGreedy = (rows: Rows, seeds: Rows, chosen: readonly number[], drawn: readonly number[]) =>
  drawn.every((i) => potential(rows, [...seeds, chosen]) <= potential(rows, [...seeds, rows[i]]));

export const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((v, u) => v * b[u]));

/** The matrix beside the identity, by Gauss and Jordan. */
export function inverse(rows: Rows): number[][] {
  const wide = rows.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < rows.length; k++) {
    const own = (wide[k] = wide[k].map((v) => v / wide[k][k]));
    for (const [i, row] of wide.entries()) if (i !== k) wide[i] = row.map((v, j) => v - row[k] * own[j]);
  }
  return wide.map((row) => row.slice(rows.length));
}

/** What Gauss's elimination divides by: all above 0 where the symmetric matrix is positive definite. */
export function pivots(rows: Rows): number[] {
  if (rows.length === 0) return [];
  const [[first, ...rest], ...others] = rows;
  return [first, ...pivots(others.map(([head, ...row]) => row.map((v, j) => v - (head * rest[j]) / first)))];
}

/** The cosine of two columns; 0 where one is empty. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const squares = dot(a, a) * dot(b, b);
  return squares === 0 ? 0 : dot(a, b) / Math.sqrt(squares);
}

/** Indices of the k highest scores of at least `least`: higher first, equal ones by lower index. */
export const topK = (scores: readonly number[], k: number, least = -Infinity): number[] =>
  [...scores.keys()]
    .filter((i) => scores[i] >= least)
    .sort((i, j) => (scores[i] > scores[j] ? -1 : scores[j] > scores[i] ? 1 : i - j))
    .slice(0, k);

/** score(j) = sum over the history of w(h, j) r(h) */
export const sumScores = (history: readonly { item: number; value: number }[], weights: Rows, nItems: number): number[] =>
  Array.from({ length: nItems }, (_, j) => sum(history.map(({ item, value }) => weights[item][j] * value)));

/** sum w r / sum |w| over the k most similar of the history, similarities above 0 only; null where there are none. */
export function weightedAverage(similarities: readonly number[], ratings: readonly number[], k: number): number | null {
  const near = topK(similarities, k, Number.MIN_VALUE);
  return near.length === 0 ? null : sum(near.map((h) => similarities[h] * ratings[h])) / sum(near.map((h) => Math.abs(similarities[h])));
}

export interface OrderLine {
  readonly customer: string;
  readonly order: string;
  readonly time: number;
  readonly amount: number;
}

/** The figures of every customer with an order, customers in sorted order; rows of a negative amount are returns. */
export const rfm = (lines: readonly OrderLine[], asOf: number, net = false) =>
  [...new Set(lines.filter((line) => line.amount >= 0).map((line) => line.customer))].sort().map((customer) => {
    const own = lines.filter((line) => line.customer === customer);
    const sales = own.filter((line) => line.amount >= 0);
    const orders = [...new Set(sales.map((line) => line.order))];
    const times = orders
      .map((order) => Math.max(...sales.filter((line) => line.order === order).map((line) => line.time)))
      .sort((a, b) => a - b);
    const days = (from: number, to: number) => (to - from) / 86400000;
    const monetary = sum((net ? own : sales).map((line) => line.amount));
    return {
      customer,
      recency: Math.floor(days(times.at(-1)!, asOf)),
      frequency: orders.length,
      monetary,
      tenure: Math.floor(days(times[0], asOf)),
      averageOrderValue: monetary / orders.length,
      interpurchaseTime: sum(times.slice(1).map((time, i) => days(times[i], time))) / (times.length - 1),
    };
  });

/** Precision, recall and nDCG of the first k places. */
export function ranking<I>(list: readonly I[], relevant: ReadonlySet<I>, k: number) {
  const gains = list.slice(0, k).map((item) => (relevant.has(item) ? 1 : 0));
  const dcg = (values: readonly number[]) => sum(values.map((gain, place) => gain / Math.log2(place + 2)));
  const ideal = dcg(new Array<number>(Math.min(k, relevant.size)).fill(1));
  const hits = sum(gains);
  return { precision: hits / k, recall: relevant.size === 0 ? 0 : hits / relevant.size, ndcg: ideal === 0 ? 0 : dcg(gains) / ideal };
}
