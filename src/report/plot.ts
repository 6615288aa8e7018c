/**
 * The charts, as SVG text: the one file that knows the chart library (Observable Plot). It is bundled with it at build, so that it is no dependency of users.
 * Every scale is linear over numbers that were computed by the caller, and every tick is given, so that no engine's logarithm decides what is drawn.
 * Colors are CSS variables of the page.
 * @module
 */
import { areaY, axisX, axisY, barY, dot, gridY, line, link, plot, rect, ruleX, ruleY, text, tickY, type Markish, type PlotOptions } from '@observablehq/plot'; // prettier-ignore
import { SvgDocument, type SvgElement } from './svg-document.js';

/** What every chart has. */
export interface Canvas {
  /** The alternative text: what the chart shows. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly marginLeft?: number;
  readonly marginRight?: number;
  readonly marginTop?: number;
  readonly marginBottom?: number;
}

/** A place on an axis and what stands there. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

function draw({ label, ...canvas }: Canvas, marks: Markish[], scales: PlotOptions = {}): string {
  const options = { ...canvas, ...scales, marks, className: 'plot', document: new SvgDocument() as unknown as Document, axis: null };
  return (plot(options) as unknown as SvgElement).picture(label);
}

const at = ({ at }: Tick) => at;
const named = (ticks: readonly Tick[]) => ({
  ticks: ticks.map(at),
  tickFormat: (_: unknown, i: number) => ticks[i].text,
  tickSize: 0,
  lineHeight: 1.2,
  label: null,
});

const sumOf = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** For text that may stand on lines. */
const HALO = { fontWeight: 600, fill: 'currentColor', stroke: 'var(--bg)', strokeWidth: 5 };
const below = (label: string, { marginBottom = 0 }: Pick<Canvas, 'marginBottom'>) =>
  text([label], { frameAnchor: 'bottom', dy: marginBottom - 4, fontWeight: 600 });

export interface Columns extends Canvas {
  /** One a column, stacked from below: a value for each series. */
  readonly values: readonly (readonly number[])[];
  /** A color for each series. */
  readonly colors: readonly string[];
  /** Columns that are drawn pale, with an outline. */
  readonly pale: readonly boolean[];
  /** Under the columns, by their numbers from 0. */
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** What stands above each column. */
  readonly texts?: readonly string[];
  /** A dash across each column: what it is to be compared with. */
  readonly dashes?: readonly number[];
  /** A line across all of them, and its name. */
  readonly level?: Tick;
  readonly xLabel?: string;
}

/** Columns side by side, stacked where there are several series. */
export function columns({ values, colors, pale, xTicks, yTicks, texts = [], dashes = [], level, xLabel, ...canvas }: Columns): string {
  const pieces = values.flatMap((column, x) => {
    let top = 0;
    return column.map((value, s) => ({ x, y1: top, y2: (top += value), s, pale: pale[x] }));
  });
  const bars = colors.flatMap((color, s) =>
    [false, true].map((faint) =>
      barY(
        pieces.filter((piece) => piece.s === s && piece.pale === faint && piece.y2 > piece.y1),
        { x: 'x', y1: 'y1', y2: 'y2', fill: color, ...(faint ? { fillOpacity: 0.3, stroke: color, inset: 0.5 } : {}) },
      ),
    ),
  );
  return draw(
    canvas,
    [
      gridY(yTicks.map(at), { stroke: 'var(--line)', strokeOpacity: 1 }),
      bars,
      level === undefined ? [] : ruleY([level.at], { stroke: 'currentColor', strokeWidth: 1.4, strokeDasharray: '5 4' }),
      level === undefined ? [] : text([level.text], { y: [level.at], frameAnchor: 'right', textAnchor: 'end', dy: -8, ...HALO }),
      tickY(dashes.map((y, x) => ({ x, y })), { x: 'x', y: 'y', stroke: 'currentColor', strokeWidth: 2.5 }), // prettier-ignore
      text(texts.map((text, x) => ({ x, y: Math.max(sumOf(values[x]), dashes[x] ?? 0), text })), { x: 'x', y: 'y', dy: -8, text: 'text', ...HALO }), // prettier-ignore
      ruleY([0], { stroke: 'var(--axis)' }),
      axisX(named(xTicks)),
      axisY(named(yTicks)),
      xLabel === undefined ? [] : below(xLabel, canvas),
    ],
    {
      x: { type: 'band', domain: values.map((_, x) => x), paddingInner: 0.22, paddingOuter: 0.1 },
      y: { domain: [0, yTicks.at(-1)!.at] },
    },
  );
}

export interface Bar {
  /** Above the bar (`heading`) or at its left (`name`), and at its end. */
  readonly heading?: string;
  readonly name?: string;
  readonly value: number;
  readonly text: string;
  readonly color: string;
}

/** Bars lying under each other, each with its text at the end. */
export function bars({
  rows,
  max,
  rowHeight,
  ...canvas
}: Omit<Canvas, 'height'> & { rows: readonly Bar[]; max: number; rowHeight: number }): string {
  let y = 0;
  const placed = rows.map((row) => {
    if (row.heading !== undefined) y += 1.25;
    return { ...row, y1: y + 0.14, y2: (y += 1) - 0.14 };
  });
  const middle = { y: (row: { y1: number; y2: number }) => (row.y1 + row.y2) / 2 };
  const { marginTop = 0, marginBottom = 0 } = canvas;
  return draw(
    { ...canvas, height: y * rowHeight + marginTop + marginBottom },
    [
      rect(placed, { x1: 0, x2: 'value', y1: 'y1', y2: 'y2', fill: 'color' }),
      text(placed, { x: 'value', ...middle, text: 'text', textAnchor: 'start', dx: 5, fill: 'currentColor' }),
      text(
        placed.filter(({ name }) => name !== undefined),
        { x: 0, ...middle, text: 'name', textAnchor: 'end', dx: -6, fill: 'currentColor' },
      ),
      text(placed.filter(({ heading }) => heading !== undefined), { x: 0, y: (row) => row.y1 - 0.5, text: 'heading', textAnchor: 'start', fontWeight: 600 }), // prettier-ignore
      ruleX([0], { stroke: 'var(--axis)' }),
    ],
    { x: { domain: [0, max] }, y: { domain: [0, y], range: [marginTop, y * rowHeight + marginTop] }, color: { type: 'identity' } },
  );
}

/** A shape as a polygon around 0, 0 of an area of about 1; null is a circle. */
export type Shape = readonly (readonly [number, number])[] | null;

export interface Cloud {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly color: string;
  readonly shape: Shape;
}

export interface Scatter extends Canvas {
  readonly clouds: readonly Cloud[];
  /** From where to where the axis goes. */
  readonly xDomain: readonly [number, number];
  readonly xTicks: readonly Tick[];
  /** From the first to the last. */
  readonly yTicks: readonly Tick[];
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Clouds of points, each with its color and shape. */
export function scatter({ clouds, xDomain, xTicks, yTicks, xLabel, yLabel, ...canvas }: Scatter): string {
  return draw(
    canvas,
    [
      gridY(yTicks.map(at), { stroke: 'var(--line)', strokeOpacity: 1 }),
      ruleX(xTicks.map(at), { stroke: 'var(--line)' }),
      clouds.map(({ points, color, shape }) =>
        dot(points, { x: 'x', y: 'y', r: 3.2, fill: color, fillOpacity: 0.8, symbol: shape === null ? 'circle' : polygon(shape) }),
      ),
      axisX(named(xTicks)),
      axisY(named(yTicks)),
      below(xLabel, canvas),
      above(yLabel, canvas),
    ],
    { x: { domain: [...xDomain] }, y: { domain: [yTicks[0].at, yTicks.at(-1)!.at] } },
  );
}

const above = (label: string, { marginLeft = 40 }: Pick<Canvas, 'marginLeft'>) =>
  text([label], { frameAnchor: 'top-left', dx: 2 - marginLeft, dy: -18, textAnchor: 'start', fontWeight: 600 });

export interface Curve {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly color: string;
  readonly dashed?: boolean;
}

/** From a lower to an upper bound, drawn pale. */
export interface Band {
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  readonly color: string;
}

/** A point that matters, with its interval or its name. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  readonly color: string;
  readonly text?: string;
  /** At which side of the point its text stands. */
  readonly side?: 'left' | 'right';
}

export interface Curves extends Canvas {
  readonly curves: readonly Curve[];
  /** Behind the curves. */
  readonly bands?: readonly Band[];
  readonly marks: readonly Mark[];
  /** Each from the first to the last. */
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Curves over a scale of numbers, and points on them. */
export function curves({ curves, bands = [], marks, xTicks, yTicks, xLabel, yLabel, ...canvas }: Curves): string {
  const label = (side: 'left' | 'right') =>
    text(
      marks.filter((mark) => mark.text !== undefined && (mark.side ?? 'right') === side),
      { x: 'x', y: 'y', text: 'text', textAnchor: side === 'left' ? 'end' : 'start', dx: side === 'left' ? -10 : 10, dy: -12, ...HALO },
    );
  return draw(
    canvas,
    [
      gridY(yTicks.map(at), { stroke: 'var(--line)', strokeOpacity: 1 }),
      bands.map(({ points, color }) => areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: color, fillOpacity: 0.25 })),
      ruleY([0], { stroke: 'var(--axis)' }),
      curves.map(({ points, color, dashed }) =>
        line(points, { x: 'x', y: 'y', stroke: color, ...(dashed ? { strokeWidth: 1.4, strokeDasharray: '5 4' } : { strokeWidth: 2.5 }) }),
      ),
      link(
        marks.filter(({ low }) => low !== undefined),
        { x1: 'x', x2: 'x', y1: 'low', y2: 'high', stroke: 'color', strokeWidth: 4, strokeOpacity: 0.45, strokeLinecap: 'round' },
      ),
      dot(marks, { x: 'x', y: 'y', r: 5, fill: 'color' }),
      label('left'),
      label('right'),
      axisX(named(xTicks)),
      axisY(named(yTicks)),
      below(xLabel, canvas),
      above(yLabel, canvas),
    ],
    {
      x: { domain: [xTicks[0].at, xTicks.at(-1)!.at] },
      y: { domain: [yTicks[0].at, yTicks.at(-1)!.at] },
      color: { type: 'identity' },
    },
  );
}

/** A direction, from the middle of a map, and what grows along it. */
export interface Direction {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** At the height of which the text stands. */
  readonly labelY: number;
}

export interface Biplot extends Canvas {
  readonly clouds: readonly Cloud[];
  readonly directions: readonly Direction[];
  /** From where to where the axes go. */
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
}

/** Clouds of points on a map without scales, and the directions in which the figures grow (Gabriel 1971). */
export function biplot({ clouds, directions, xDomain, yDomain, ...canvas }: Biplot): string {
  const placed = directions.map((direction) => ({ ...direction, side: direction.x < 0 ? 'end' : 'start' }));
  const label = (side: 'start' | 'end') =>
    text(
      placed.filter((direction) => direction.side === side),
      {
        x: 'x',
        y: 'labelY',
        text: 'text',
        textAnchor: side,
        dx: side === 'start' ? 6 : -6,
        ...HALO,
      },
    );
  return draw(
    canvas,
    [
      clouds.map(({ points, color, shape }) =>
        dot(points, { x: 'x', y: 'y', r: 3.2, fill: color, fillOpacity: 0.8, symbol: shape === null ? 'circle' : polygon(shape) }),
      ),
      link(placed, { x1: 0, y1: 0, x2: 'x', y2: 'y', stroke: 'currentColor', strokeWidth: 1.6 }),
      dot(placed, { x: 'x', y: 'y', r: 3, fill: 'currentColor' }),
      label('start'),
      label('end'),
    ],
    { x: { domain: [...xDomain] }, y: { domain: [...yDomain] } },
  );
}

function polygon(corners: NonNullable<Shape>) {
  return {
    draw(path: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void; closePath(): void }, size: number) {
      const scale = Math.sqrt(size);
      corners.forEach(([x, y], i) => (i === 0 ? path.moveTo(x * scale, y * scale) : path.lineTo(x * scale, y * scale)));
      path.closePath();
    },
  };
}

export interface IntervalRow {
  readonly heading: string;
  readonly text: string;
  /** Without them the row has its words only. */
  readonly low?: number;
  readonly mean?: number;
  readonly high?: number;
  readonly color: string;
}

export interface Intervals extends Omit<Canvas, 'height'> {
  readonly rows: readonly IntervalRow[];
  readonly xTicks: readonly Tick[];
  readonly xLabel: string;
  /** A line at 0, and the texts at the right, over the intervals: what is drawn are differences (a forest plot). */
  readonly differences?: boolean;
}

/** A dot and its interval a row. */
export function intervals({ rows, xTicks, xLabel, differences = false, ...canvas }: Intervals): string {
  const placed = rows.map((row, y) => ({ ...row, y }));
  const drawn = placed.filter(({ mean }) => mean !== undefined);
  const from = xTicks[0].at;
  const to = xTicks.at(-1)!.at;
  const overIt = { y: 'y', dy: -20, ...HALO };
  return draw(
    { ...canvas, height: rows.length * 56 + 56 },
    [
      ruleX(xTicks.map(at), { stroke: 'var(--line)' }),
      differences ? ruleX([0], { stroke: 'currentColor', strokeWidth: 1.4, strokeDasharray: '5 4' }) : [],
      link(drawn, {
        x1: 'low',
        x2: 'high',
        y1: 'y',
        y2: 'y',
        stroke: 'color',
        strokeWidth: 4,
        strokeOpacity: 0.45,
        strokeLinecap: 'round',
      }),
      dot(drawn, { x: 'mean', y: 'y', r: 6, fill: 'color' }),
      text(placed, { x: from, text: 'heading', textAnchor: 'start', ...overIt }),
      differences
        ? text(placed, { x: to, text: 'text', textAnchor: 'end', ...overIt, fontWeight: 400 })
        : text(drawn, { x: 'high', y: 'y', dx: 9, text: 'text', textAnchor: 'start' }),
      axisX(named(xTicks)),
      text([xLabel], { frameAnchor: 'bottom', dy: 34, fontWeight: 600 }),
    ],
    { x: { domain: [from, to] }, y: { domain: [rows.length - 0.6, -0.6] }, color: { type: 'identity' } },
  );
}
