/**
 * The map of the customers: neighbors on it are alike in all three figures.
 * @module
 */
import { biplot, type Direction } from '../plot.js';
import type { CustomerMap, Report } from '../report.js';
import { capital, listed, percent } from '../words.js';
import { colorOf, shapeOf } from './shapes.js';

const SIZE = { width: 360, height: 290 };

/** Room that a line of text takes. */
const LINE = 15;

/** What is better, in words: recency counts days, so it grows the other way. */
const WORDS = {
  recency: { sign: -1, text: 'more recent' },
  frequency: { sign: 1, text: 'more orders' },
  monetary: { sign: 1, text: 'more money' },
} as const;

/** Customers as points on the map, in the colors and shapes of their segments. */
export function customerMap({ plane: points, segments }: Report, { directions, explained }: CustomerMap): string {
  const { xDomain, yDomain } = frame(points);
  const clouds = segments.map(({ segment }, place) => ({
    color: colorOf(place),
    shape: shapeOf(place),
    points: points.filter((point) => point.segment === segment),
  }));
  const arrows = apart(arrowsIn(directions, xDomain, yDomain), ((yDomain[1] - yDomain[0]) / SIZE.height) * LINE);
  const said = arrows.map(({ x, y, text }) => `${text} to the ${sideOf(x, y)}`);
  return biplot({
    label: `Map of the customers in the colors and shapes of their segments; customers near each other are alike. ${capital(listed(said))}. The map shows ${percent(explained)} of their differences.`,
    ...SIZE,
    marginLeft: 8,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 8,
    clouds: clouds.reverse(), // the most valuable on top
    directions: arrows,
    xDomain,
    yDomain,
  });
}

/** A frame around the points in which both directions have one scale. */
function frame(points: Report['plane']): { xDomain: [number, number]; yDomain: [number, number] } {
  const [x, y] = [rangeOf(points.map((p) => p.x)), rangeOf(points.map((p) => p.y))];
  const scale = Math.max((x.size * 1.06) / SIZE.width, (y.size * 1.06) / SIZE.height);
  const around = (middle: number, pixels: number): [number, number] => [middle - (scale * pixels) / 2, middle + (scale * pixels) / 2];
  return { xDomain: around(x.middle, SIZE.width), yDomain: around(y.middle, SIZE.height) };
}

function rangeOf(values: readonly number[]): { middle: number; size: number } {
  const [low, high] = [values.reduce((a, b) => Math.min(a, b), 0), values.reduce((a, b) => Math.max(a, b), 0)];
  return { middle: (low + high) / 2, size: Math.max(high - low, 1e-9) };
}

/** The directions as long as the frame allows. */
function arrowsIn(directions: CustomerMap['directions'], xDomain: readonly number[], yDomain: readonly number[]): Direction[] {
  const better = directions.map(({ feature, x, y }) => {
    const { sign, text } = WORDS[feature];
    return { x: x * sign, y: y * sign, text };
  });
  const room = (v: number, [low, high]: readonly number[]) => (v > 0 ? high / v : v < 0 ? low / v : Infinity);
  const length = 0.72 * better.reduce((least, { x, y }) => Math.min(least, room(x, xDomain), room(y, yDomain)), Infinity);
  return better.map(({ x, y, text }) => ({ x: x * length, y: y * length, labelY: y * length, text }));
}

/** No label on another. */
function apart(arrows: readonly Direction[], line: number): Direction[] {
  const placed: Direction[] = [];
  for (const arrow of [...arrows].sort((a, b) => b.y - a.y)) {
    const above = placed.filter(({ x }) => x < 0 === arrow.x < 0).at(-1);
    placed.push(above && above.labelY - arrow.labelY < line ? { ...arrow, labelY: above.labelY - line } : arrow);
  }
  return placed;
}

function sideOf(x: number, y: number): string {
  const [across, up] = [x < 0 ? 'left' : 'right', y < 0 ? 'bottom' : 'top'];
  if (Math.abs(x) > 2 * Math.abs(y)) return across;
  return Math.abs(y) > 2 * Math.abs(x) ? up : `${up} ${across}`;
}
