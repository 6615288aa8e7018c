/**
 * The pictures of the segments: shares side by side, and customers in the plane of last order and money spent.
 * @module
 */
import { log, log1p } from '../../../assembly/exact.js';
import { bars, scatter, type Tick } from '../plot.js';
import type { Report } from '../report.js';
import { percent, shortMoney } from '../words.js';
import { clipped } from './parts.js';
import { colorOf, shapeOf } from './shapes.js';

/** Two bars a segment: its share of the customers, in gray, and of the revenue, in its color. */
export function shares({ segments }: Report): string {
  const rows = segments.flatMap(({ name, shareOfCustomers, shareOfRevenue }, place) => [
    { heading: clipped(name, 40), name: 'customers', value: shareOfCustomers, text: percent(shareOfCustomers), color: 'var(--quiet)' },
    { name: 'revenue', value: shareOfRevenue, text: percent(shareOfRevenue), color: colorOf(place) },
  ]);
  const said = segments.map(
    (s) => `${s.name} ${percent(s.shareOfCustomers)} of the customers and ${percent(s.shareOfRevenue)} of the revenue`,
  );
  return bars({
    label: `Shares of the segments: ${said.join('; ')}.`,
    width: 400,
    rowHeight: 21,
    marginLeft: 74,
    marginRight: 48,
    marginBottom: 4,
    max: Math.max(...rows.map(({ value }) => value), 0.01),
    rows,
  });
}

/** Days ago, from long ago to today, with as many of them as the data reach. */
const DAYS: readonly (readonly [number, string])[] = [[0, 'today'], [1, '1 day'], [7, '1 week'], [30, '1 month'], [91, '3 months'], [365, '1 year'], [1096, '3 years'], [3652, '10 years']]; // prettier-ignore

/** Customers by their last order and the money they spent; time runs to the right, as it does on a calendar. */
export function plane({ plane: points, segments, currency }: Report): string {
  const oldest = points.reduce((max, { recency }) => Math.max(max, recency), 1);
  const end = DAYS.findIndex(([days]) => days >= oldest);
  const xTicks = DAYS.slice(0, end < 0 ? DAYS.length : end + 1)
    .map(([days, text]) => ({ at: -log1p(days), text }))
    .reverse();
  if (end < 0) xTicks.unshift({ at: -log1p(oldest), text: '' });
  const spent = points.map(({ monetary }) => monetary).filter((v) => v > 0);
  const [low, high] = [spent.reduce((a, b) => Math.min(a, b), Infinity), spent.reduce((a, b) => Math.max(a, b), 0)];
  const yTicks = powers(low, high, (v) => shortMoney(v, currency));
  const floor = yTicks[0].at;
  const clouds = segments.map(({ segment }, place) => ({
    color: colorOf(place),
    shape: shapeOf(place),
    points: points
      .filter((point) => point.segment === segment)
      .map(({ recency, monetary }) => ({ x: -log1p(Math.max(0, recency)), y: monetary > 0 ? log(monetary) : floor })),
  }));
  const medians = segments.map(
    (s) => `${s.name}: last order ${Math.floor(s.recency + 0.5)} days ago, ${shortMoney(s.monetary, currency)} spent`,
  );
  return scatter({
    label: `A sample of customers by last order and money spent; the segments lie apart. Typical customers: ${medians.join('; ')}.`,
    width: 400,
    height: 370,
    marginLeft: 44,
    marginRight: 20,
    marginTop: 30,
    marginBottom: 44,
    clouds: clouds.reverse(), // the most valuable on top
    xTicks,
    yTicks,
    xLabel: 'Time since the last order',
    yLabel: 'Money spent',
  });
}

/** Powers of ten around the values; with steps between where they are close together. */
function powers(low: number, high: number, text: (v: number) => string): Tick[] {
  if (!(high > 0))
    return [
      { at: 0, text: text(1) },
      { at: 1, text: '' },
    ];
  let power = 1;
  while (power > low) power /= 10;
  while (power * 10 <= low) power *= 10;
  const values: number[] = [];
  for (let p = power; values.length === 0 || values.at(-1)! < high; p *= 10) values.push(...[1, 2, 5].map((f) => f * p));
  const from = values.filter((v) => v <= low).length - 1;
  const to = values.findIndex((v) => v >= high);
  const kept = values.slice(from, Math.max(to, from + 1) + 1);
  return kept.map((v) => ({ at: log(v), text: kept.length <= 8 || isPower(v / power) ? text(v) : '' }));
}

function isPower(v: number): boolean {
  while (v > 1.5) v /= 10;
  return Math.abs(v - 1) < 1e-9;
}
