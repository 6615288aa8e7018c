/**
 * How good the recommendations are, the bad cases included.
 * @module
 */
import { intervals } from '../../plot.js';
import type { Accuracy, Report } from '../../report.js';
import { FORESIGHT, judge, measured, named, notMeasured, servedText } from '../../verdict.js';
import { decimal, periodText, plural } from '../../words.js';
import { ticks } from '../axis.js';
import { html } from '../escape.js';
import { figures, lead, note, section, technical, type Section } from '../parts.js';

const HEADING = 'How good the recommendations are';

export function accuracySection({ accuracy, nServed }: Report): Section {
  if (typeof accuracy === 'string')
    return section(
      'quality',
      HEADING,
      lead(notMeasured(accuracy)),
      note(servedText(nServed), nServed > 0 && ' Try them on a few customers before you rely on them.'),
    );
  const { k, testDays, nCustomers, nColdCustomers, hits, bestsellerHits, currentHits, gain, currentGain } = accuracy;
  return section(
    'quality',
    HEADING,
    lead(`${measured(accuracy)} ${judge(accuracy).sentence}`),
    html`<div class="cap">
      ${figures((narrow) => chart(accuracy, narrow), `The dot is the average. 95 in 100 such samples of customers would give an average on the line; another month may differ.`)}
    </div>`,
    html`<p>
      To measure this, the last ${periodText(testDays)} were hidden, lists were made from what came before, and the items on them that
      customers then bought for the first time were counted: for ${plural(nCustomers, 'customer')} who came back for something new. What
      people buy next is mostly beyond anybody’s guess, so compare the lists with each other rather than with ${k}. ${FORESIGHT}
    </p>`,
    note(servedText(nServed)),
    technical(
      'The measure and its interval',
      html`<p>
        Precision at ${k}: ${interval(hits, k)} for the recommendations, ${interval(bestsellerHits, k)} for the best-sellers of all time,
        ${interval(currentHits, k)} for those of the ${periodText(testDays)} before the days hidden. Items named among ${k}: ${of(hits)},
        ${of(bestsellerHits)} and ${of(currentHits)}; the recommendations’ difference, customer by customer, to the first list ${of(gain)},
        to the second ${of(currentGain)}. In brackets are 95 % bootstrap intervals over customers: 95 in 100 such samples of customers would
        give an average in there; another month may differ. Only items that a customer had not bought before count.
        ${nColdCustomers > 0 && `${plural(nColdCustomers, 'customer')} who first bought in the days hidden ${nColdCustomers === 1 ? 'is' : 'are'} not counted, because nothing was known of them.`}
      </p>`,
    ),
  );
}

type Measured = Accuracy['hits'];
const of = ({ mean, low, high }: Measured) => `${decimal(mean, 2)} (${decimal(low, 2)} to ${decimal(high, 2)})`;
const interval = ({ mean, low, high }: Measured, k: number) =>
  `${decimal(mean / k, 3)} (${decimal(low / k, 3)} to ${decimal(high / k, 3)})`;

function chart(accuracy: Accuracy, narrow: boolean): string {
  const { hits, bestsellerHits, currentHits, k, testDays } = accuracy;
  const xTicks = ticks(Math.max(hits.high, bestsellerHits.high, currentHits.high) * 1.12, 4, (v) => String(v));
  const row = (heading: string, measured: Measured, color: string) => ({ heading, ...measured, text: named(measured.mean), color });
  return intervals({
    label: `${measured(accuracy)} ${judge(accuracy).sentence}`,
    width: narrow ? 350 : 560,
    marginLeft: 12,
    marginRight: 40,
    marginTop: 4,
    marginBottom: 44,
    rows: [
      row('These recommendations', hits, 'var(--accent)'),
      row('Best-sellers of all time', bestsellerHits, 'var(--axis)'),
      row(`Best-sellers of the ${periodText(testDays)} before`, currentHits, 'var(--axis)'),
    ],
    xTicks: xTicks.map(({ at }) => ({ at, text: tidy(at) })),
    xLabel: `Items named that customers then chose, of ${k}`,
  });
}

/** A tick without the dust of binary fractions: 0.30000000000000004 is 0.3. */
const tidy = (v: number) => String(Number(v.toFixed(4)));
