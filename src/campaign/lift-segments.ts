/**
 * The lift of each segment: p-values adjusted for how many there are, small ones withheld.
 * @module
 */
import { measure, pValueOf, verdictOf, type Measuring } from './lift-measure.js';
import { SMALL } from '../privacy/small-counts.js';
import { armsOf, type Done, type Drawn } from './lift-people.js';
import type { LiftReport, MeasuredOutcome, SegmentLift, SegmentOutcome, Withheld } from './lift-report.js';
import { sentenceOf, speechOf } from './lift-words.js';
import { adjustPValues, type Correction } from './multiple.js';

type How = (outcome: Measuring['outcome'], comparisons: number) => Measuring;

/** In the order of their names by UTF-16 code unit, those without one last. */
export function segmentLifts(drawn: Drawn, done: Done, correction: Correction, how: How, previous: LiftReport | undefined): SegmentLift[] {
  const { segments, treated } = drawn;
  if (segments === null) return [];
  const counts = new Map<string | null, [treatment: number, control: number]>();
  segments.forEach((segment, place) => {
    const known = counts.get(segment) ?? [0, 0];
    known[1 - treated[place]]++;
    counts.set(segment, known);
  });
  const hidden = withheldOf(counts);
  const names = [...counts.keys()].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
  const shown = names.filter((name) => !hidden.has(name));
  const of = (values: Float64Array | null, outcome: Measuring['outcome']): ReadonlyMap<string | null, SegmentOutcome> => {
    if (values === null) return new Map();
    const places = (name: string | null) => (place: number) => segments[place] === name;
    const before = (name: string | null) => previous?.segments.find(({ segment }) => segment === name)?.[outcome];
    const each = how(outcome, correction === 'none' ? 1 : Math.max(1, shown.length));
    const measured = shown.map((name) => measure(armsOf(drawn, done, values, places(name)), each, before(name)));
    return adjusted(shown, measured, correction, each);
  };
  const [conversion, revenue] = [of(done.converted, 'conversion'), of(done.revenue, 'revenue')];
  return names.map((segment) => ({
    segment,
    withheld: hidden.get(segment) ?? null,
    conversion: conversion.get(segment) ?? null,
    revenue: revenue.get(segment) ?? null,
  }));
}

function adjusted(
  names: readonly (string | null)[],
  measured: readonly MeasuredOutcome[],
  correction: Correction,
  how: Measuring,
): Map<string | null, SegmentOutcome> {
  const told = measured.filter(({ effect }) => effect !== null);
  const pValues = adjustPValues(
    told.map(({ effect }) => pValueOf(effect!)),
    correction,
  );
  return new Map(
    measured.map((one, s): [string | null, SegmentOutcome] => {
      const { effect } = one;
      if (effect === null) return [names[s], { ...one, adjustedPValue: null }];
      const adjustedPValue = pValues[told.indexOf(one)];
      const verdict = verdictOf(effect, adjustedPValue, 1 - how.level);
      const where = names[s] === null ? ' among those without a segment' : ` in the segment "${names[s]}"`;
      return [
        names[s],
        { ...one, verdict, adjustedPValue, sentence: sentenceOf(verdict, effect, speechOf(how.outcome, how.currency), how.level, where) },
      ];
    }),
  );
}

/** The segments with a small arm; and, as what is told of all people less what is told of the others would give them away, more of them until these are many together. */
function withheldOf(counts: ReadonlyMap<string | null, readonly [number, number]>): Map<string | null, Withheld> {
  const least = (name: string | null) => Math.min(...counts.get(name)!);
  const hidden = new Map<string | null, Withheld>();
  for (const name of counts.keys()) if (least(name) < SMALL.own) hidden.set(name, 'few');
  const shown = [...counts.keys()]
    .filter((name) => !hidden.has(name))
    .sort((a, b) => least(a) - least(b) || (String(a) < String(b) ? -1 : 1));
  const together = (arm: number) => [...hidden.keys()].reduce((sum, name) => sum + counts.get(name)![arm], 0);
  while (hidden.size > 0 && shown.length > 0 && Math.min(together(0), together(1)) < SMALL.own) hidden.set(shown.shift()!, 'beside-few');
  return hidden;
}
