/**
 * The best sellers, and whom to offer them to.
 * @module
 */
import type { Offer, Report } from '../../report.js';
import { count, money, plural } from '../../words.js';
import { html, type Html, type Part } from '../escape.js';
import { lead, more, name, note, section, table, type Section } from '../parts.js';

const HEADING = 'Whom to offer your bestsellers';

export function offersSection({ offers, currency }: Report): Section {
  const open = offers.filter(({ candidates }) => candidates > 0);
  if (open.length === 0) return section('offers', HEADING, lead('There are too few orders to tell whom to offer what.'));
  const [first] = open;
  return section(
    'offers',
    HEADING,
    lead(
      html`${name(first)} is recommended to ${plural(first.candidates, 'customer')} who ${first.candidates === 1 ? 'does' : 'do'} not have
      it yet, but bought what its buyers buy: the first to write to.`,
    ),
    table(
      'The best-selling items, and customers to offer them to, the best candidates first',
      [{ heading: 'Item' }, { heading: 'Have it', number: true }, { heading: 'Offer it to' }],
      open.map((offer, place) => row(offer, place === 0, currency)),
      true,
    ),
    note('What every single customer should be offered is in the file recommendations.csv.'),
  );
}

function row(offer: Offer, opened: boolean, currency: string | null): Part[] {
  const { customers, revenue, candidates, audience } = offer;
  const bought = ({ customer, because }: Offer['audience'][number]): Html =>
    html`<li>
      <b><bdi>${customer}</bdi></b> bought ${name(because)}
    </li>`;
  const rest = candidates - audience.length;
  const people = html`<ul class="people">
    ${audience.map(bought)} ${rest > 0 && html`<li>and ${plural(rest, 'other')}</li>`}
  </ul>`;
  return [
    html`${name(offer)}<br /><span class="sub">${money(revenue, currency)} of revenue</span>`,
    count(customers),
    audience.length === 0 ? plural(candidates, 'customer') : more(plural(candidates, 'customer'), people, opened),
  ];
}
