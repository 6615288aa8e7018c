/**
 * The customary grid of RFM scores: ten segments by recency against the mean of frequency and monetary value. Names and cells are those of the grid in common use
 * (CleverTap 2018, "RFM analysis for customer segmentation", drawn there over frequency alone); taking frequency and spending together follows Putler's table.
 * @module
 */

/** A segment of the grid. */
export interface RfmSegment {
  readonly name: string;
  /** Who they are. */
  readonly sentence: string;
  /** What to do about them. */
  readonly advice: string;
}

/** The segments, in the order of their labels. */
export const RFM_SEGMENTS: readonly RfmSegment[] = Object.freeze([
  {
    name: 'Champions',
    sentence: 'They bought lately, buy often and spend most.',
    advice: 'Reward them, show them new things first, and ask them to recommend you.',
  },
  {
    name: 'Loyal customers',
    sentence: 'They buy often or spend much, and were here not long ago.',
    advice: 'Offer what goes with what they have, and ask for reviews.',
  },
  {
    name: 'Potential loyalists',
    sentence: 'They bought lately and more than once, or for a fair sum.',
    advice: 'Give them a reason to stay: a membership, a recommendation of their own.',
  },
  {
    name: 'New customers',
    sentence: 'They bought very lately, and little so far.',
    advice: 'Welcome them, help them with what they bought, and lead to the second order.',
  },
  {
    name: 'Promising',
    sentence: 'They bought lately, and little so far.',
    advice: 'Make yourself known: a small offer while they remember you.',
  },
  {
    name: 'Need attention',
    sentence: 'They are in the middle by all figures, and have not been here for a while.',
    advice: 'Make an offer for a limited time, out of what they bought before.',
  },
  {
    name: 'About to sleep',
    sentence: 'They have not been here for a while, and bought little.',
    advice: 'Remind them with what is popular, or with a discount.',
  },
  {
    name: 'At risk',
    sentence: 'They used to buy often or for good sums, and have been away for long.',
    advice: 'Write to them personally, with a reason to come back.',
  },
  {
    name: 'Cannot lose them',
    sentence: 'They were among the best, and have been away for long.',
    advice: 'Win them back before others do: talk to them, and listen.',
  },
  {
    name: 'Hibernating',
    sentence: 'They bought little, and long ago.',
    advice: 'Spend little on them: a reminder now and then.',
  },
]);

/** Labels by the mean of frequency and monetary score (rows, 5 first) and recency score (columns, 1 first). */
const GRID = [
  [8, 8, 1, 1, 0],
  [7, 7, 1, 1, 0],
  [7, 7, 5, 2, 2],
  [9, 9, 6, 2, 2],
  [9, 9, 6, 4, 3],
];

/** Frequency and monetary score as one, with equal weights: their mean, halves up. */
export const meanScore = (f: number, m: number): number => Math.floor((f + m + 1) / 2);

/** The label of a cell: scores from 1 to 5. */
export const cellOf = (r: number, fm: number): number => GRID[5 - fm][r - 1];
