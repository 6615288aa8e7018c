/**
 * What is bought together.
 * @module
 */
import type { Pair, Report } from '../../report.js';
import { count, decimal, percent, plural } from '../../words.js';
import { html } from '../escape.js';
import { lead, more, name, section, table, technical, type Section } from '../parts.js';
import { factor } from '../wording.js';

const SHOWN = 10;

export function togetherSection({ together }: Report): Section {
  if (together.length === 0)
    return section('together', 'Bought together', lead('No two items were bought together so often that it cannot be chance.'));
  const [{ a, b, orders, lift, shareOfA }] = together;
  const rows = together.map(row);
  const columns = [
    { heading: 'Items' },
    { heading: 'Orders with both', number: true },
    { heading: 'Times as often as chance', number: true },
  ];
  return section(
    'together',
    'Bought together',
    lead(
      html`${name(a)} and ${name(b)} were in the same order ${count(orders)} ${orders === 1 ? 'time' : 'times'}, ${factor(lift)} as chance
      would have it. Of the orders with the first, ${percent(shareOfA)} also had the second.`,
    ),
    table(
      'Pairs to bundle, to show side by side, or to suggest in the basket. In brackets: of the orders with this item, the share with both',
      columns,
      rows.slice(0, SHOWN),
      true,
    ),
    rows.length > SHOWN && more(plural(rows.length - SHOWN, 'more pair'), table('Further pairs', columns, rows.slice(SHOWN), true)),
    technical(
      'What the figures mean',
      html`<p>
          Chance is what the number of orders with both would be if the two items had nothing to do with each other: the number of orders
          times the share with the one times the share with the other. Orders with both divided by that number is called lift; the share of
          the orders with one item that also have the other is called confidence.
        </p>
        <p>
          Shown are only pairs that pass a test for chance over all pairs examined (p below 0.01 after Bonferroni). Large orders make any
          two items meet more often: where some orders hold very many items, a pair may stand out for no other reason.
        </p>`,
    ),
  );
}

const row = ({ a, b, orders, expected, lift, shareOfA, shareOfB }: Pair) => [
  html`${name(a)} <span class="sub">(${percent(shareOfA)})</span><br />${name(b)} <span class="sub">(${percent(shareOfB)})</span>`,
  html`${count(orders)}<br /><span class="sub">${decimal(expected, expected < 10 ? 1 : 0)} by chance</span>`,
  `${decimal(lift, lift < 10 ? 1 : 0)} ×`,
];
