/**
 * Who is likely to buy in the days to come, how well such chances came true, and whom to contact.
 * @module
 */
import {
  ANYWAY,
  contactAdvice,
  expectedSentence,
  judgeLikely,
  likelyMeasured,
  likelySentence,
  profitSentence,
  unmeasured,
  untold,
} from '../../foretold.js';
import type { Likely, LikelyMeasured, Profit } from '../../outlook-facts.js';
import { featureName, reasonText } from '../../reasons.js';
import type { Report } from '../../report.js';
import { count, dayText, decimal, listed, money, percent, plural } from '../../words.js';
import { calibrationChart, profitChart, tenthsChart } from '../chart-foretold.js';
import { html, type Html, type Part } from '../escape.js';
import { advice, figure, figures, lead, more, note, section, table, technical, type Section } from '../parts.js';

const HEADING = 'Who is likely to buy next';

export function likelySection({ outlook: { likely }, shop, currency }: Report): Section {
  if (typeof likely === 'string') return section('likely', HEADING, lead(untold('likely', likely)));
  const { measured, profit } = likely;
  return section(
    'likely',
    HEADING,
    lead(likelySentence(likely, shop.lastDay)),
    advice(contactAdvice(likely)),
    firstTable(likely, currency),
    typeof measured === 'string' ? note(unmeasured(measured)) : quality(measured, likely),
    (typeof measured !== 'string' || profit !== null) &&
      html`<div class="pair">
        ${typeof measured !== 'string' && measured.calibration.length > 0 && html`<div>${calibrated(measured)}</div>`}
        ${
          profit !== null &&
          html`<div>
            <h3>How many to contact</h3>
            <p>${profitSentence(profit, currency)}</p>
            ${figure(profitChart(profit, currency), ANYWAY)} ${otherCosts(profit, currency)}
          </div>`
        }
      </div>`,
    typeof measured !== 'string' && technical('The method and the measures by their names', small(measured, likely)),
  );
}

function firstTable({ first, nCustomers, horizonDays }: Likely, currency: string | null): Part {
  const rows = first.map(({ customer, segment, probability, because }) => [
    html`<bdi>${customer}</bdi><br /><span class="sub"><bdi>${segment}</bdi></span>`,
    percent(probability),
    because === null ? '' : reasonText(because, currency),
  ]);
  const columns = [{ heading: 'Customer' }, { heading: 'Chance', number: true }, { heading: 'Above all because' }];
  return (
    first.length > 0 &&
    more(
      first.length === nCustomers ? 'The customers' : `The first ${count(first.length)}`,
      html`${table(`Chance to buy within ${plural(horizonDays, 'day')}, highest first`, columns, rows, true)}
      ${note('All of them are in the file likely.csv.')}`,
    )
  );
}

function quality(measured: LikelyMeasured, likely: Likely): Html {
  return html`<h3>Tested on days that were hidden</h3>
    <p>${likelyMeasured(measured, likely)} ${judgeLikely(measured).sentence}</p>
    <div class="cap">
      ${figures((narrow) => tenthsChart(measured, narrow), `Share who bought from ${dayText(measured.from)} to ${dayText(measured.to)}`)}
    </div>`;
}

/** What to do where a contact costs something else. */
function otherCosts({ others }: Profit, currency: string | null): Html {
  const number = (heading: string) => ({ heading, number: true });
  const rows = others.map(({ costOfContact, contacts, profit, nPaying }) => [
    money(costOfContact, currency),
    count(contacts),
    money(profit, currency),
    count(nPaying),
  ]);
  const columns = [{ heading: 'A contact costs' }, number('Best in the days hidden'), number('It brings'), number('Customers it pays for')];
  return more('If a contact costs something else', table('Customers to contact, by what a contact costs', columns, rows, true));
}

const calibrated = (measured: LikelyMeasured): Html =>
  html`<h3>Are the chances true?</h3>
    <p>${expectedSentence(measured)}</p>
    ${figure(
      calibrationChart(measured),
      'Each mark is a group of customers with about the same chance; on the dashed line it came true as given. The bars show what chance alone may do.',
    )}`;

function small(
  { from, to, nCustomers, nBuyers, rocAuc, logLoss, brier, best, tenths }: LikelyMeasured,
  { horizonDays, drivers }: Likely,
): Html {
  const interval = ({ mean, low, high }: typeof rocAuc.model, digits = 3) =>
    `${decimal(mean, digits)} (${decimal(low, digits)} to ${decimal(high, digits)})`;
  const [first] = tenths;
  return html`<p>
      The chances are those of a logistic regression on what customers did before a day, learned from who bought within
      ${plural(horizonDays, 'day')} after it, on several
      days.${drivers.length > 0 && ` They depend most on ${listed(drivers.map(featureName))}.`} Measured on ${dayText(from)} to
      ${dayText(to)}: ${plural(nCustomers, 'customer')}, ${plural(nBuyers, 'buyer')}. Area under the ROC curve ${interval(rocAuc.model)}, of
      recency alone ${interval(rocAuc.rule)}, difference ${interval(rocAuc.gain)}. Log loss ${decimal(logLoss.model, 4)} (the base rate for
      everybody: ${decimal(logLoss.same, 4)}), Brier score ${decimal(brier.model, 4)} (${decimal(brier.same, 4)}). Lift of the first decile
      ${decimal((first.buyers / first.customers) * (nCustomers / nBuyers), 2)}; share of it that bought ${decimal(best.model, 3)}, of that
      by recency ${decimal(best.rule, 3)}, difference ${interval(best.gain)}. In brackets are 95 % intervals over customers (of areas:
      DeLong); those of the chances are Wilson intervals.
    </p>
    <p>Both lists are of the same days and customers; customers whose first order came in the days held out are not counted.</p>`;
}
