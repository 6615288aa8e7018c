/**
 * What makes each segment different: the typical customer of each, shaded by how far it is from that of all.
 * @module
 */
import type { Report } from '../report.js';
import { agoText, figureText, money } from '../words.js';
import { html, type Html, type Part } from './escape.js';
import { mark } from './shapes.js';

/** How strong a difference is, from −3 (worse) to 3 (better). */
function shade(better: number): number {
  const size = Math.abs(better);
  const level = size < 0.25 ? 0 : size < 0.75 ? 1 : size < 1.5 ? 2 : 3;
  return better < 0 ? -level : level;
}

const STRENGTH = ['', 'a little ', '', 'much '];

function words(level: number, better: string, worse: string): string {
  return level === 0 ? 'about typical' : `${STRENGTH[Math.abs(level)]}${level > 0 ? better : worse}`;
}

/** Which way a segment's median lies from that of all customers; a shade that says otherwise would not be believed, and is none. */
const agrees = (better: number, typical: number, all: number, lessIsBetter: boolean) =>
  typical !== all && better > 0 === (lessIsBetter ? typical < all : typical > all);

export function heat({ segments, distributions, currency }: Report): Html {
  const all = { recency: distributions.recency.median, frequency: distributions.frequency.median, monetary: distributions.monetary.median };
  const row = (head: Part, cells: readonly Part[]) =>
    html`<tr>
      <th scope="row">${head}</th>
      ${cells}
    </tr> `;
  const texts = (of: typeof all) => [agoText(of.recency), figureText(of.frequency), money(of.monetary, currency)];
  const rows = segments.map((segment, place) => {
    const { name, profile } = segment;
    const [recency, frequency, monetary] = texts(segment);
    const drawn = (text: string, what: keyof typeof all, better: number, good: string, bad: string) => {
      const level = agrees(better, segment[what], all[what], what === 'recency') ? shade(better) : 0;
      return html`<td class="${level > 0 ? `g${level}` : level < 0 ? `b${-level}` : ''}">
        <b>${text}</b><span>${words(level, good, bad)}</span>
      </td>`;
    };
    return row(html`${mark(place)}<bdi>${name}</bdi>`, [
      drawn(recency, 'recency', -profile.recency, 'more recently', 'longer ago'),
      drawn(frequency, 'frequency', profile.frequency, 'more often', 'less often'),
      drawn(monetary, 'monetary', profile.monetary, 'more', 'less'),
    ]);
  });
  const heads = ['Segment', 'Last order', 'Orders', 'Spent'].map((heading) => html`<th scope="col">${heading}</th>`);
  return html`<h3>What makes each segment different</h3>
    <table class="heat">
      <caption>
        The typical customer of each segment, compared with the typical one of all customers (first row): green is better, amber worse, and
        the stronger the further from it.
      </caption>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${row(
          'Typical customer',
          texts(all).map((text) => html`<td><b>${text}</b></td>`),
        )}
        ${rows}
      </tbody>
    </table>`;
}
