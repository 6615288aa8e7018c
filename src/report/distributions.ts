/**
 * How recency, frequency and monetary value are spread over the customers, in bins that people count in.
 * @module
 */
import { median } from '../data/median.js';
import type { Distribution } from './report.js';
import { cents } from './round.js';
import { isFew } from './withheld.js';

const DAYS = [0, 7, 14, 30, 60, 90, 180, 365, 730, 1460];
const ORDERS = [1, 2, 3, 4, 5, 6, 11, 21, 51, 101];
/** At most so many bins of money. */
const MOST_BINS = 10;

/** Days since the last order. */
export const recencyDistribution = (values: Float64Array): Distribution => binned(values, upTo(DAYS, largest(values)));

/** Orders a customer. */
export const frequencyDistribution = (values: Float64Array): Distribution => binned(values, upTo(ORDERS, largest(values)));

/** Money a customer: round sums between the poorest and the richest twentieth, at most MOST_BINS bins. */
export function monetaryDistribution(values: Float64Array): Distribution {
  const sorted = values.slice().sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  const rungs = LADDER.filter((rung) => rung > at(0.05) && rung <= at(0.95));
  const stride = Math.ceil(rungs.length / (MOST_BINS - 1));
  return binned(values, [0, ...rungs.filter((_, r) => r % stride === 0)]);
}

/** 1, 2, 5, 10, 20, ... as far as numbers are exact, and a few below 1. */
const LADDER = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].concat(
  Array.from({ length: 15 }, (_, power) => Number(`1e${power}`)).flatMap((step) => [step, 2 * step, 5 * step]),
);

const largest = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), 0);

function upTo(ladder: readonly number[], most: number): number[] {
  return ladder.filter((edge, e) => e === 0 || edge <= most);
}

function binned(values: Float64Array, edges: readonly number[]): Distribution {
  const counts = edges.map(() => 0);
  for (const value of values) {
    let bin = edges.length - 1;
    while (bin > 0 && value < edges[bin]) bin--;
    counts[bin]++;
  }
  return { ...wideEnough(edges, counts), median: cents(median(values.slice())) };
}

/** Bins of few customers are joined with those above them, the last one with those below. */
function wideEnough(edges: readonly number[], counts: readonly number[]): Pick<Distribution, 'edges' | 'counts'> {
  const bins: { edge: number; count: number }[] = [];
  counts.forEach((count, b) => {
    const open = bins.at(-1);
    if (open && isFew(open.count)) open.count += count;
    else bins.push({ edge: edges[b], count });
  });
  while (bins.length > 1 && isFew(bins.at(-1)!.count)) bins.at(-2)!.count += bins.pop()!.count;
  return { edges: bins.map(({ edge }) => edge), counts: bins.map(({ count }) => count) };
}
