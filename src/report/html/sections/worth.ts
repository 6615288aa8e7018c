/**
 * What customers are worth: what they are expected to spend, how unequally, and how well that came true.
 * @module
 */
import { judgeWorth, worthAdvice, unmeasured, untold, worthMeasured, worthSentence } from '../../foretold.js';
import type { Range, Worth } from '../../outlook-facts.js';
import type { Report } from '../../report.js';
import { aboutMoney, count, decimal, money, percent } from '../../words.js';
import { concentrationChart, worthTenthsChart } from '../chart-foretold.js';
import { html, type Part } from '../escape.js';
import { advice, figure, lead, more, note, section, table, technical, type Section } from '../parts.js';
import { mark } from '../shapes.js';
import { withheldNote } from '../wording.js';

const HEADING = 'What customers are worth';

export function worthSection(report: Report): Section {
  const { outlook, currency } = report;
  const { worth } = outlook;
  if (typeof worth === 'string') return section('worth', HEADING, lead(untold('worth', worth)));
  const { measured, range, nCustomers } = worth;
  return section(
    'worth',
    HEADING,
    lead(worthSentence(worth, currency)),
    note(
      'Customers who are yet to come are not in it, and sales are no profit. ',
      range !== null && `The model’s own uncertainty makes it ${between(range, currency)}; it`,
      range === null && 'It',
      ' does not know seasons, nor what changes in the shop.',
    ),
    nCustomers >= 10 && advice(worthAdvice(worth)),
    worth.segments.length > 1 && html`${bySegment(worth, currency)} ${withheldNote(report)}`,
    firstTable(worth, currency),
    html`<div class="pair">
      ${
        nCustomers >= 10 &&
        html`<div>
          <h3>How unequal they are</h3>
          ${figure(concentrationChart(worth), 'If all were worth the same, the curve would be the dashed line.')}
        </div>`
      }
      <div>
        ${
          typeof measured === 'string'
            ? note(unmeasured(measured))
            : html`<h3>Tested on days that were hidden</h3>
                ${measured.tenths.length > 1 && figure(worthTenthsChart(measured, currency), 'Columns: what was spent. Dashes: what was foretold.')}
                <p>${worthMeasured(measured, currency)} ${judgeWorth(measured).sentence}</p>`
        }
      </div>
    </div>`,
    typeof measured !== 'string' && technical('How this was computed', small(measured.best)),
  );
}

const between = ({ low, high }: Range, currency: string | null) => `${aboutMoney(low, currency)} to ${aboutMoney(high, currency)}`;

function bySegment({ segments, total }: Worth, currency: string | null): Part {
  const columns = [
    { heading: 'Segment' },
    { heading: 'Worth', number: true },
    { heading: 'A customer', number: true },
    { heading: 'Of all', number: true },
  ];
  const rows = segments.map(({ name, nCustomers, worth }, place) => [
    html`${mark(place)}<bdi>${name}</bdi>`,
    aboutMoney(worth, currency),
    aboutMoney(worth / nCustomers, currency),
    percent(total > 0 ? worth / total : 0),
  ]);
  return table('What the customers of each segment are expected to spend', columns, rows, true);
}

function firstTable({ first }: Worth, currency: string | null): Part {
  const columns = [{ heading: 'Customer' }, { heading: 'Spent so far', number: true }, { heading: 'Worth', number: true }];
  const rows = first.map(({ customer, segment, spent, worth, range }) => [
    html`<bdi>${customer}</bdi><br /><span class="sub"><bdi>${segment}</bdi></span>`,
    money(spent, currency),
    html`${aboutMoney(worth, currency)}${range !== null && html`<br /><span class="sub">${between(range, currency)}</span>`}`,
  ]);
  return (
    first.length > 0 &&
    more(`The ${count(first.length)} worth most`, table('What they are expected to spend, most first', columns, rows, true))
  );
}

const small = ({ model, rule, gain: { mean, low, high } }: Exclude<Worth['measured'], string>['best']) =>
  html`<p>
    Expected orders are those of a BG/NBD model (Fader, Hardie and Lee 2005), the value of an order that of a Gamma-Gamma model (Fader and
    Hardie 2013); their product is the customer lifetime value of the 360 days ahead, not discounted. The ranges are what the uncertainty of
    the parameters makes of it (delta method, 95 %): what one customer will really spend scatters more. Share of what was spent in the days
    held out that is of the first decile: ${decimal(model, 3)}, of the decile who had spent most ${decimal(rule, 3)}, difference
    ${decimal(mean, 3)} (95 % interval over customers ${decimal(low, 3)} to ${decimal(high, 3)}).
  </p>`;
