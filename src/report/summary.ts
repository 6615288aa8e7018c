/**
 * The report in words: what came in, what was left out and why, who the customers are and what they will do, and how good the recommendations are.
 * @module
 */
import { leftOutText, returned, returnsText } from './left-out.js';
import type { Moves, Report, SegmentChoice } from './report.js';
import { foretold } from './foretold.js';
import { allSegments, withheldMonths } from './withheld.js';
import { FORESIGHT, judge, measured, notMeasured, servedText } from './verdict.js';
import { count, decimal, money, plural } from './words.js';

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
export function summary(report: Report): string[] {
  const { shop, choice, warnings, moves, outlook, nServed, accuracy, currency, withheld } = report;
  const segments = allSegments(report);
  return [
    ...shop.found,
    `${plural(shop.nRows, 'row')} read, ${count(shop.nKept)} kept: ${plural(shop.nCustomers, 'customer')}, ${plural(shop.nItems, 'item')}, ${shop.firstDay} to ${shop.lastDay}, sales ${money(shop.revenue, currency)} before returns.`,
    shop.leftOut.length === 0
      ? 'No row was left out.'
      : `Left out: ${shop.leftOut.map((left) => `${count(left.rows)} ${leftOutText(left)}`).join('. ')}.`,
    ...(returned(shop) > 0 ? [returnsText(shop, currency)] : []),
    `The customers fall into ${plural(segments.length, 'segment')}${chosen(choice)}:`,
    ...segments.map(({ name, sentence }) => `  ${name}: ${sentence}`),
    ...(withheld && withheld.months.length > 0 ? [withheldMonths(withheld)] : []),
    ...warnings.map((warning) => `Note: ${warning}.`),
    ...(moves ? [movesSentence(moves)] : []),
    ...foretold(outlook, shop.lastDay, currency),
    servedText(nServed),
    ...accuracySentences(accuracy),
  ];
}

const chosen = ({ by }: SegmentChoice) =>
  by === 'elbow' ? ', chosen because one more would add little' : by === 'previous' ? ', as many as in the previous run' : '';

function movesSentence({ stayed, changed, changedWithoutOrder, joined, gone, renamed }: Moves): string {
  const idle = changed > 0 ? ` (${count(changedWithoutOrder)} of them with no more orders than then)` : '';
  return `Since the previous run ${plural(changed, 'customer')} changed segment${idle}, ${count(stayed)} stayed; ${count(joined)} ${joined === 1 ? 'is' : 'are'} in this run only, ${count(gone)} in the previous one only.${renamed.map(({ from, to }) => ` The segment that was called ${from} goes on as ${to}, the name by its figures of today.`).join('')}`;
}

function accuracySentences(accuracy: Report['accuracy']): string[] {
  if (typeof accuracy === 'string') return [notMeasured(accuracy)];
  const { testDays, gain, currentGain, nCustomers: counted } = accuracy;
  const interval = ({ mean, low, high }: typeof gain) => `${decimal(mean, 2)}, 95 % interval ${decimal(low, 2)} to ${decimal(high, 2)}`;
  return [
    `Measured on the last ${plural(testDays, 'day')}, held out, with ${plural(counted, 'customer')}. ${measured(accuracy)}`,
    `Difference to the first list ${interval(gain)}; to the second ${interval(currentGain)}.`,
    judge(accuracy).sentence,
    FORESIGHT,
  ];
}
