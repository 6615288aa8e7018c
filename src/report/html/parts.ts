/**
 * The small pieces that the sections are made of.
 * @module
 */
import type { Named } from '../report.js';
import { Html, html, type Part } from './escape.js';

/** A section with its heading; what the table of contents reads. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly body: Html;
}

export const section = (id: string, heading: string, ...body: readonly Part[]): Section => ({ id, heading, body: html`${body}` });

/** A chart (an SVG text of ours) and what stands under it. */
export const figure = (svg: string, caption?: Part, className = ''): Html =>
  html`<figure class="${className}">${new Html(svg)}${caption !== undefined && html`<figcaption>${caption}</figcaption>`}</figure>`;

/** One chart twice: wide for a desk, narrow for a phone; the page shows one of them. */
export const figures = (draw: (narrow: boolean) => string, caption?: Part): Html =>
  html`<figure>
    <div class="wide">${new Html(draw(false))}</div>
    <div class="narrow">${new Html(draw(true))}</div>
    ${caption !== undefined && html`<figcaption>${caption}</figcaption>`}
  </figure>`;

/** What an item is called, whatever the direction of its script. */
export const name = ({ item, name }: Named): Html => html`<bdi>${name === '' ? item : name}</bdi>`;

/** The same within an alternative text or a sentence. */
export const plainName = ({ item, name }: Named): string => (name === '' ? item : name);

/** A headline figure, in a list `tiles`. */
export const tile = (name: string, value: string, more: string): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
    <dd>${more}</dd>
  </div>`;

export const lead = (...text: readonly Part[]): Html => html`<p class="lead">${text}</p>`;
export const note = (...text: readonly Part[]): Html => html`<p class="note">${text}</p>`;

/** What to do about it. */
export const advice = (...text: readonly Part[]): Html => html`<p class="do"><strong>What to do:</strong> ${text}</p>`;

/** Technical terms and intervals, for those who want them; printed open. */
export const technical = (summary: string, ...body: readonly Part[]): Html =>
  html`<details class="technical">
    <summary>${summary}</summary>
    ${body}
  </details>`;

/** A long table; printed only where it was opened. */
export const more = (summary: string, body: Part, open = false): Html =>
  html`<details${open && html` open`}>
    <summary>${summary}</summary>
    ${body}
  </details>`;

export interface Column {
  readonly heading: string;
  /** Right-aligned, with digits under digits. */
  readonly number?: boolean;
}

/** A table whose first column names the rows; `stack`: on a phone the other cells stand below it, each with its heading. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Part[])[], stack = false): Html {
  const kind = (c: number) => (columns[c].number ? html` class="n"` : null);
  const label = (c: number) => (stack ? html` data-label="${columns[c].heading}"` : null);
  const head = columns.map(({ heading }, c) => html`<th scope="col" ${kind(c)}>${heading}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell, c) => (c === 0 ? html`<th scope="row" ${kind(c)}>${cell}</th>` : html`<td${kind(c)}${label(c)}>${cell}</td>`))}
      </tr> `,
  );
  return html`<table${stack && html` class="stack"`}>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}

/** A share as a bar in a cell, from 0 to 1. */
export const inlineBar = (share: number): Html =>
  html`<span class="bar" style="--w:${String(Math.floor(Math.max(0, Math.min(1, share)) * 1000 + 0.5) / 10)}%"></span>`;

/** At most so many letters, for a label in a chart. */
export function clipped(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length
    ? text
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
