/**
 * The report in words: what came in, what was left out and why, who the customers are, and how good the recommendations are.
 * @module
 */
import type { Accuracy, Report, SegmentFacts } from './report.js';
import { count, money, plural } from './words.js';

/**
 * Sentences, in the order of the report.
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyse, summary } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 50 }).orders);
 * console.log(summary(analyse(reader.end()).report).length > 5); // true
 * ```
 */
export function summary({ shop, segments, warnings, moves, nServed, accuracy, currency }: Report): string[] {
  return [
    ...shop.found,
    `${plural(shop.nRows, 'row')} read, ${count(shop.nKept)} kept: ${plural(shop.nCustomers, 'customer')}, ${plural(shop.nItems, 'item')}, ${shop.firstDay} to ${shop.lastDay}, revenue ${money(shop.revenue, currency)}.`,
    shop.leftOut.length === 0
      ? 'No row was left out.'
      : `Left out: ${shop.leftOut.map(({ reason, rows }) => `${count(rows)} ${reason}`).join(', ')}.`,
    `The customers fall into ${plural(segments.length, 'segment')}:`,
    ...segments.map(({ name, sentence }: SegmentFacts) => `  ${name}: ${sentence}`),
    ...warnings.map((warning) => `Note: ${warning}.`),
    ...(moves
      ? [
          `Since the previous run ${plural(moves.changed, 'customer')} changed segment, ${count(moves.stayed)} stayed, ${count(moves.joined)} came, ${count(moves.gone)} are not there any more.`,
        ]
      : []),
    `${plural(nServed, 'customer')} got recommendations, each with the purchase that speaks most for it.`,
    ...accuracySentences(accuracy),
  ];
}

function accuracySentences(accuracy: Accuracy | null): string[] {
  if (!accuracy)
    return ['The recommendations could not be measured on the last days: the orders are too short a time, or nobody came back.'];
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
