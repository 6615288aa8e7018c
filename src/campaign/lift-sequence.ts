/**
 * A lift that is looked at again and again: each look's interval, and from which look on it could have been told.
 * @module
 */
import { checkOptions, oneOf } from '../check.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { drawnIn, EACH_LOOK, liftOf, type DrawnPeople, type Given, type LiftOptions } from './lift.js';
import type { Estimate, LiftReport, Verdict } from './lift-report.js';

export interface LiftSequenceOptions extends Omit<LiftOptions, 'sequential' | 'previous'> {
  /**
   * What the looks measure: an effect that `grows`, as sales add up, so that each look's interval is of that look's effect; or one that is `constant`, of each person, as
   * people come into the campaign, so that all looks' intervals are of one effect, and it is in all of them. Default `grows`.
   */
  effect?: 'grows' | 'constant';
}

/** One outcome over the looks; null in lists: it could not be measured then. */
export interface OutcomeSequence {
  /** The difference at each look. All of them hold at once. */
  readonly differences: readonly (Estimate | null)[];
  /** The least always-valid p-value up to each look. */
  readonly pValues: readonly (number | null)[];
  /** The first look (from 0) that told something, and what; null where none did. */
  readonly told: { readonly look: number; readonly verdict: Verdict } | null;
  /** Of a constant effect, what is in all intervals up to each look; null of one that grows, and at looks where nothing is, as the effect was not constant. */
  readonly running: readonly ({ readonly low: number; readonly high: number } | null)[] | null;
}

export interface LiftSequence {
  readonly reports: readonly LiftReport[];
  readonly conversion: OutcomeSequence | null;
  readonly revenue: OutcomeSequence | null;
}

/**
 * A campaign looked at again and again, with intervals and p-values that hold at all looks at once: one may stop at any, for any reason (confidence sequences by the normal
 * mixture: Robbins 1970; Johari et al. 2022; Waudby-Smith et al. 2024). They are wider than those of one look, least after `tightest` times the first look's information.
 * To look day by day instead, give `lift` each time the report of the day before: `lift(campaign, outcomes, { sequential: true, previous })`.
 * @param campaign - as of `lift`; all of it at each look
 * @param looks - the outcomes as they were known at each look, in order of time: all until then, not only what is new
 * @throws KindredError as `lift`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { liftSequence } from 'kindred/campaign';
 * const people = Table.from(Array.from({ length: 4000 }, (_, i) => ({ person: i, arm: i % 2 === 0 ? 'treatment' : 'control' })));
 * const until = (day: number) => Table.from(Array.from({ length: 50 * day }, (_, i) => ({ person: i % 3 < 2 ? 2 * i : 2 * i + 1, converted: true })));
 * const { conversion } = liftSequence({ people }, [1, 2, 3, 4, 5, 6, 7].map(until));
 * console.log(conversion!.told); // { look: 1, verdict: 'raised' }
 * ```
 */
export function liftSequence(campaign: DrawnPeople, looks: readonly Table[], options: LiftSequenceOptions = {}): LiftSequence {
  if (!Array.isArray(looks) || looks.length === 0)
    throw new KindredError('invalid-data', mustBe('looks', 'a list of tables, one a look', looks));
  const { effect = EFFECT.default, ...rest } = checkOptions<LiftSequenceOptions>('liftSequence', { ...EACH_LOOK, effect: EFFECT }, options);
  const drawn = drawnIn(campaign, rest);
  const reports: LiftReport[] = [];
  for (const outcomes of looks as readonly Table[])
    reports.push(liftOf(campaign, drawn, outcomes, { ...rest, sequential: true, previous: reports.at(-1) } as Given));
  const of = (outcome: 'conversion' | 'revenue') =>
    reports[0][outcome] === null ? null : sequenceOf(reports, outcome, effect === 'constant');
  return { reports, conversion: of('conversion'), revenue: of('revenue') };
}

const EFFECT = oneOf('grows', 'grows', 'constant');

function sequenceOf(reports: readonly LiftReport[], outcome: 'conversion' | 'revenue', constant: boolean): OutcomeSequence {
  const measured = reports.map((report) => report[outcome]!);
  const look = measured.findIndex(({ verdict }) => verdict === 'raised' || verdict === 'lowered');
  let [least, most] = [-Infinity, Infinity];
  return {
    differences: measured.map(({ effect }) => effect && effect.difference),
    pValues: measured.map(({ effect }) => effect && effect.pValue),
    told: look < 0 ? null : { look, verdict: measured[look].verdict },
    running: constant
      ? measured.map(({ effect }) => {
          if (effect) [least, most] = [Math.max(least, effect.difference.low), Math.min(most, effect.difference.high)];
          return least <= most ? { low: least, high: most } : null;
        })
      : null,
  };
}
