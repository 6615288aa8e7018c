/**
 * How many segments: what each further one adds.
 * @module
 */
import { columns } from '../plot.js';
import type { SegmentChoice } from '../report.js';
import { percent, plural } from '../words.js';
import { roomFor, ticks } from './axis.js';

/** A column for each number of segments that was tried; the one chosen stands out. */
export function choiceChart({ tried }: SegmentChoice, chosen: number): string {
  const yTicks = ticks(1, 4, percent);
  const best = tried.find(({ nSegments }) => nSegments === chosen);
  return columns({
    label: `Share of the differences between customers that the segments explain, for ${tried[0].nSegments} to ${tried.at(-1)!.nSegments} segments: ${tried.map(({ nSegments, explained }) => `${nSegments}: ${percent(explained)}`).join(', ')}. Chosen: ${plural(chosen, 'segment')}${best ? `, ${percent(best.explained)}` : ''}.`,
    width: 360,
    height: 200,
    marginLeft: roomFor(yTicks),
    marginTop: 10,
    marginBottom: 30,
    values: tried.map(({ explained }) => [explained]),
    colors: ['var(--accent)'],
    pale: tried.map(({ nSegments }) => nSegments !== chosen),
    xTicks: tried.map(({ nSegments }, at) => ({ at, text: String(nSegments) })),
    yTicks,
  });
}
