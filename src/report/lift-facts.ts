/**
 * The facts of a campaign's lift, as plain data: what the page, the sentences and `--json` are made of.
 * @module
 */
import type { LeftOut } from '../campaign/filters.js';
import type { ArmOutcome, Effect, Estimate, LiftReport, MeasuredOutcome } from '../campaign/lift-report.js';
import { cannotBeMeasured, claimOf, speechOf, type Speech } from '../campaign/lift-words.js';
import { checkOptions } from '../check.js';
import { cellsOf } from '../data/column.js';
import { toLocal } from '../data/time-zone.js';
import { isoDay } from '../data/time.js';
import type { Interval } from '../evaluation/intervals.js';
import { SMALL } from '../privacy/small-counts.js';
import { LIFT_CONTEXT, type LiftContext } from './lift-context.js';
import { wilsonInterval } from './normal-interval.js';
import { isFew } from './withheld.js';
import { plural } from './words.js';

/** The campaign without its people. */
export interface CampaignFacts {
  readonly name: string;
  readonly purpose: string;
  /** Empty where it is not said. */
  readonly consent: string;
  /** ISO 8601, UTC. */
  readonly startsAt: string;
  /** The share that was to be left alone. */
  readonly holdout: number;
  /** Why people are in it, the most frequent first; of fewer than 10 people together as the last, without a reason. */
  readonly reasons: readonly { readonly reason: string | null; readonly n: number }[];
}

/** What one look found: the differences, as of `MeasuredOutcome.effect`. */
export interface LookFacts {
  /** The last day that counted; null where nobody said. */
  readonly lastDay: string | null;
  readonly conversion: Estimate | null;
  readonly revenue: Estimate | null;
  /** Whether it told something, of conversion where it was measured, else of revenue. */
  readonly verdict: LiftReport['verdict'];
}

/** A lift as it is reported. */
export interface LiftFacts {
  /** What stands above the page. */
  readonly title: string;
  readonly lift: LiftReport;
  /** Fewer than 10 people are in one of the arms: what they did is withheld, and so is what the campaign brought. */
  readonly withheld: boolean;
  readonly campaign: CampaignFacts | null;
  /** Days that counted, the last one included. */
  readonly window: { readonly firstDay: string; readonly lastDay: string; readonly beforeDays: number | null } | null;
  readonly currency: string | null;
  /** The share who bought, with its Wilson interval at the report's level; null where it was not measured, or of nobody. */
  readonly rates: { readonly treatment: Interval; readonly control: Interval } | null;
  /** n is null where it is below 10. */
  readonly leftOut: readonly { readonly reason: string; readonly n: number | null; readonly sentence: string }[];
  /** Earlier ones first, this one last; none of a lift that is looked at once. */
  readonly looks: readonly LookFacts[];
  /** What to know before believing it, and how the files were read. */
  readonly notes: readonly string[];
  readonly found: readonly string[];
}

/** Reasons shown. */
const SHOWN = 8;

/**
 * The facts of a lift: with the campaign whether its arms are as they were drawn, and why people were in it; with the look before how the interval narrows. Where an arm has
 * fewer than 10 people, what they did is withheld.
 * @param lift - of `lift`
 * @throws KindredError `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { lift } from 'kindred/campaign';
 * import { liftFacts } from 'kindred/report';
 * const people = Table.from(Array.from({ length: 2000 }, (_, i) => ({ person: i, arm: i % 2 === 0 ? 'treatment' : 'control' })));
 * const buyers = Table.from(Array.from({ length: 120 }, (_, i) => ({ person: i < 80 ? 2 * i : 2 * i + 1, converted: true }))); // 80 of 1000, 40 of 1000
 * const { title, rates } = liftFacts(lift({ people }, buyers));
 * console.log(title); // The campaign brought 4.0 more buyers for each 100 people
 * console.log(rates!.treatment.mean, rates!.treatment.low > 0.06); // 0.08 true
 * ```
 */
export function liftFacts(lift: LiftReport, context: LiftContext = {}): LiftFacts {
  const options = checkOptions<LiftContext>('liftFacts', LIFT_CONTEXT, context);
  const { campaign, from, to, beforeDays, currency = null, leftOut = [], previous, notes = [], found = [] } = options;
  const local = toLocal(options.timeZone ?? 'UTC');
  const window =
    from === undefined || to === undefined
      ? null
      : { firstDay: isoDay(local(from)), lastDay: isoDay(local(to - 1)), beforeDays: beforeDays ?? null };
  const withheld = Object.values(lift.people).some(isFew);
  const told = withheld ? without(lift) : lift;
  return {
    title: titleOf(told, currency),
    lift: told,
    withheld,
    campaign: campaign ? campaignFacts(campaign) : null,
    window,
    currency,
    rates: ratesOf(told),
    leftOut: leftOut.map(fewer),
    looks: told.sequential ? looksOf(lookOf(told, window?.lastDay ?? null), previous?.looks ?? []) : [],
    notes: [...told.notes.filter((note) => note !== told.sampleRatio?.sentence), ...notes], // which is told before all others
    found,
  };
}

/** How an outcome of a report is spoken of. */
export const spokenOf = ({ outcome }: Pick<MeasuredOutcome, 'outcome'>, currency: string | null): Speech =>
  speechOf(outcome, currency ?? undefined);

function titleOf({ conversion, revenue, verdict, sequential, people, sampleRatio }: LiftReport, currency: string | null): string {
  const measured = [conversion, revenue].filter((one): one is MeasuredOutcome & { effect: Effect } => Boolean(one?.effect));
  const [first] = measured;
  if (verdict === 'cannot be measured' || !first)
    return sequential && Math.min(people.treatment, people.control) >= SMALL.own
      ? 'Too early to tell what the campaign brought'
      : 'What the campaign brought cannot be measured';
  if (sampleRatio?.verdict === 'off') return 'The groups are not as they were drawn: do not trust the comparison yet';
  if (verdict !== 'no evidence') return claimOf(first.effect, spokenOf(first, currency));
  const all = measured.every((one) => one.verdict === verdict);
  return `No evidence that the campaign changed ${all ? 'anything' : spokenOf(first, currency).what}`;
}

/** As `lift` withholds a segment. */
function without(lift: LiftReport): LiftReport {
  const few = lift.people.control < SMALL.own ? 'left alone' : 'contacted';
  const sentence = cannotBeMeasured(`fewer than ${SMALL.own} people were ${few}, and what so few did is withheld`);
  const segments = lift.segments.map(({ segment }) => ({ segment, withheld: 'few' as const, conversion: null, revenue: null }));
  const verdict = 'cannot be measured';
  return {
    ...lift,
    sampleRatio: null,
    conversion: null,
    revenue: null,
    segments,
    verdict,
    sentences: lift.verdict === verdict ? lift.sentences : [sentence],
  };
}

function ratesOf({ conversion, level }: LiftReport): LiftFacts['rates'] {
  if (!conversion || conversion.treatment.n === 0 || conversion.control.n === 0) return null;
  const rate = ({ n, total }: ArmOutcome) => wilsonInterval(total / n, n, level);
  return { treatment: rate(conversion.treatment), control: rate(conversion.control) };
}

const lookOf = ({ conversion, revenue, verdict }: LiftReport, lastDay: string | null): LookFacts => ({
  lastDay,
  conversion: conversion?.effect?.difference ?? null,
  revenue: revenue?.effect?.difference ?? null,
  verdict,
});

/** Of a day that is looked at twice the second look stays. */
const looksOf = (last: LookFacts, before: readonly LookFacts[]): LookFacts[] => [
  ...before.filter(({ lastDay }) => lastDay === null || lastDay !== last.lastDay),
  last,
];

function campaignFacts({ name, purpose, consent, startsAt, holdout, people }: NonNullable<LiftContext['campaign']>): CampaignFacts {
  const ns = new Map<string, number>();
  const cell = people.columns.includes('reason') ? cellsOf(people.column('reason')) : () => '';
  for (let row = 0; row < people.nRows; row++) {
    const reason = String(cell(row) ?? '').split(': ')[0]; // behind it stands what is of this person alone
    if (reason !== '') ns.set(reason, (ns.get(reason) ?? 0) + 1);
  }
  const all = [...ns].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([reason, n]) => ({ reason, n }));
  const shown = all.filter(({ n }, place) => n >= SMALL.own && place < SHOWN);
  const others = () => all.slice(shown.length).reduce((sum, { n }) => sum + n, 0);
  while (shown.length > 0 && others() > 0 && others() < SMALL.own) shown.pop(); // the whole less those shown would tell
  const rest = others();
  return {
    name,
    purpose,
    consent,
    startsAt: new Date(startsAt).toISOString(),
    holdout,
    reasons: shown.length === 0 || rest === 0 ? shown : [...shown, { reason: null, n: rest }],
  };
}

/** A small count goes out of its sentence too. */
function fewer({ reason, n, sentence }: LeftOut): LiftFacts['leftOut'][number] {
  if (n >= SMALL.own) return { reason, n, sentence };
  const own = plural(n, 'person was', 'people were');
  return {
    reason,
    n: null,
    sentence: sentence.startsWith(own) ? `fewer than ${SMALL.own} people were${sentence.slice(own.length)}` : reason,
  };
}
