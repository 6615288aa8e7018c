/**
 * A plan of contacts as one HTML file: whom to contact, what that brings, and whether choosing pays.
 * @module
 */
import type { ContactReport } from '../contact-report.js';
import {
  armsSentence,
  chosenSentence,
  effectSentence,
  figure,
  liftText,
  measuredSentence,
  profitSentences,
  rankingSentence,
  rate,
  spread,
  unit,
  verdictOf,
  verdictSentence,
  type Verdict,
} from '../contact-words.js';
import { count, decimal, percent } from '../words.js';
import { qiniChart } from './chart-qini.js';
import { html, type Html } from './escape.js';
import { frame } from './frame.js';
import { figures, lead, note, section, table, technical, tile, type Section } from './parts.js';

const TITLES: Readonly<Record<Verdict, string>> = {
  pays: 'Choosing whom to contact pays',
  unknown: 'No evidence that choosing whom to contact pays',
  harms: 'Do not choose by this model',
  few: 'Too few contacts to tell whether choosing pays',
  nobody: 'Nobody is worth a contact',
};

/**
 * The page of a plan of contacts, self-contained.
 * @param report - `contactReport` of a plan, or what `uplift.json` holds
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { planContacts } from 'kindred/campaign';
 * import { contactHtml, contactReport } from 'kindred/report';
 * const rows = Array.from({ length: 800 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) % 20 }));
 * const table = Table.from(rows.map(({ pages, arm, luck }) => ({ pages, arm, bought: luck < (arm === 'mail' ? pages : 3) + 2 ? 1 : 0 })));
 * const plan = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget: 100, nResamples: 100 });
 * console.log(contactHtml(contactReport(plan)).includes('Choosing whom to contact pays')); // true
 * ```
 */
export function contactHtml(report: ContactReport): string {
  return frame({
    title: TITLES[verdictOf(report)],
    eyebrow: 'Campaign plan',
    head: [lead(verdictSentence(report)), tiles(report)],
    sections: [planned(report), ranked(report), tookPart(report)],
    footer: method(report),
  });
}

function tiles({ nContacts, budget, effect }: ContactReport): Html {
  const between = ({ low, high }: { low: number; high: number }) => `between ${figure(low, true)} and ${figure(high, true)}`;
  return html`<dl class="tiles">
    ${tile('Contacts', count(nContacts), `of at most ${count(budget)}`)}
    ${
      effect && [
        tile('Their effect', figure(effect.chosen.mean, true), between(effect.chosen)),
        tile('As many at random', figure(effect.random.mean, true), between(effect.random)),
        tile('By choosing', figure(effect.gain.mean, true), between(effect.gain)),
      ]
    }
  </dl>`;
}

function planned(report: ContactReport): Section {
  const { contacts, effect, profit } = report;
  return section(
    'plan',
    'Whom to contact',
    html`<p>${chosenSentence(report)} The list is in contacts.csv, the best first.</p>`,
    table(
      'Contacts by treatment',
      [{ heading: 'Treatment' }, { heading: 'Contacts', number: true }],
      contacts.map(({ treatment, n }) => [String(treatment), count(n)]),
    ),
    html`<p>${effectSentence(report)}</p>`,
    profitSentences(report).map((sentence) => html`<p>${sentence}</p>`),
    effect &&
      table(
        `What the contacts bring, in ${unit(report)}${profit ? ', and what they earn' : ''}`,
        [{ heading: '' }, { heading: 'Effect', number: true }, ...(profit ? [{ heading: 'Earned', number: true }] : [])],
        ([['Chosen', 'chosen'], ['At random', 'random'], ['Difference', 'gain']] as const).map(([name, which]) => [
          name,
          spread(effect[which], true),
          ...(profit ? [spread(profit[which], true)] : []),
        ]), // prettier-ignore
      ),
    report.notes.map((text) => note(`${text}.`)),
  );
}

function ranked(report: ContactReport): Section {
  return section(
    'ranking',
    'Can it be told in advance whom a contact moves?',
    report.rankings.map(
      (ranking) =>
        html`<h3>${String(ranking.treatment)}</h3>
          ${figures((narrow) => qiniChart(ranking, report, narrow), rankingSentence(ranking))}`,
    ),
    note(
      `The curve shows what more is gained by contacting the share that the model ranks best; the straight line is a choice by lot. Around the curve is its ${percent(report.level)} interval, in gray what rankings by lot are between. All curves end at the effect of contacting everybody.`,
    ),
  );
}

function tookPart(report: ContactReport): Section {
  const [control] = report.arms;
  return section(
    'campaign',
    'The campaign',
    html`<p>${armsSentence(report)}</p>`,
    table(
      'The arms',
      [{ heading: 'Arm' }, { heading: 'Customers', number: true }, { heading: report.outcome, number: true }, { heading: 'Against the control', number: true }], // prettier-ignore
      report.arms.map(({ label, n, mean }, a) => [
        String(label),
        count(n),
        rate(mean, report),
        a === 0 ? '' : liftText(mean - control.mean, report),
      ]),
    ),
  );
}

const LEARNERS: Readonly<Record<ContactReport['learner'], string>> = {
  'two-model': 'two-model approach: one regression for each arm, the uplift is the difference of their answers',
  'class-transformation': 'class transformation (Jaskowski & Jaroszewicz 2012), the arms weighted to be equal',
  interaction: 'one regression of columns, treatment and their interactions (Lo 2002)',
};

function method(report: ContactReport): Html {
  const { level, rankings, learner, response } = report;
  return html`<section id="method" aria-labelledby="method-heading">
      <h2 id="method-heading">How this was computed</h2>
      <p>${measuredSentence(report)}</p>
      <p>
        Because who got what was drawn by lot, some of those whom the models would choose were contacted, and some were left alone: the
        difference between them is what choosing brings. The models of the list were then fitted on all customers.
      </p>
      <p>Everything was computed on this machine. Nothing was uploaded, and this page loads nothing.</p>
      ${technical(
        'The methods by their names',
        html`<ul>
          <li>Uplift: ${LEARNERS[learner]}; ${response === null ? 'linear' : 'logistic'} regression.</li>
          <li>
            Effects: mean outcome of treated less control among the chosen, treatment by treatment; ${percent(level)} percentile bootstrap
            intervals, stratified by arm.
          </li>
          <li>
            Qini coefficient: area between the Qini curve and the random
            line${response === null ? ', a head (Radcliffe)' : ', over that of the perfect curve (as scikit-uplift)'}:
            ${rankings.map(({ treatment, qiniAuc }) => `${treatment} ${decimal(qiniAuc.mean, 4)}`).join(', ')}.
          </li>
        </ul>`,
      )}
    </section>
    <p>Made with kindred.</p>`;
}
