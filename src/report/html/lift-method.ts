/**
 * How a lift was computed: in plain words, and by the methods' names.
 * @module
 */
import type { Correction } from '../../campaign/multiple.js';
import type { MeasuredOutcome } from '../../campaign/lift-report.js';
import type { LiftFacts } from '../lift-facts.js';
import { count, decimal, percent, plural } from '../words.js';
import { html, type Html } from './escape.js';
import { technical } from './parts.js';

const CORRECTIONS: Readonly<Record<Correction, string>> = {
  holm: 'p-values by Holm (1979), intervals by Bonferroni',
  bonferroni: 'p-values and intervals by Bonferroni',
  'benjamini-hochberg': 'p-values by Benjamini & Hochberg (1995), intervals by Bonferroni',
  none: 'p-values and intervals not corrected for their number',
};

export function liftMethod(facts: LiftFacts): Html {
  const { lift, window } = facts;
  const { sampleRatio, conversion, revenue, level, sequential, rows } = lift;
  const measured = [conversion, revenue].filter((one) => one !== null);
  return html`<section id="method" aria-labelledby="method-heading">
      <h2 id="method-heading">How this was computed</h2>
      <p>
        Everybody counts in the group into which the lot put them, whether they were reached or not: whom a message reaches is no matter of
        lot. ${percent(level)} intervals hold what is true in ${percent(level)} of such campaigns.
      </p>
      <p>
        ${plural(rows.counted, 'row of outcomes was', 'rows of outcomes were')} counted; ${plural(rows.withoutRow, 'person', 'people')}
        without one did nothing. Everything was computed on this machine. Nothing was uploaded, and this page loads nothing.
      </p>
      ${technical(
        'The methods by their names',
        html`<ul>
          <li>Intention to treat; ${sequential ? 'always-valid intervals and p-values (normal mixture, mSPRT: Robbins 1970, Johari et al. 2022)' : 'one look, fixed horizon'}, two-sided.</li>
          ${conversion && html`<li>Conversion: score test; intervals of the difference by Miettinen and Nurminen (1985), of the ratio by Koopman (1984); of each rate by Wilson.</li>`}
          ${revenue && html`<li>Revenue: means of everybody, non-buyers too; difference by Welch's or Student's t, whichever is wider, ratio by Fieller.</li>`}
          ${measured.some(({ adjusted }) => adjusted) && html`<li>CUPED (Deng et al. 2013) in the form of Lin (2013): ${measured.map(reduction)}standard errors HC2, or those of least squares where they are wider; of buyers the score test, its variance lowered by as much as HC2's.</li>`}
          ${lift.segments.length > 0 && html`<li>Segments: ${CORRECTIONS[lift.correction]}; those with fewer than 10 people in a group are withheld, and others where these could be told from them.</li>`}
          ${measured.map(values)}
          ${sampleRatio && html`<li>Sample ratio: Pearson's chi-square ${decimal(sampleRatio.chiSquare, 3)} with ${sampleRatio.degreesOfFreedom} degree of freedom, p = ${pText(sampleRatio.pValue)}; called off below 0.001.</li>`}
          ${window !== null && window.beforeDays !== null && html`<li>Pre-period: the ${count(window.beforeDays)} days before the first that counts.</li>`}
        </ul>`, // prettier-ignore
      )}
      ${
        facts.found.length > 0 &&
        technical(
          'How the files were read',
          html`<ul>
            ${facts.found.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>`,
        )
      }
    </section>
    <p>Made with kindred.</p>`;
}

const reduction = ({ outcome, adjusted }: MeasuredOutcome) =>
  adjusted ? `variance of the ${outcome === 'conversion' ? 'conversion' : 'revenue'} difference ${decimal(adjusted.varianceReduction * 100, 1)} % lower, ` : ''; // prettier-ignore

function values({ outcome, plain, adjusted }: MeasuredOutcome): Html[] {
  const name = outcome === 'conversion' ? 'Conversion' : 'Revenue';
  return ([['', plain], [' with CUPED', adjusted]] as const).flatMap(([which, effect]) => {
    if (!effect) return [];
    const { difference: d, ratio: r, pValue } = effect;
    const of = ({ estimate, low, high }: typeof d, digits: number) => `${decimal(estimate, digits)} (${decimal(low, digits)} to ${decimal(high, digits)})`; // prettier-ignore
    return [html`<li>${name}${which}: difference ${of(d, 5)}, ratio ${r ? of(r, 3) : 'not told'}, p = ${pText(pValue)}.</li>`];
  }); // prettier-ignore
}

const pText = (p: number) => (p < 1e-4 ? 'under 0.0001' : decimal(p, 4));
