/**
 * What came in, and what was left out and why.
 * @module
 */
import type { Report, ShopFacts } from '../../report.js';
import { leftOutText, returned, returnsText } from '../../left-out.js';
import { capital, count, money, percent, plural } from '../../words.js';
import { html } from '../escape.js';
import { lead, more, section, table, type Section } from '../parts.js';

export function inputSection({ shop, currency }: Report): Section {
  const { nRows, nKept, leftOut, found } = shop;
  const nLeft = leftOut.reduce((sum, { rows }) => sum + rows, 0);
  const share = nRows > 0 ? nLeft / nRows : 0;
  return section(
    'input',
    'What came in',
    lead(
      nLeft === 0
        ? `Nothing was left out of the ${plural(nRows, 'row')} that came in.`
        : `Of ${plural(nRows, 'row')} ${count(nKept)} ${nKept === 1 ? 'counts' : 'count'}. ${count(nLeft)} (${percent(share)}) ${nLeft === 1 ? 'was' : 'were'} left out, for ${leftOut.length === 1 ? 'this reason' : 'these reasons'}:`,
    ),
    nLeft > 0 && leftOutTable(shop, currency),
    returned(shop) > 0 && html`<p>${returnsText(shop, currency)}</p>`,
    found.length > 0 &&
      more(
        'How the file was read',
        html`<ul>
          ${found.map((text) => html`<li>${text}</li>`)}
        </ul>`,
      ),
  );
}

/** Rows by reason, with their amount where there is one. */
function leftOutTable({ leftOut, nRows }: ShopFacts, currency: string | null) {
  const amount = (of: number) => (of === 0 && currency === null ? '' : money(of, currency));
  const amounts = leftOut.some((left) => amount(left.amount) !== '');
  const number = (heading: string) => ({ heading, number: true });
  return table(
    'Rows left out',
    [{ heading: 'Why' }, number('Rows'), number('Of all rows'), ...(amounts ? [number('Their amount')] : [])],
    leftOut.map((left) => [
      capital(leftOutText(left)),
      count(left.rows),
      percent(left.rows / nRows),
      ...(amounts ? [amount(left.amount)] : []),
    ]),
    true,
  );
}
