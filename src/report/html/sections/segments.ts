/**
 * The segments: who they are, how large, and what makes them different.
 * @module
 */
import type { Report, SegmentFacts } from '../../report.js';
import { agoText, count, figureText, money, percent, plural } from '../../words.js';
import { plane, shares } from '../chart-segments.js';
import { between, html, type Html } from '../escape.js';
import { figure, lead, note, section, technical, type Section } from '../parts.js';
import { mark } from '../shapes.js';

export function segmentsSection(report: Report): Section | null {
  const { segments, warnings, plane: points, currency } = report;
  if (segments.length === 0) return null;
  const nAll = segments.reduce((sum, { nCustomers }) => sum + nCustomers, 0);
  return section(
    'segments',
    'Your customer segments',
    lead(
      segments.length === 1
        ? `There are too few customers to tell groups apart: ${plural(segments[0].nCustomers, 'customer')} in one.`
        : `Customers who behave alike stand together, ${segments.length} groups in all. The first, ${segments[0].name}, is ${percent(segments[0].shareOfCustomers)} of the customers and ${percent(segments[0].shareOfRevenue)} of the revenue.`,
    ),
    html`<ul class="cards">
      ${segments.map((segment, place) => card(segment, place))}
    </ul>`,
    segments.length > 1 &&
      html`<div class="pair">
        <div>
          <h3>Share of customers and of revenue</h3>
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
    segments.length > 1 && heat(segments, currency),
    warnings.length > 0 && note('The segments were not found as cleanly as they could be; what it was is told below.'),
    technical(
      'How the segments were made',
      html`${warnings.length > 0 && html`<p>To be noted: ${between(warnings, '; ')}.</p>`}
        <p>
          The segments are clusters found by k-means (k-means++ starts) on the logarithms of recency, frequency and monetary value,
          standardized. Typical means the median of the segment. The shades in the table say how far the center of a segment is from the
          average customer: pale up to 0.75, middle up to 1.5, strong above 1.5 standard deviations of the logarithm.
        </p>`,
    ),
  );
}

function card({ name, sentence, advice, shareOfCustomers, shareOfRevenue }: SegmentFacts, place: number): Html {
  // prettier-ignore
  const fact = (text: string, what: string) => html`<div><dt>${what}</dt><dd>${text}</dd></div>`;
  return html`<li>
    <h3>${mark(place)}<bdi>${name}</bdi></h3>
    <dl class="facts">${[fact(percent(shareOfCustomers), 'of the customers'), fact(percent(shareOfRevenue), 'of the revenue')]}</dl>
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
  return level === 0 ? 'about average' : `${STRENGTH[Math.abs(level)]}${level > 0 ? better : worse}`;
}

function heat(segments: readonly SegmentFacts[], currency: string | null): Html {
  const cell = (text: string, better: number, good: string, bad: string) => ({
    text,
    level: shade(better),
    words: words(shade(better), good, bad),
  });
  const rows = segments.map(({ name, profile, recency, frequency, monetary }, place) => {
    const cells = [
      cell(agoText(recency), -profile.recency, 'more recently', 'longer ago'),
      cell(figureText(frequency), profile.frequency, 'more often', 'less often'),
      cell(money(monetary, currency), profile.monetary, 'more', 'less'),
    ];
    const drawn = cells.map(
      ({ text, level, words }) =>
        html`<td class="${level > 0 ? `g${level}` : level < 0 ? `b${-level}` : ''}"><b>${text}</b><span>${words}</span></td>`,
    );
    return html`<tr>
      <th scope="row">${mark(place)}<bdi>${name}</bdi></th>
      ${drawn}
    </tr> `;
  });
  const heads = ['Segment', 'Last order', 'Orders', 'Spent'].map((heading) => html`<th scope="col">${heading}</th>`);
  return html`<h3>What makes each segment different</h3>
    <table class="heat">
      <caption>
        The typical customer of each segment, compared with the average of all customers: green is better, amber worse, and the stronger the
        further from average.
      </caption>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}
