/**
 * The best sellers, and whom to offer them to.
 * @module
 */
import type { Offer, Report } from '../../report.js';
import { count, money, plural } from '../../words.js';
import { html, type Html } from '../escape.js';
import { lead, more, name, note, section, table, type Section } from '../parts.js';

export function offersSection({ offers, currency }: Report): Section {
  if (offers.length === 0)
    return section('offers', 'Whom to offer your bestsellers', lead('There are too few orders to tell whom to offer what.'));
  return section(
    'offers',
    'Whom to offer your bestsellers',
    lead(
      'Customers who do not have a bestseller yet, but bought what its buyers buy, are the first to write to. The best candidates come first.',
    ),
    html`<ul class="entries">
      ${offers.map((offer) => entry(offer, currency))}
    </ul>`,
    note('The recommendations of every customer are in the file recommendations.csv beside this page.'),
  );
}

function entry(offer: Offer, currency: string | null): Html {
  const { customers, revenue, candidates, audience } = offer;
  const rows = audience.map(({ customer, because }) => [html`<bdi>${customer}</bdi>`, name(because)]);
  return html`<li>
    <h3>${name(offer)}</h3>
    <p>
      ${plural(customers, 'customer')} ${customers === 1 ? 'has' : 'have'} it (${money(revenue, currency)} of revenue).
      ${candidates === 0 ? 'Nobody else bought anything that speaks for it.' : html`<strong>Offer it to ${plural(candidates, 'other')}</strong> who bought something that speaks for it.`}
    </p>
    ${rows.length > 0 && more(rows.length === candidates ? `Who ${rows.length === 1 ? 'it is' : 'they are'}` : `The best ${count(rows.length)}`, table('Best candidates', [{ heading: 'Customer' }, { heading: 'Because they bought' }], rows))}
  </li> `;
}
