/**
 * What stands first: four figures, and what to take away.
 * @module
 */
import type { Report } from '../../report.js';
import { judge, measured } from '../../verdict.js';
import { allSegments } from '../../withheld.js';
import { aboutMoney, aheadText, count, dayText, decimal, figureText, money, percent, periodText, plural } from '../../words.js';
import { between, html, type Html, type Part } from '../escape.js';
import { name, note } from '../parts.js';
import { factor } from '../wording.js';
import { trend } from '../trend.js';

/** Pairs of fewer orders are not worth the first page. */
const LEAST_ORDERS = 30;

/** Sales, customers, orders, items. */
export function tiles(report: Report): Html {
  const { shop, currency } = report;
  const nSegments = allSegments(report).length;
  const { revenue, nCustomers, nOrders, nItems } = shop;
  const tile = (what: string, figure: string, sub: Part) =>
    html`<div>
      <dt>${what}</dt>
      <dd${figure.length > 11 && html` class="long"`}>${figure}</dd>
      <dd>${sub}</dd>
    </div>`;
  return html`<dl class="tiles">
      ${[
        tile('Sales', money(revenue, currency), 'before returns, to known customers'),
        tile('Customers', count(nCustomers), nSegments > 0 ? `in ${plural(nSegments, 'segment')}` : ''),
        tile(
          'Orders',
          count(nOrders),
          nCustomers > 0 && `${decimal(nOrders / nCustomers, 1)} a customer, ${money(revenue / nOrders, currency)} each, on average`,
        ),
        tile('Different items', count(nItems), nItems === 1 ? 'bought at least once' : 'each bought at least once'),
      ]}
    </dl>
    ${currency === null && note('Neither the file nor the person who ran this said which currency the amounts are in: they stand here as in the file.')}`;
}

/** The findings, each with the way to its section. */
export function glance(report: Report): Part {
  const findings = [best(report), trend(report), ahead(report), pair(report), due(report), quality(report)].filter(
    (finding) => finding !== null,
  );
  return (
    findings.length > 0 &&
    html`<ul class="short">
      ${findings.map((finding) => html`<li>${finding}</li> `)}
    </ul>`
  );
}

function best({ segments }: Report): Html | null {
  if (segments.length < 2) return null;
  const [{ name: segment, nCustomers, shareOfCustomers, shareOfRevenue }] = segments;
  return html`<a href="#segments">${segment}</a>: ${percent(shareOfCustomers)} of the customers ${nCustomers === 1 ? 'brings' : 'bring'}
    ${percent(shareOfRevenue)} of the sales.`;
}

/** Who will buy, who will not, and what they are worth. */
function ahead({ outlook: { likely, lost, worth }, currency }: Report): Html | null {
  const link = (id: string, text: string) => html`<a href="#${id}">${text}</a>`;
  const are = (n: number) => (n === 1 ? 'is' : 'are');
  const said = [
    typeof likely !== 'string' &&
      html`${link('likely', plural(likely.nLikely, 'customer'))} ${are(likely.nLikely)} likely to buy in the next
      ${periodText(likely.horizonDays)}`,
    typeof lost !== 'string' && html`${link('lost', plural(lost.nLost, 'customer'))} ${are(lost.nLost)} probably lost`,
    typeof worth !== 'string' &&
      html`today’s customers are ${link('worth', 'worth')} about ${aboutMoney(worth.total, currency)} within ${aheadText(worth.withinDays)}`,
  ].filter((one) => one !== false);
  return said.length === 0 ? null : html`${between(said, '; ')}.`;
}

function pair({ together }: Report): Html | null {
  const first = together.find(({ orders }) => orders >= LEAST_ORDERS);
  if (first === undefined) return null;
  const { a, b, orders, lift } = first;
  return html`${name(a)} and ${name(b)} are <a href="#together">bought together</a> ${factor(lift)} as chance would have it, in
    ${plural(orders, 'order')}.`;
}

function due({ again, shop }: Report): Html | null {
  const most = [...again].sort((x, y) => y.nDue - x.nDue)[0];
  if (most === undefined || most.nDue === 0) return null;
  const { nDue, days } = most;
  return html`${plural(nDue, 'customer')} may be <a href="#again">due to buy again</a>: they last bought ${name(most)} ${figureText(days)}
    to ${figureText(2 * days)} days before ${dayText(shop.lastDay)}.`;
}

function quality({ accuracy }: Report): Html | null {
  if (typeof accuracy === 'string') return null;
  return html`<a href="#quality">Measured</a>: ${measured(accuracy)} ${judge(accuracy).sentence}`;
}
