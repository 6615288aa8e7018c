/**
 * The segments: who they are, how large, and what makes them different.
 * @module
 */
import type { Report, SegmentFacts } from '../../report.js';
import { agoText, count, figureText, money, percent } from '../../words.js';
import { plane, shares } from '../chart-segments.js';
import { between, html, type Html, type Part } from '../escape.js';
import { figure, lead, section, technical, type Section } from '../parts.js';
import { mark } from '../shapes.js';

export function segmentsSection(report: Report): Section | null {
  const { segments, warnings, plane: points } = report;
  if (segments.length === 0) return null;
  const nAll = segments.reduce((sum, { nCustomers }) => sum + nCustomers, 0);
  return section(
    'segments',
    'Your customer segments',
    lead(
      segments.length === 1
        ? single(report)
        : `Customers who behave alike stand together, ${segments.length} groups in all. The first, ${segments[0].name}, is ${percent(segments[0].shareOfCustomers)} of the customers and ${percent(segments[0].shareOfRevenue)} of the sales.`,
    ),
    html`<ul class="cards">
      ${segments.map((segment, place) => card(segment, place))}
    </ul>`,
    segments.length > 1 &&
      html`<div class="pair">
        <div>
          <h3>Share of customers and of sales</h3>
          ${figure(shares(report))}
        </div>
        <div>
          ${
            points.length > 1 &&
            html`<h3>Last order and money spent</h3>
              ${figure(
                plane(report),
                html`Each mark is a customer${points.length < nAll ? `, in a sample of ${count(points.length)}` : ''}.
                  <ul class="legend">
                    ${segments.map(({ name }, place) => html`<li>${mark(place)}${name}</li>`)}
                  </ul>`,
              )}`
          }
        </div>
      </div>`,
    segments.length > 1 && heat(report),
    technical(
      'How the segments were made',
      html`${warnings.length > 0 && html`<p>To be noted: ${between(warnings, '; ')}.</p>`}
        <p>
          The segments are clusters found by k-means (k-means++ starts) on the logarithms of recency, frequency and monetary value,
          standardized. Typical means the median. The shades in the table say how far the center of a segment is from the middle of all
          customers (the mean of the logarithms, near the median): pale up to 0.75, middle up to 1.5, strong above 1.5 standard deviations
          of the logarithm; none where the center and the median do not agree.
        </p>
        <p>
          The names are given by rule: each segment gets the customary name whose typical profile is nearest to its own, no name twice, and
          only if the name is true of it (Lost, for example: typically no order for 90 days or more). A segment of which no customary name
          is true is called by its typical figures.
        </p>`,
    ),
  );
}

function card({ name, sentence, advice, shareOfCustomers, shareOfRevenue }: SegmentFacts, place: number): Html {
  // prettier-ignore
  const fact = (text: string, what: string) => html`<div><dt>${what}</dt><dd>${text}</dd></div>`;
  return html`<li>
    <h3>${mark(place)}<bdi>${name}</bdi></h3>
    <dl class="facts">${[fact(percent(shareOfCustomers), 'of the customers'), fact(percent(shareOfRevenue), 'of the sales')]}</dl>
    <p>${sentence}</p>
    <p class="do"><strong>What to do:</strong> ${advice}</p>
  </li> `;
}

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

function heat({ segments, distributions, currency }: Report): Html {
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

/** Why there is but one segment. */
function single({ segments: [{ nCustomers }], plane: points }: Report): string {
  if (nCustomers === 1) return 'There is one customer, and so one segment.';
  const [first] = points;
  const alike = points.every((p) => p.recency === first.recency && p.frequency === first.frequency && p.monetary === first.monetary);
  return alike
    ? `All ${count(nCustomers)} customers have the same figures: there is nothing to tell groups apart by.`
    : `All ${count(nCustomers)} customers are in one segment, because one was asked for.`;
}
