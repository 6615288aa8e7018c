/**
 * Who is probably lost: whose chance to come back is below one in two. The same rule, applied before days that were hidden, tells how often it is wrong.
 * @module
 */
import { compared, ranked } from './best.js';
import { spentIn, type Hidden } from './hidden.js';
import { AHEAD, type Lifetimes } from './lifetimes.js';
import type { Lost, LostMeasured, Untold } from './outlook-facts.js';
import type { People } from './people.js';
import type { SegmentFacts } from './report.js';
import { cents, short } from './round.js';
import { isFew } from './withheld.js';

/** Below this chance a customer counts as lost. */
const LOST = 0.5;
const SHOWN = 10;

export const isLost = (chance: number): boolean => chance < LOST;

/** @param chances - to come back, one a customer */
export function lostOf(
  people: People,
  chances: Float64Array,
  segments: readonly SegmentFacts[],
  besides: Pick<Lost, 'measured' | 'warnings'>,
): Lost {
  const { n, recency, frequency, monetary } = people;
  const lost = rowsOf(n).filter((row) => isLost(chances[row]));
  const spent = sum(lost, monetary);
  const perSegment = new Map<string, number>();
  for (const row of lost) perSegment.set(people.segmentOf(row), (perSegment.get(people.segmentOf(row)) ?? 0) + 1);
  const toWinBack = lost.filter((row) => frequency[row] > 1).sort((a, b) => monetary[b] - monetary[a] || a - b);
  return {
    withinDays: AHEAD.days,
    nCustomers: n,
    nLost: lost.length,
    nLostAfterOne: lost.filter((row) => frequency[row] === 1).length,
    spent: cents(spent),
    shareOfRevenue: short(spent / sum(rowsOf(n), monetary)),
    expectedBack: short(sum(lost, chances)),
    segments: segments.map(({ name, nCustomers }) => ({ name, nCustomers, nLost: perSegment.get(name) ?? 0 })),
    first: toWinBack.slice(0, SHOWN).map((row) => ({
      ...people.listed(row),
      frequency: frequency[row],
      monetary: cents(monetary[row]),
      daysAgo: short(recency[row]),
      probability: short(chances[row]),
    })),
    ...besides,
  };
}

/** What the rule said before the hidden days, and who came. @param lifetimes - fitted to what was seen */
export function lostMeasured({ summary, bgnbd }: Lifetimes, { from, testDays, after }: Hidden): LostMeasured | Untold {
  const [year, soon] = [AHEAD.days, testDays].map((days) => bgnbd.probabilityOfPurchase(summary, { days }));
  const back = spentIn(after, summary).map((spent) => (spent > 0 ? 1 : 0));
  const rows = rowsOf(back.length);
  const [lost, others] = [rows.filter((row) => isLost(year[row])), rows.filter((row) => !isLost(year[row]))];
  if (isFew(lost.length) || isFew(others.length)) return 'withheld';
  const [recency, age] = [summary.column('recency', 'number').values, summary.column('age', 'number').values];
  const longest = ranked(age.map((days, row) => days - recency[row])).slice(0, lost.length);
  return {
    from,
    testDays,
    nCustomers: rows.length,
    nLost: lost.length,
    back: sum(lost, back),
    expectedBack: short(sum(lost, soon)),
    nOthers: others.length,
    othersBack: sum(others, back),
    expectedOthersBack: short(sum(others, soon)),
    ruleBack: sum(longest, back),
    gain: compared(back, longest, lost, lost.length).gain, // the model is better where fewer come back
  };
}

const rowsOf = (n: number) => Array.from({ length: n }, (_, row) => row);
const sum = (rows: readonly number[], values: Float64Array) => rows.reduce((total, row) => total + values[row], 0);
