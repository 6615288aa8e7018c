/**
 * What marks a segment everywhere in the page: a color and a shape, so that nobody has to tell colors apart.
 * @module
 */
import type { Shape } from '../plot.js';
import { html, type Html } from './escape.js';

/** Polygons of about the same area as a circle of area 1. */
const SHAPES: readonly Shape[] = [
  null,
  [[0, -0.77], [0.67, 0.39], [-0.67, 0.39]], // triangle
  [[-0.46, -0.46], [0.46, -0.46], [0.46, 0.46], [-0.46, 0.46]], // square
  [[0, -0.72], [0.6, 0], [0, 0.72], [-0.6, 0]], // diamond
  [[-0.2, -0.6], [0.2, -0.6], [0.2, -0.2], [0.6, -0.2], [0.6, 0.2], [0.2, 0.2], [0.2, 0.6], [-0.2, 0.6], [-0.2, 0.2], [-0.6, 0.2], [-0.6, -0.2], [-0.2, -0.2]], // plus
  [[0, 0.77], [-0.67, -0.39], [0.67, -0.39]], // triangle upside down
  [[0, -0.62], [0.59, -0.19], [0.36, 0.5], [-0.36, 0.5], [-0.59, -0.19]], // pentagon
]; // prettier-ignore

const N_COLORS = 8;

/** How the segment at this place (by share of revenue) is drawn. */
export const shapeOf = (place: number): Shape => SHAPES[place % SHAPES.length];
export const colorOf = (place: number): string => `var(--s${place % N_COLORS})`;

/** The mark of a segment, to stand before its name. */
export function mark(place: number): Html {
  const shape = shapeOf(place);
  const color = colorOf(place);
  const drawn =
    shape === null
      ? html`<circle r="5" fill="${color}" />`
      : html`<polygon points="${shape.map(([x, y]) => `${decimals(x)},${decimals(y)}`).join(' ')}" fill="${color}" />`;
  return html`<svg class="mark" viewBox="-8 -8 16 16" aria-hidden="true">${drawn}</svg>`;
}

const decimals = (x: number) => String(Math.floor(x * 90 + 0.5) / 10);
