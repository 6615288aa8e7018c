/**
 * The pictures of a lift: the arms side by side, the effects and those of the segments around 0, and how the interval narrows from look to look.
 * @module
 */
import type { Effect, Estimate, MeasuredOutcome, SegmentLift, Withheld } from '../../campaign/lift-report.js';
import { digitsOf } from '../../campaign/lift-words.js';
import { spokenOf, type LiftFacts, type LookFacts } from '../lift-facts.js';
import { effectText } from '../lift-summary.js';
import { curves, intervals, type IntervalRow, type Tick } from '../plot.js';
import { axisText, capital, count, dayText, decimal, percent } from '../words.js';
import { roomFor, signedTicks, ticks } from './axis.js';
import { clipped } from './parts.js';

export type Outcome = MeasuredOutcome['outcome'];

const FRAME = { marginLeft: 14, marginTop: 4, marginBottom: 44 };
const width = (narrow: boolean) => (narrow ? 350 : 560);

/** The share who bought in each arm. */
export function ratesChart({ lift, rates }: LiftFacts, narrow: boolean): string {
  const { treatment, control } = rates!;
  const arms = [
    { name: 'Contacted', rate: treatment, color: 'var(--accent)' },
    { name: 'Left alone', rate: control, color: 'var(--quiet)' },
  ];
  const interval = ({ low, high }: { low: number; high: number }) => `${percent(low)} to ${percent(high)}`;
  const most = Math.max(treatment.high, control.high) * 1.15;
  return intervals({
    label: `Share who bought, with ${percent(lift.level)} intervals: ${arms.map(({ name, rate }) => `${name} ${percent(rate.mean)} (${interval(rate)})`).join(', ')}.`,
    width: width(narrow),
    ...FRAME,
    marginRight: 60,
    rows: arms.map(({ name, rate, color }) => ({ heading: name, ...rate, text: percent(rate.mean), color })),
    xTicks: ticks(most, narrow ? 3 : 5, percent).filter(({ at }) => at <= 1.0001),
    xLabel: 'Share who bought',
  });
}

const UNITS: Readonly<Record<Outcome, string>> = { conversion: 'More buyers for each 100 people', revenue: 'More revenue for each person' };
export const unitOf = (outcome: Outcome, currency: string | null): string =>
  outcome === 'revenue' && currency !== null ? `${UNITS.revenue} (${currency})` : UNITS[outcome];

/** An effect around 0, as it is and with what was before taken out. */
export function effectChart(measured: MeasuredOutcome, { lift, currency }: LiftFacts, narrow: boolean): string {
  const { plain, adjusted } = measured;
  const rows: [string, Effect][] = [];
  if (adjusted) rows.push([narrow ? 'What was before taken out' : 'With what people did before taken out', adjusted]);
  if (plain) rows.push([adjusted ? 'As it is' : 'Contacted less left alone', plain]);
  return forest(
    measured,
    rows.map(([heading, effect]) => ({ heading, effect })),
    `${unitOf(measured.outcome, currency)}, with ${percent(lift.level)} intervals`,
    currency,
    narrow,
  );
}

const WITHHELD: Readonly<Record<Withheld, string>> = {
  few: 'withheld: too few people',
  'beside-few': 'withheld: it would tell of the others',
};

/** The effect in each segment; those that are withheld without a mark. */
export function segmentChart(segments: readonly SegmentLift[], outcome: Outcome, { currency }: LiftFacts, narrow: boolean): string {
  const measured = segments.map((one) => one[outcome]).find((one) => one !== null)!;
  return forest(
    measured,
    segments.map(({ segment, withheld, [outcome]: own }) => ({
      heading: clipped(segmentName(segment), narrow ? 22 : 44),
      effect: own?.effect ?? null,
      instead: withheld ? WITHHELD[withheld] : 'cannot be measured',
      pale: own?.verdict === 'no evidence',
    })),
    `${unitOf(outcome, currency)}, by segment`,
    currency,
    narrow,
  );
}

export const segmentName = (segment: string | null): string => segment ?? 'without a segment';

interface ForestRow {
  readonly heading: string;
  readonly effect: Effect | null;
  readonly instead?: string;
  readonly pale?: boolean;
}

function forest(measured: MeasuredOutcome, given: readonly ForestRow[], what: string, currency: string | null, narrow: boolean): string {
  const { difference } = spokenOf(measured, currency);
  const ends = given.flatMap(({ effect }) => (effect ? [difference(effect)] : []));
  const rows = given.map(({ heading, effect, instead = '', pale }): IntervalRow => {
    const color = pale ? 'var(--quiet)' : 'var(--accent)';
    if (!effect) return { heading, text: instead, color };
    const { estimate, low, high } = difference(effect);
    return { heading, text: effectText(measured, effect, currency), low, mean: estimate, high, color };
  });
  const xTicks = differenceTicks(ends, narrow ? 3 : 5);
  return intervals({
    label: `${what}: ${rows.map(({ heading, text }) => `${heading} ${text}`).join('; ')}.`,
    width: width(narrow),
    ...FRAME,
    marginRight: 24,
    rows,
    xTicks,
    xLabel: unitOf(measured.outcome, currency),
    differences: true,
  });
}

/** From some way below 0, so that it is seen where 0 is. */
function differenceTicks(ends: readonly Estimate[], n: number): Tick[] {
  const high = Math.max(0, ...ends.map((end) => end.high));
  return signedTicks(Math.min(-0.1 * high, ...ends.map((end) => end.low)), high, n, short);
}

/** A tick without the dust of binary fractions. */
const short = (v: number) => (Math.abs(v) >= 1000 ? axisText(v) : count(v) === String(v) ? count(v) : String(Number(v.toFixed(4))));

/** The interval at each look. */
export function looksChart(facts: LiftFacts, outcome: Outcome, narrow: boolean): string {
  const { looks, lift, currency } = facts;
  const { difference } = spokenOf({ outcome }, currency);
  const points = looks.flatMap((look, place) => {
    const found = look[outcome];
    if (!found) return [];
    const { estimate, low, high } = difference({ difference: found } as Effect);
    return [{ x: place + 1, y: estimate, low, high }];
  });
  const yTicks = differenceTicks(points.map(({ y, low, high }) => ({ estimate: y, low, high })), 5); // prettier-ignore
  const said = ({ x, y, low, high }: (typeof points)[number]) => {
    const say = (v: number) => decimal(v, digitsOf({ estimate: y, low, high }));
    return `${x}: ${say(y)} (${say(low)} to ${say(high)})`;
  };
  return curves({
    label: `${capital(unitOf(outcome, currency))} at each look, with ${percent(lift.level)} intervals that hold at all of them: ${points.map(said).join('; ')}.`,
    width: width(narrow),
    height: narrow ? 280 : 320,
    marginLeft: roomFor(yTicks),
    marginRight: 26,
    marginTop: 34,
    marginBottom: 46,
    bands: [{ points, color: 'var(--accent)' }],
    curves: [{ points, color: 'var(--accent)' }],
    marks: points.map(({ x, y, low, high }) => ({ x, y, low, high, color: 'var(--accent)' })),
    xTicks: lookTicks(looks, narrow ? 4 : 7),
    yTicks,
    xLabel: looks.some(({ lastDay }) => lastDay !== null) ? 'Look, up to the day' : 'Look',
    yLabel: unitOf(outcome, currency),
  });
}

/** At most n, the last one always; days where they are known. */
function lookTicks(looks: readonly LookFacts[], n: number): Tick[] {
  const step = Math.ceil(looks.length / n);
  const name = ({ lastDay }: LookFacts, place: number) => (lastDay === null ? String(place + 1) : dayText(lastDay).split(' ').slice(0, 2).map((word) => word.slice(0, 3)).join(' ')); // prettier-ignore
  const shown = looks
    .map((look, place) => ({ at: place + 1, text: name(look, place) }))
    .filter(({ at }) => (looks.length - at) % step === 0);
  return [...(shown[0].at === 1 ? [] : [{ at: 1, text: '' }]), ...shown];
}
