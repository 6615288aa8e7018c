/**
 * What is bought again, how soon, and who is due.
 * @module
 */
import type { Repeat, Report } from '../../report.js';
import { count, dayText, figureOf, listed, plural } from '../../words.js';
import { html, type Html, type Part } from '../escape.js';
import { lead, more, name, section, table, technical, type Section } from '../parts.js';
import { asOf } from '../wording.js';

const SHOWN = 10;
const HEADING = 'Due to be bought again';

export function againSection(report: Report): Section {
  const { again } = report;
  if (again.length === 0)
    return section('again', HEADING, lead('No item was bought again by the same customers often enough to know its interval.'));
  const columns = [{ heading: 'Item' }, { heading: 'Half of the times within', number: true }, { heading: `Due ${asOf(report)}` }];
  const rows = again.map(row);
  return section(
    'again',
    HEADING,
    lead(sentences(again[0], report)),
    table('Items that customers buy again, and who is due', columns, rows.slice(0, SHOWN), true),
    rows.length > SHOWN && more(plural(rows.length - SHOWN, 'more item'), table('Further items', columns, rows.slice(SHOWN), true)),
    technical(
      'How this was counted',
      html`<p>
        The interval is the median of the days between two days on which one customer bought the item, one after the other:
        ${listed(again.slice(0, 3).map((repeat) => `${figureOf(repeat.days, 'day')} from ${plural(repeat.intervals, 'interval')} of ${plural(repeat.customers, 'customer')}`))}
        for the first ${again.length < 2 ? 'item' : 'items'}. Customers who bought it on one day only, and may never want it again, have no
        interval. Due is who bought it on more than one day, the last time between one and two intervals before the last day of the orders;
        who is due has let more time pass than at least half of the intervals.
      </p>`,
    ),
  );
}

/** How many came back for it and how soon, and how many are due. */
function sentences(repeat: Repeat, { shop }: Report): Html {
  const { customers, buyers, days, nDue } = repeat;
  return html`Of the ${plural(buyers, 'customer')} who bought ${name(repeat)}, ${count(customers)} bought it again, half of the times within
  ${figureOf(days, 'day')}. ${nDue === 0 ? 'None' : count(nDue)} of them last bought it one to two such intervals before
  ${dayText(shop.lastDay)}${nDue > 0 && ` and ${nDue === 1 ? 'has' : 'have'} not come back for it since`}.`;
}

function row(repeat: Repeat): Part[] {
  const { days, customers, buyers, nDue, due } = repeat;
  const people = due.map(
    ({ customer, daysAgo }) =>
      html`<li>
        <b><bdi>${customer}</bdi></b> bought it ${plural(daysAgo, 'day')} before
      </li>`,
  );
  const who = people.length < nDue ? [...people, html`<li>and ${plural(nDue - people.length, 'other')}</li>`] : people;
  return [
    html`${name(repeat)}<br /><span class="sub">${count(customers)} of ${plural(buyers, 'buyer')} bought it again</span>`,
    figureOf(days, 'day'),
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
