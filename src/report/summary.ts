/**
 * The analysis in words: what came in, what was left out and why, who the customers are, and how good the recommendations are.
 * @module
 */
import { isoDay } from '../data/time.js';
import type { Accuracy, Analysis, SegmentSummary } from './analyse.js';

/** `1,234,567`, in every locale. */
function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/**
 * Sentences, in the order of the job.
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyse, summary } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 50 }).orders);
 * console.log(summary(analyse(reader.end())).length > 5); // true
 * ```
 */
export function summary(analysis: Analysis): string[] {
  const { clean, customers, segments, recommender, recommendations, accuracy, kmeans } = analysis;
  const times = clean.orders.column('time', 'date').values;
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const revenue = customers.column('monetary', 'number').values.reduce((a, b) => a + b, 0);
  const served = recommendations.filter(({ items }) => items.length > 0).length;
  return [
    `${plural(clean.nRows, 'row')} read, ${count(clean.orders.nRows)} kept: ${plural(customers.nRows, 'customer')}, ${plural(recommender.items.size, 'item')}, ${isoDay(first)} to ${isoDay(last)}, revenue ${count(Math.floor(revenue))}.`,
    clean.leftOut.length === 0
      ? 'No row was left out.'
      : `Left out: ${clean.leftOut.map(({ reason, rows }) => `${count(rows)} ${reason}`).join(', ')}.`,
    `The customers fall into ${plural(segments.length, 'segment')}:`,
    ...segments.map(segmentSentence),
    ...kmeans.warnings.map((warning) => `Note: ${warning}.`),
    `${plural(served, 'customer')} got recommendations, each with the purchase that speaks most for it.`,
    ...accuracySentences(accuracy, recommendations.length),
  ];
}

function segmentSentence({ segment, nCustomers, shareOfCustomers, shareOfRevenue, recency, frequency, monetary }: SegmentSummary): string {
  const ago = recency < 1.5 ? 'about a day ago' : `${count(Math.floor(recency + 0.5))} days ago`;
  const orders = frequency < 1.05 ? 'once' : `${frequency.toFixed(1)} times`;
  return `  segment ${segment}: ${plural(nCustomers, 'customer')} (${percent(shareOfCustomers)}), ${percent(shareOfRevenue)} of the revenue; on average they last bought ${ago}, ordered ${orders} and spent ${count(Math.floor(monetary + 0.5))}.`;
}

function accuracySentences(accuracy: Accuracy | undefined, nCustomers: number): string[] {
  if (!accuracy)
    return nCustomers === 0
      ? []
      : ['The recommendations could not be measured on the last days: the orders are too short a time, or nobody came back.'];
  const { testDays, k, hits, bestsellerHits, gain, nCustomers: counted } = accuracy;
  const verdict =
    gain.low > 0 ? 'The recommendations are better than the list of best-selling items.'
    : gain.high < 0 ? 'The list of best-selling items did better here: use it.'
    : 'The difference is within chance.'; // prettier-ignore
  return [
    `Measured on the last ${testDays} days, held out: of ${k} suggestions ${hits.mean.toFixed(2)} were then bought, of the ${k} best-selling items ${bestsellerHits.mean.toFixed(2)} (${plural(counted, 'customer')} who came back; difference ${gain.mean.toFixed(2)}, 95 % interval ${gain.low.toFixed(2)} to ${gain.high.toFixed(2)}).`,
    verdict,
  ];
}
