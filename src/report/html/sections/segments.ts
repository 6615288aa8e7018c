/**
 * The segments: who they are, how large, and what makes them different.
 * @module
 */
import type { CustomerMap, Report, SegmentFacts, WithheldSegment } from '../../report.js';
import { allSegments } from '../../withheld.js';
import { count, figureOf, money, numeral, percent, plural, spanText } from '../../words.js';
import { choiceChart } from '../chart-choice.js';
import { customerMap } from '../chart-map.js';
import { plane, shares } from '../chart-segments.js';
import { between, html, type Html } from '../escape.js';
import { heat } from '../heat.js';
import { advice as advise, figure, lead, name as itemName, section, technical, type Section } from '../parts.js';
import { mark } from '../shapes.js';
import { factor } from '../wording.js';

export function segmentsSection(report: Report): Section | null {
  const { segments, withheld, warnings, plane: points, map, choice, currency } = report;
  const nSegments = allSegments(report).length;
  if (nSegments === 0) return null;
  const nAll = segments.reduce((sum, { nCustomers }) => sum + nCustomers, 0);
  return section(
    'segments',
    'Your customer segments',
    lead(
      nSegments === 1
        ? single(report)
        : `Customers who behave alike stand together, ${nSegments} groups in all.${segments.slice(0, 1).map(firstOf).join('')}`,
    ),
    html`<ul class="cards">
      ${segments.map((segment, place) => card(segment, place, currency))} ${withheld?.segments.map(withheldCard)}
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
    segments.length > 1 &&
      html`<div class="pair">
        ${map !== null && html`<div>${mapped(report, map)}</div>`} ${choice.tried.length > 1 && html`<div>${howMany(report)}</div>`}
      </div>`,
    technical(
      'How the segments were made',
      html`${warnings.length > 0 && html`<p>To be noted: ${between(warnings, '; ')}.</p>`}
        <p>
          The segments are clusters found by k-means (k-means++ starts) on the logarithms of recency, frequency and monetary value,
          standardized. ${CHOSEN[choice.by]} Typical means the median. The shades in the table say how far the center of a segment is from
          the middle of all customers (the mean of the logarithms, near the median): pale up to 0.75, middle up to 1.5, strong above 1.5
          standard deviations of the logarithm; none where the center and the median do not agree.
        </p>
        <p>
          The names are given by rule: each segment gets the customary name whose typical profile is nearest to its own, no name twice, and
          only if the name is true of it (Lost, for example: typically no order for 90 days or more). A segment of which no customary name
          is true is called by its typical figures. A segment that goes on from the previous run (most of whose customers stay together;
          optimal matching) keeps its name as long as the name is true.
        </p>
        <p>
          The map is the plane of the first two principal components of the same standardized figures. An item counts as bought more than by
          others if enough customers of the segment have it (ten at least) and their share is well above that among all customers.
        </p>`,
    ),
  );
}

const CHOSEN: Readonly<Record<Report['choice']['by'], string>> = {
  asked: 'How many there are was asked for.',
  previous: 'There are as many as in the previous run, so that the two can be compared.',
  elbow:
    'How many there are was chosen where the curve of the sums of squares bends most (the elbow: farthest from the line between its ends, of those tried).',
  'few customers': 'There are too few different customers to choose among more numbers.',
};

function mapped(report: Report, map: CustomerMap): Html {
  return html`<h3>A map of your customers</h3>
    ${figure(
      customerMap(report, map),
      `Customers near each other are alike; each line points to the customers who have more of what stands at its end. The map shows ${percent(map.explained)} of their differences.`,
    )}`;
}

/** Why so many segments: what each further one would add. */
function howMany(report: Report): Html {
  const { choice } = report;
  const n = allSegments(report).length;
  const at = (k: number) => choice.tried.find(({ nSegments }) => nSegments === k)?.explained;
  const [own, next] = [at(n), at(n + 1)];
  const more = own !== undefined && next !== undefined ? ` With one more it would be ${percent(Math.max(own, next))}.` : '';
  return html`<h3>Why ${numeral(n)} segments</h3>
    <p>${own === undefined ? '' : `${plural(n, 'segment')} explain ${percent(own)} of the differences between your customers.${more}`}</p>
    ${figure(choiceChart(choice, n), 'Share of the differences explained, by the number of segments')}`;
}

/** What is typical of them besides. */
function habits({ averageOrderValue, tenure, interpurchaseTime, favorites }: SegmentFacts, currency: string | null): Html {
  const every = interpurchaseTime === null ? null : Math.floor(interpurchaseTime * 10 + 0.5) / 10;
  const rhythm =
    every === null
      ? ''
      : every < 1
        ? ' They order again within a day.'
        : ` They order about every ${figureOf(every, 'day').replace(/^1 /, '')}.`;
  const first = tenure < 0.5 ? 'on the last day' : `${spanText(tenure)} ago`;
  return html`<p>
    An order is typically worth ${money(averageOrderValue, currency)}; the first was ${first}.${rhythm}
    ${
      favorites.length > 0 &&
      html`Bought more than by others:
      ${between(
        favorites.map((favorite) => html`${itemName(favorite)} (${factor(favorite.lift)})`),
        '; ',
      )}.`
    }
  </p>`;
}

const firstOf = ({ name, shareOfCustomers, shareOfRevenue }: SegmentFacts): string =>
  ` The first, ${name}, is ${percent(shareOfCustomers)} of the customers and ${percent(shareOfRevenue)} of the sales.`;

function card(segment: SegmentFacts, place: number, currency: string | null): Html {
  const { name, sentence, advice, shareOfCustomers, shareOfRevenue } = segment;
  // prettier-ignore
  const fact = (text: string, what: string) => html`<div><dt>${what}</dt><dd>${text}</dd></div>`;
  return html`<li>
    <h3>${mark(place)}<bdi>${name}</bdi></h3>
    <dl class="facts">${[fact(percent(shareOfCustomers), 'of the customers'), fact(percent(shareOfRevenue), 'of the sales')]}</dl>
    <p>${sentence}</p>
    ${habits(segment, currency)} ${advise(advice)}
  </li> `;
}

const withheldCard = ({ name, sentence, advice }: WithheldSegment): Html =>
  html`<li>
    <h3><bdi>${name}</bdi></h3>
    <p>${sentence}</p>
    ${advise(advice)}
  </li> `;

/** Why there is but one segment. */
function single({ segments: [only], plane: points, shop, choice }: Report): string {
  const nCustomers = only?.nCustomers ?? shop.nCustomers;
  if (nCustomers === 1) return 'There is one customer, and so one segment.';
  const [first] = points;
  const alike =
    points.length === 0
      ? choice.by !== 'asked'
      : points.every((p) => p.recency === first.recency && p.frequency === first.frequency && p.monetary === first.monetary);
  return alike
    ? `All ${count(nCustomers)} customers have the same figures: there is nothing to tell groups apart by.`
    : `All ${count(nCustomers)} customers are in one segment, because one was asked for.`;
}
