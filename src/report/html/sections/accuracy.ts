/**
 * How good the recommendations are, the bad cases included.
 * @module
 */
import { intervals } from '../../plot.js';
import type { Accuracy, Report } from '../../report.js';
import { decimal, periodText, plural } from '../../words.js';
import { ticks } from '../axis.js';
import { html } from '../escape.js';
import { figures, lead, note, section, technical, type Section } from '../parts.js';

const HEADING = 'How good the recommendations are';

export function accuracySection({ accuracy, nServed }: Report): Section {
  const served = `${plural(nServed, 'customer')} got recommendations, each with the purchase that speaks most for it.`;
  if (accuracy === null)
    return section('quality', HEADING, lead('This could not be measured: the orders cover too short a time, or nobody came back in the last weeks.'), note(served, ' Try them on a few customers before you rely on them.')); // prettier-ignore
  const { k, testDays, nCustomers, nColdCustomers, hits, bestsellerHits, gain } = accuracy;
  return section(
    'quality',
    HEADING,
    lead(
      `Of ${plural(k, 'suggestion')} ${bought(hits.mean)} were bought in the ${periodText(testDays)} held out; the bestseller list gets ${bought(bestsellerHits.mean)}. ${verdict(accuracy)}`,
    ),
    html`<div class="cap">
      ${figures((narrow) => chart(accuracy, narrow), 'The dot is the average, the line where it would lie if other customers of the same kind had come.')}
    </div>`,
    html`<p>
      To measure this, the last ${periodText(testDays)} were hidden, recommendations were made from what came before, and what customers
      then bought was counted: ${plural(nCustomers, 'customer')} who came back for something new. What people buy next is mostly beyond
      anybody’s guess, so compare with the bestseller list rather than with ${k}.
    </p>`,
    note(served),
    technical(
      'The measure and its interval',
      html`<p>
        Precision at ${k}: ${interval(hits, k)} for the recommendations, ${interval(bestsellerHits, k)} for the bestseller list. Bought
        among ${k}: ${of(hits)} against ${of(bestsellerHits)}; difference customer by customer ${of(gain)}. The intervals are 95 % bootstrap
        intervals over customers. Only items that a customer had not bought before count as hits.
        ${nColdCustomers > 0 && `${plural(nColdCustomers, 'customer')} who first bought in the days held out ${nColdCustomers === 1 ? 'is' : 'are'} not counted, because nothing was known of them.`}
      </p>`,
    ),
  );
}

type Measured = Accuracy['hits'];
const of = ({ mean, low, high }: Measured) => `${decimal(mean, 2)} (${decimal(low, 2)} to ${decimal(high, 2)})`;
const interval = ({ mean, low, high }: Measured, k: number) =>
  `${decimal(mean / k, 3)} (${decimal(low / k, 3)} to ${decimal(high / k, 3)})`;

/** Of some suggestions, how many were bought: `0.6`, `0.04`, `none`. */
export const bought = (mean: number): string => (mean === 0 ? 'none' : decimal(mean, mean < 0.095 ? 2 : 1));

/** Better, worse, or not to be told apart. */
function verdict({ gain, hits, bestsellerHits }: Accuracy): string {
  if (gain.low > 0) {
    const times = bestsellerHits.mean > 0 ? hits.mean / bestsellerHits.mean : 0;
    return `The recommendations are better than the list${times >= 1.5 ? `, about ${decimal(times, 1)} times as good` : ''}, and that is more than chance.`;
  }
  return gain.high < 0
    ? 'The bestseller list did better here: use that list instead.'
    : 'The difference is within chance: these orders do not tell which of the two is better.';
}

function chart(accuracy: Accuracy, narrow: boolean): string {
  const { hits, bestsellerHits, k, gain } = accuracy;
  const xTicks = ticks(Math.max(hits.high, bestsellerHits.high) * 1.12, 4, (v) => String(v));
  const row = (heading: string, measured: Measured, color: string) => ({
    heading,
    ...measured,
    text: bought(measured.mean),
    color,
  });
  const said = gain.low > 0 ? 'more than' : gain.high < 0 ? 'fewer than' : 'not clearly different from';
  return intervals({
    label: `Bought of ${k} suggestions: ${decimal(hits.mean, 2)} for the recommendations, ${said} ${decimal(bestsellerHits.mean, 2)} for the bestseller list.`,
    width: narrow ? 350 : 560,
    marginLeft: 12,
    marginRight: 40,
    marginTop: 4,
    marginBottom: 44,
    rows: [row('These recommendations', hits, 'var(--accent)'), row('The bestseller list', bestsellerHits, 'var(--axis)')],
    xTicks: xTicks.map(({ at }) => ({ at, text: tidy(at) })),
    xLabel: `Bought, of ${k} suggestions`,
  });
}

/** A tick without the dust of binary fractions: 0.30000000000000004 is 0.3. */
const tidy = (v: number) => String(Number(v.toFixed(4)));
