/**
 * What is bought again, how soon, and who is due.
 * @module
 */
import type { Repeat, Report } from '../../report.js';
import { figureText, listed, plural, spanText } from '../../words.js';
import { html, type Part } from '../escape.js';
import { lead, more, name, section, table, technical, type Section } from '../parts.js';

const SHOWN = 10;

export function againSection({ again }: Report): Section {
  if (again.length === 0)
    return section(
      'again',
      'Due to be bought again',
      lead('No item was bought again by the same customers often enough to know its interval.'),
    );
  const total = again.reduce((sum, { nDue }) => sum + nDue, 0);
  const [first] = again;
  const columns = [{ heading: 'Item' }, { heading: 'Usually again after', number: true }, { heading: 'Due now' }];
  const rows = again.map(row);
  return section(
    'again',
    'Due to be bought again',
    lead(
      html`${name(first)} is usually bought again after ${spanText(first.days)}.
      ${total === 0 ? 'Nobody is due at the moment.' : `${first.nDue === 0 ? 'Nobody' : plural(first.nDue, 'customer')} ${first.nDue < 2 ? 'is' : 'are'} due for it now: a good day for a reminder.`}`,
    ),
    table('Items that customers buy again, and who is due', columns, rows.slice(0, SHOWN), true),
    rows.length > SHOWN && more(plural(rows.length - SHOWN, 'more item'), table('Further items', columns, rows.slice(SHOWN), true)),
    technical(
      'How this was counted',
      html`<p>
        The interval is the median of the days between two days on which one customer bought the item:
        ${listed(again.slice(0, 3).map((repeat) => `${figureText(repeat.days)} days from ${plural(repeat.intervals, 'interval')} of ${plural(repeat.customers, 'customer')}`))}
        for the first ${again.length < 2 ? 'item' : 'items'}. A customer is due when the last purchase is between one and two intervals ago.
      </p>`,
    ),
  );
}

function row(repeat: Repeat): Part[] {
  const { days, customers, nDue, due } = repeat;
  const people = due.map(
    ({ customer, daysAgo }) =>
      html`<li>
        <b><bdi>${customer}</bdi></b> ${plural(daysAgo, 'day')} ago
      </li>`,
  );
  const who = people.length < nDue ? [...people, html`<li>and ${plural(nDue - people.length, 'other')}</li>`] : people;
  return [
    html`${name(repeat)}<br /><span class="sub">${plural(customers, 'customer')} bought it again</span>`,
    spanText(days),
    nDue === 0
      ? 'nobody'
      : people.length === 0
        ? plural(nDue, 'customer')
        : more(
            plural(nDue, 'customer'),
            html`<ul class="people">
              ${who}
            </ul>`,
          ),
  ];
}
