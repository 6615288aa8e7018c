/**
 * What the report does not tell, because it would tell of fewer than 10 customers (`SMALL.own`): decided here, before the facts are put together. Lists of single
 * customers, which are there to be acted on, and the ten examples are no such cells: they name customers on purpose.
 * @module
 */
import { SMALL, withholdSmall } from '../privacy/small-counts.js';
import type { Report, SegmentFacts, Withheld, WithheldSegment } from './report.js';
import { listed, longMonthText } from './words.js';

/** Those of a list of groups that are told; the small ones are withheld, and others with them where the total of all would tell of these. */
export function apart<T>(groups: readonly T[], nCustomers: (group: T) => number): { told: T[]; withheld: T[] } {
  const { cells } = withholdSmall(groups.map(nCustomers));
  return { told: groups.filter((_, i) => cells[i] !== null), withheld: groups.filter((_, i) => cells[i] === null) };
}

/** Would a tenth of so many be of few? */
export const hasSmallTenths = (nCustomers: number): boolean => nCustomers < 10 * SMALL.own;

/** Is it of somebody, and of few? */
export const isFew = (nCustomers: number): boolean => nCustomers > 0 && nCustomers < SMALL.own;

/** A segment without its figures. */
export const withheldSegment = ({ segment, name, advice, nCustomers }: SegmentFacts): WithheldSegment => ({
  segment,
  name,
  sentence:
    nCustomers < SMALL.own
      ? `Withheld: fewer than ${SMALL.own} customers.`
      : `Withheld as well: else the totals would tell of a segment of fewer than ${SMALL.own} customers.`,
  advice,
});

/** Every segment of a report, also those whose figures are withheld. */
export const allSegments = ({ segments, withheld }: Report): readonly WithheldSegment[] => [...segments, ...(withheld?.segments ?? [])];

/** Which months are not told of; all but the first and the last few by their number where they are many. */
export const withheldMonths = ({ months }: Withheld): string =>
  `Withheld, as months of fewer than ${SMALL.own} customers, or because totals would tell of these: ${listed(months.length > MOST ? [...months.slice(0, 2).map(longMonthText), `${months.length - 3} others`, longMonthText(months.at(-1)!)] : months.map(longMonthText))}.`;

const MOST = 12;
