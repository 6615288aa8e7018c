/**
 * What stands first: four figures, and what to take away.
 * @module
 */
import type { Report } from '../../report.js';
import { count, decimal, money, percent, periodText, plural } from '../../words.js';
import { html, type Html, type Part } from '../escape.js';
import { name, note } from '../parts.js';
import { bought } from './accuracy.js';
import { trend } from './time.js';
import { factor } from './together.js';

/** Revenue, customers, orders, items. */
export function tiles({ shop, currency, segments, months }: Report): Html {
  const { revenue, nCustomers, nOrders, nItems } = shop;
  const tile = (what: string, figure: string, sub: Part) =>
    html`<div>
      <dt>${what}</dt>
      <dd${figure.length > 11 && html` class="long"`}>${figure}</dd>
      <dd>${sub}</dd>
    </div>`;
  return html`<dl class="tiles">
      ${[
        tile('Revenue', money(revenue, currency), nOrders > 0 && `${money(revenue / nOrders, currency)} an order`),
        tile('Customers', count(nCustomers), segments.length > 0 ? `in ${plural(segments.length, 'segment')}` : ''),
        tile('Orders', count(nOrders), nCustomers > 0 && `${decimal(nOrders / nCustomers, 1)} a customer`),
        tile('Different items', count(nItems), `in ${plural(months.length, 'month')}`),
      ]}
    </dl>
    ${currency === null && note('Neither the file nor the person who ran this said which currency the amounts are in: they stand here as in the file.')}`;
}

/** The findings, each with the way to its section. */
export function glance(report: Report): Part {
  const findings = [best(report), trend(report), pair(report), due(report), quality(report)].filter((finding) => finding !== null);
  return (
    findings.length > 0 &&
    html`<ul class="short">
      ${findings.map((finding) => html`<li>${finding}</li> `)}
    </ul>`
  );
}

function best({ segments }: Report): Html | null {
  if (segments.length < 2) return null;
  const [{ name: segment, shareOfCustomers, shareOfRevenue }] = segments;
  return html`<a href="#segments">${segment}</a>: ${percent(shareOfCustomers)} of the customers bring ${percent(shareOfRevenue)} of the
    revenue.`;
}

function pair({ together }: Report): Html | null {
  if (together.length === 0) return null;
  const [{ a, b, lift }] = together;
  return html`${name(a)} and ${name(b)} are <a href="#together">bought together</a> ${factor(lift)} as chance would have it.`;
}

function due({ again }: Report): Html | null {
  const most = [...again].sort((x, y) => y.nDue - x.nDue)[0];
  if (most === undefined || most.nDue === 0) return null;
  return html`${plural(most.nDue, 'customer')} ${most.nDue === 1 ? 'is' : 'are'} <a href="#again">due to buy again</a>: ${name(most)}.`;
}

function quality({ accuracy }: Report): Html | null {
  if (accuracy === null) return null;
  const { hits, bestsellerHits, gain, k, testDays } = accuracy;
  const verdict = gain.low > 0 ? 'better than' : gain.high < 0 ? 'not as good as' : 'not clearly better or worse than';
  return html`The <a href="#quality">recommendations</a> are ${verdict} a plain list of bestsellers: of ${k} suggestions
    ${bought(hits.mean)} were bought in the last ${periodText(testDays)}, of ${k} bestsellers ${bought(bestsellerHits.mean)}.`;
}
