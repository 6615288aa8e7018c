/**
 * How customers differ: how long ago, how often, how much.
 * @module
 */
import { bars } from '../../plot.js';
import type { Distribution, Report } from '../../report.js';
import { axisMoney, capital, count, figureOf, figureText, money, moneyUp, percent, plural, spanUpText } from '../../words.js';
import { html, type Html } from '../escape.js';
import { figure, section, technical, type Section } from '../parts.js';

export function differSection({ distributions, currency }: Report): Section | null {
  const { recency, frequency, monetary } = distributions;
  if (total(recency) === 0) return null;
  const days = (from: number, to?: number) =>
    to === undefined ? `${figureText(from)} or more` : from === 0 ? `under ${figureText(to)}` : `${figureText(from)} to ${figureText(to)}`;
  const orders = (from: number, to?: number) =>
    to === undefined ? `${count(from)} or more` : to - from <= 1 ? count(from) : `${count(from)} to ${count(to - 1)}`;
  const spent = (from: number, to?: number) =>
    to === undefined
      ? `${axisMoney(from, currency)} or more`
      : from === 0
        ? `under ${axisMoney(to, currency)}`
        : `${axisMoney(from, currency)} to ${axisMoney(to, currency).replace(/^[A-Z]{3} /, '')}`;
  return section(
    'differ',
    'How customers differ',
    html`<div class="three">
      ${[
        spread('Days since the last order', recency, days, recencyText(recency.median)),
        spread('Orders', frequency, orders, frequencyText(frequency.median)),
        spread('Money spent', monetary, spent, `At least half of the customers spent ${moneyUp(monetary.median, currency)} or less.`),
      ]}
    </div>`,
    technical(
      'The figures behind it',
      html`<p>
        The median customer ordered ${figureOf(recency.median, 'day')} before the last day of the data, placed
        ${figureOf(frequency.median, 'order')} and spent ${money(monetary.median, currency)}. These three figures (recency, frequency and
        monetary value, or RFM) are what the segments are made of. The dark bar holds the median.
      </p>`,
    ),
  );
}

const recencyText = (median: number) =>
  median < 0.5
    ? 'At least half of the customers ordered on the last day.'
    : `At least half of the customers ordered within the last ${spanUpText(median).replace(/^1 /, '')}.`;

const frequencyText = (median: number) =>
  median < 2
    ? 'At least half of the customers ordered only once.'
    : `At least half of the customers placed ${plural(Math.floor(median), 'order')} or fewer.`;

const total = ({ counts }: Distribution) => counts.reduce((a, b) => a + b, 0);

function spread(what: string, distribution: Distribution, bin: (from: number, to?: number) => string, sentence: string): Html {
  const { edges, counts, median } = distribution;
  const all = total(distribution);
  const only = counts.indexOf(all);
  if (only >= 0)
    return html`<div>
      <h3>${what}</h3>
      <p>${capital(bin(edges[only], edges[only + 1]))} for ${all === 1 ? 'the one customer' : 'every customer'}.</p>
    </div>`;
  const middle = edges.filter((edge) => edge <= median).length - 1;
  const rows = counts.map((n, b) => ({
    name: bin(edges[b], edges[b + 1]),
    value: n,
    text: percent(n / all),
    color: b === middle ? 'var(--accent)' : 'var(--quiet)',
  }));
  const most = rows.reduce((a, b) => (b.value > a.value ? b : a));
  const label = `${what}: ${sentence} The largest group is ${most.name}, with ${most.text} of the customers.`;
  const max = Math.max(...counts, 1);
  const svg = bars({
    label,
    width: 256,
    rowHeight: 24,
    marginLeft: 12 + 6.6 * Math.max(...rows.map(({ name }) => name.length)),
    marginRight: 12 + 6.6 * most.text.length,
    marginTop: 2,
    marginBottom: 2,
    max,
    rows,
  });
  return html`<div>
    <h3>${what}</h3>
    <p>${sentence}</p>
    ${figure(svg)}
  </div>`;
}
