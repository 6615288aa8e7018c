/**
 * The best sellers, and whom to offer them to.
 * @module
 */
import type { Offer, Report } from '../../report.js';
import { count, money, plural } from '../../words.js';
import { html, type Html, type Part } from '../escape.js';
import { lead, more, name, note, section, table, type Section } from '../parts.js';
import { cautionNote } from '../wording.js';

const HEADING = 'Whom to offer your best-sellers';

export function offersSection(report: Report): Section {
  const { offers, currency } = report;
  const open = offers.filter(({ candidates }) => candidates > 0);
  if (open.length === 0) return section('offers', HEADING, lead('None of the best-sellers is among the recommendations of any customer.'));
  const [first] = open;
  return section(
    'offers',
    HEADING,
    cautionNote(report),
    lead(
      html`${name(first)} is recommended to ${plural(first.candidates, 'customer')} who did not buy it in these orders, but bought what its
      buyers buy.`,
    ),
    table(
      'The items that most customers bought, and customers to offer them to: those first who bought most of what goes with it',
      [{ heading: 'Item' }, { heading: 'Bought it', number: true }, { heading: 'Offer it to' }],
      open.map((offer) => row(offer, currency)),
      true,
    ),
    note(
      'What is recommended to every single customer is in the file recommendations.csv',
      open.some(({ audience }) => audience.some(({ customer }) => customer.includes('…@'))) && ', with e-mail addresses in full',
      '.',
    ),
  );
}

function row({ customers, revenue, candidates, audience, ...item }: Offer, currency: string | null): Part[] {
  const who = ({ customer, segment, because }: Offer['audience'][number]): Html =>
    html`<li>
      <b><bdi>${customer}</bdi></b> (<bdi>${segment}</bdi>): goes with ${name(because)}, which they bought
    </li>`;
  const rest = candidates - audience.length;
  const people = html`<ul class="people">
    ${audience.map(who)} ${rest > 0 && html`<li>and ${plural(rest, 'other')}</li>`}
  </ul>`;
  return [
    html`${name(item)}<br /><span class="sub">${money(revenue, currency)} of sales</span>`,
    count(customers),
    audience.length === 0 ? plural(candidates, 'customer') : more(plural(candidates, 'customer'), people),
  ];
}
