/**
 * Who is probably lost, whom to win back, and how often earlier calls were wrong.
 * @module
 */
import { judgeLost, lostAdvice, lostMeasured, lostSentence, unmeasured, untold } from '../../foretold.js';
import type { Lost } from '../../outlook-facts.js';
import type { Report } from '../../report.js';
import { agoText, count, figureOf, money, percent, plural } from '../../words.js';
import { lostChart } from '../chart-foretold.js';
import { html, type Part } from '../escape.js';
import { advice, figures, lead, more, note, section, table, technical, type Section } from '../parts.js';
import { withheldNote } from '../wording.js';

const HEADING = 'Who is probably lost';

export function lostSection(report: Report): Section {
  const { outlook, currency } = report;
  const { lost } = outlook;
  if (typeof lost === 'string') return section('lost', HEADING, lead(untold('lost', lost)));
  const { measured, nLost, nLostAfterOne, segments, first, warnings } = lost;
  return section(
    'lost',
    HEADING,
    lead(lostSentence(lost, currency)),
    nLost > 0 && advice(lostAdvice(lost)),
    winBack(lost, currency),
    nLost > 0 &&
      segments.length > 1 &&
      html`<h3>Share probably lost, by segment</h3>
        <div class="cap">${figures((narrow) => lostChart(lost, narrow))}</div>
        ${withheldNote(report)}`,
    typeof measured === 'string'
      ? note(unmeasured(measured))
      : html`<h3>Tested on days that were hidden</h3>
          <p>${lostMeasured(measured)} ${measured.nLost > 0 && judgeLost(measured).sentence}</p>`,
    technical(
      'How this was computed',
      html`${warnings.length > 0 && html`<p>To be noted: ${warnings.join(' ')}</p>`}
        <p>
          The chance that a customer comes back is that of a BG/NBD model (Fader, Hardie and Lee 2005) of the days on which customers
          ordered: customers order at random, each at a rate of their own, and after any order may leave for good. A customer of one order
          counts as one who may come back, however long that is ago. It knows neither seasons nor what was
          bought.${first.length > 0 && ` Of the ${plural(nLost, 'customer')} called lost, ${count(nLostAfterOne)} ordered on one day only.`}
        </p>`,
    ),
  );
}

function winBack({ first }: Lost, currency: string | null): Part {
  const columns = [
    { heading: 'Customer' },
    { heading: 'Spent', number: true },
    { heading: 'Last order' },
    { heading: 'Chance to come back', number: true },
  ];
  const rows = first.map(({ customer, segment, frequency, monetary, daysAgo, probability }) => [
    html`<bdi>${customer}</bdi><br /><span class="sub"><bdi>${segment}</bdi></span>`,
    html`${money(monetary, currency)}<br /><span class="sub">${figureOf(frequency, 'order')}</span>`,
    agoText(daysAgo),
    percent(probability),
  ]);
  return (
    first.length > 0 &&
    more(
      `${count(first.length)} to win back first`,
      table('Those lost who had spent most, of those with more than one order', columns, rows, true),
    )
  );
}
