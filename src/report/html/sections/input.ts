/**
 * What came in, and what was left out and why.
 * @module
 */
import type { Report } from '../../report.js';
import { count, percent, plural } from '../../words.js';
import { html } from '../escape.js';
import { lead, more, section, table, type Section } from '../parts.js';

/** The reasons of `cleanOrders`, for people; others are sentences of the reader already. */
const PLAIN: Readonly<Record<string, string>> = {
  'no customer': 'No customer number: nobody to count the purchase for',
  cancelled: 'Cancelled orders',
  'no order number': 'No order number',
  'no item': 'No item',
  'no time': 'No date',
  'quantity not above 0': 'Returns and corrections (quantity of zero or less)',
  'price not above 0': 'No price: gifts, samples and corrections',
};

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function inputSection({ shop }: Report): Section {
  const { nRows, nKept, leftOut, found } = shop;
  const nLeft = leftOut.reduce((sum, { rows }) => sum + rows, 0);
  const share = nRows > 0 ? nLeft / nRows : 0;
  return section(
    'input',
    'What came in',
    lead(
      nLeft === 0
        ? `Nothing was left out of the ${plural(nRows, 'row')} that came in.`
        : `Of ${plural(nRows, 'row')} ${count(nKept)} count. ${sentence(count(nLeft))} (${percent(share)}) ${nLeft === 1 ? 'was' : 'were'} left out, for these reasons:`,
    ),
    nLeft > 0 &&
      table(
        'Rows left out',
        [{ heading: 'Why' }, { heading: 'Rows', number: true }, { heading: 'Of all rows', number: true }],
        leftOut.map(({ reason, rows }) => [
          Object.hasOwn(PLAIN, reason) ? PLAIN[reason] : sentence(reason),
          count(rows),
          rows / nRows < 0.0005 ? 'under 0.1 %' : percent(rows / nRows),
        ]),
      ),
    found.length > 0 &&
      more(
        'How the file was read',
        html`<ul>
          ${found.map((text) => html`<li>${text}</li>`)}
        </ul>`,
      ),
  );
}
