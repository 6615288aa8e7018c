/**
 * The pictures of the segments: shares side by side, and customers in the plane of last order and money spent.
 * @module
 */
import { log, log1p } from '../../../assembly/exact.js';
import { bars, scatter, type Tick } from '../plot.js';
import type { Report } from '../report.js';
import { agoText, axisMoney, money, percent } from '../words.js';
import { roomFor } from './axis.js';
import { clipped } from './parts.js';
import { colorOf, shapeOf } from './shapes.js';

/** Two bars a segment: its share of the customers, in gray, and of the sales, in its color. */
export function shares({ segments }: Report): string {
  const rows = segments.flatMap(({ name, shareOfCustomers, shareOfRevenue }, place) => [
    { heading: clipped(name, 40), name: 'customers', value: shareOfCustomers, text: percent(shareOfCustomers), color: 'var(--quiet)' },
    { name: 'sales', value: shareOfRevenue, text: percent(shareOfRevenue), color: colorOf(place) },
  ]);
  const said = segments.map(
    (s) => `${s.name} ${percent(s.shareOfCustomers)} of the customers and ${percent(s.shareOfRevenue)} of the sales`,
  );
  const most = rows.reduce((a, b) => (b.value > a.value ? b : a));
  return bars({
    label: `Shares of the segments: ${said.join('; ')}.`,
    width: 360,
    rowHeight: 23,
    marginLeft: 74,
    marginRight: 12 + 6.6 * most.text.length,
    marginBottom: 4,
    max: Math.max(most.value, 0.01),
    rows,
  });
}

/** Days ago, from the last day of the orders to long ago, with as many of them as the data reach. */
const DAYS: readonly (readonly [number, string])[] = [[0, 'last\nday'], [1, '1\nday'], [7, '1\nweek'], [30, '1\nmonth'], [91, '3\nmonths'], [365, '1\nyear'], [1096, '3\nyears'], [3652, '10\nyears']]; // prettier-ignore

/** Customers by their last order and the money they spent; time runs to the right, as it does on a calendar. */
export function plane({ plane: points, segments, currency }: Report): string {
  const oldest = points.reduce((max, { recency }) => Math.max(max, recency), 1);
  const xFrom = -log1p(oldest * 1.15);
  const xTicks = agoTicks(oldest, 300 / -xFrom);
  const spent = points.map(({ monetary }) => monetary).filter((v) => v > 0);
  const [low, high] = [spent.reduce((a, b) => Math.min(a, b), Infinity), spent.reduce((a, b) => Math.max(a, b), 0)];
  const yTicks = powers(low, high, (v) => axisMoney(v, currency));
  const floor = yTicks[0].at;
  const clouds = segments.map(({ segment }, place) => ({
    color: colorOf(place),
    shape: shapeOf(place),
    points: points
      .filter((point) => point.segment === segment)
      .map(({ recency, monetary }) => ({ x: -log1p(Math.max(0, recency)), y: monetary > 0 ? log(monetary) : floor })),
  }));
  const medians = segments.map((s) => `${s.name}: last order ${agoText(s.recency)}, ${money(s.monetary, currency)} spent`);
  return scatter({
    label: `Customers by last order and money spent, in the colors and shapes of their segments. Typical customers: ${medians.join('; ')}.`,
    width: 360,
    height: 376,
    marginLeft: roomFor(yTicks),
    marginRight: 20,
    marginTop: 30,
    marginBottom: 58,
    clouds: clouds.reverse(), // the most valuable on top
    xDomain: [xFrom, 0],
    xTicks,
    yTicks,
    xLabel: 'Time since the last order',
    yLabel: 'Money spent',
  });
}

/** Those of `DAYS` that the data reach, without those that would overlap. @param scale - pixels a unit */
function agoTicks(oldest: number, scale: number): Tick[] {
  const kept: Tick[] = [];
  for (const [days, text] of DAYS.filter(([days]) => days <= oldest)) {
    const at = -log1p(days);
    if (kept.length === 0 || (kept.at(-1)!.at - at) * scale >= (kept.length === 1 ? 30 : 38)) kept.push({ at, text });
  }
  return kept;
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
  for (let p = power; values.length === 0 || values.at(-1)! <= high; p *= 10) values.push(...[1, 2, 5].map((f) => f * p));
  const from = values.filter((v) => v <= low).length - 1;
  const to = values.findIndex((v) => v >= high);
  const kept = values.slice(from, Math.max(to, from + 1) + 1);
  return kept.map((v) => ({ at: log(v), text: kept.length <= 8 || isPower(v / power) ? text(v) : '' }));
}

function isPower(v: number): boolean {
  while (v > 1.5) v /= 10;
  return Math.abs(v - 1) < 1e-9;
}
