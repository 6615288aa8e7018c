/**
 * A lift as one HTML file: what the campaign brought, in which segments, since when it is known, and who was in it.
 * @module
 */
import type { ArmOutcome, LiftReport, MeasuredOutcome, SegmentLift } from '../../campaign/lift-report.js';
import { figure } from '../contact-words.js';
import type { LiftFacts } from '../lift-facts.js';
import { adjustedSentences, adviceOf, effectText, looksSentences, peopleSentence, segmentSentences, signed } from '../lift-summary.js';
import { capital, count, dayText, decimal, money, percent } from '../words.js';
import { effectChart, looksChart, ratesChart, segmentChart, segmentName, unitOf, type Outcome } from './chart-lift.js';
import { html, type Html, type Part } from './escape.js';
import { frame } from './frame.js';
import { advice, figures, lead, note, section, table, tile, type Section } from './parts.js';
import { liftMethod } from './lift-method.js';

/**
 * The page of a lift, self-contained.
 * @param facts - `liftFacts` of a lift, or what `lift.json` holds
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { lift } from 'kindred/campaign';
 * import { liftFacts, liftHtml } from 'kindred/report';
 * const people = Table.from(Array.from({ length: 2000 }, (_, i) => ({ person: i, arm: i % 2 === 0 ? 'treatment' : 'control' })));
 * const buyers = Table.from(Array.from({ length: 120 }, (_, i) => ({ person: i < 80 ? 2 * i : 2 * i + 1, converted: true }))); // 80 of 1000, 40 of 1000
 * const page = liftHtml(liftFacts(lift({ people }, buyers)));
 * console.log(page.includes('<h1>The campaign brought 4.0 more buyers for each 100 people</h1>')); // true
 * ```
 */
export function liftHtml(facts: LiftFacts): string {
  const { lift, title } = facts;
  const { sampleRatio } = lift;
  return frame({
    title,
    eyebrow: lift.campaign === null ? 'What a campaign brought' : `What a campaign brought: ${lift.campaign}`,
    head: [
      sampleRatio?.verdict === 'off' && lead(sampleRatio.sentence),
      lift.sentences.map((sentence) => lead(sentence)),
      tiles(facts),
      advice(adviceOf(facts)),
    ],
    sections: [brought(facts), ...segments(facts), ...looks(facts), people(facts)],
    footer: liftMethod(facts),
  });
}

function tiles({ lift, campaign, currency }: LiftFacts): Html {
  const { treatment, control } = lift.people;
  const extra = (name: string, one: MeasuredOutcome | null, say: (n: number) => string) =>
    one?.effect &&
    tile(name, signed(one.effect.extra.estimate, say), `between ${signed(one.effect.extra.low, say)} and ${signed(one.effect.extra.high, say)}`); // prettier-ignore
  const share = treatment + control === 0 ? '' : ` (${percent(control / (treatment + control))})`;
  return html`<dl class="tiles">
    ${tile('Contacted', count(treatment), 'whether they were reached or not')}
    ${tile('Left alone', count(control), `${campaign && campaign.holdout > 0 ? 'by lot' : 'to compare with'}${share}`)}
    ${extra('Extra buyers', lift.conversion, (n) => figure(n))} ${extra('Extra sales', lift.revenue, (n) => money(n, currency))}
  </dl>`;
}

const measuredOf = ({ conversion, revenue }: Pick<LiftReport, Outcome>) => [conversion, revenue].filter((one) => one !== null);

function brought(facts: LiftFacts): Section {
  const { lift, rates, currency } = facts;
  const measured = measuredOf(lift);
  const drawn = measured.filter(({ effect }) => effect !== null);
  return section(
    'result',
    'What it brought',
    drawn.length === 0
      ? html`<p>${lift.sentences[0]}</p>`
      : html`<p>
          Those who were left alone show what would have happened without the campaign. The lot made both groups alike in everything else,
          so that the difference between them is what the campaign brought.
        </p>`,
    rates &&
      figures((narrow) => ratesChart(facts, narrow), `How many of each group bought; the lines are ${percent(lift.level)} intervals`),
    drawn.map((one) =>
      figures((narrow) => effectChart(one, facts, narrow), 'Contacted less left alone. Where the line crosses 0, the campaign may have changed nothing.'),
    ), // prettier-ignore
    adjustedSentences(facts).map((sentence) => html`<p>${sentence}</p>`),
    measured.length > 0 && armsTable(measured, currency),
    ratioSentences(measured).map((sentence) => note(sentence)),
  );
}

function armsTable(measured: readonly MeasuredOutcome[], currency: string | null): Html {
  const each = (arm: 'treatment' | 'control') => measured.flatMap((one) => cellsOf(one.outcome, one[arm], currency));
  return table(
    'The two groups',
    [
      { heading: 'Group' },
      { heading: 'People', number: true },
      ...measured.flatMap(({ outcome }) =>
        (outcome === 'conversion' ? ['Bought', 'Share'] : ['Sales', 'For each person']).map((heading) => ({ heading, number: true })),
      ),
    ],
    [
      ['Contacted', count(measured[0].treatment.n), ...each('treatment')],
      ['Left alone', count(measured[0].control.n), ...each('control')],
    ],
    true,
  );
}

function cellsOf(outcome: Outcome, { total, mean }: ArmOutcome, currency: string | null): string[] {
  if (outcome === 'conversion') return [count(total), mean === null ? '' : rate(mean)];
  return [money(total, currency), mean === null ? '' : money(mean, currency)];
}

const rate = (share: number) => `${decimal(share * 100, share < 0.02 ? 2 : 1)} %`;

/** `Of buyers that is 1.31 times as many (1.08 to 1.60).` */
function ratioSentences(measured: readonly MeasuredOutcome[]): string[] {
  return measured.flatMap(({ outcome, effect, verdict }) => {
    if (!effect?.ratio || verdict === 'no evidence') return [];
    const { estimate, low, high } = effect.ratio;
    const what = outcome === 'conversion' ? 'as many buyers' : 'as much in sales';
    return [`That is ${decimal(estimate, 2)} times ${what} as without the campaign (${decimal(low, 2)} to ${decimal(high, 2)}).`];
  });
}

const EVIDENCE: Readonly<Record<MeasuredOutcome['verdict'], string>> = {
  raised: 'more',
  lowered: 'fewer',
  'no evidence': 'no evidence',
  'cannot be measured': 'cannot be measured',
};

function segments(facts: LiftFacts): Section[] {
  const { lift, currency, withheld } = facts;
  if (lift.segments.length === 0 || withheld) return [];
  const shown = (['conversion', 'revenue'] as const).filter((outcome) => lift.segments.some((one) => one[outcome]?.effect));
  return [
    section(
      'segments',
      'In which segments',
      segmentSentences(facts).map((sentence) => html`<p>${sentence}</p>`),
      shown.map((outcome) => figures((narrow) => segmentChart(lift.segments, outcome, facts, narrow), `${unitOf(outcome, currency)}; gray where there is no evidence on its own`)), // prettier-ignore
      shown.length > 0 && segmentTable(lift.segments, shown, currency),
      note(
        lift.correction === 'none'
          ? 'Each segment is judged as if it were the only question: of 20 in which nothing happened, one shows something by chance.'
          : 'The more segments one looks at, the more often one of them shows something by chance. The intervals are wide enough to hold for all of them at once.',
      ),
    ),
  ];
}

function segmentTable(all: readonly SegmentLift[], shown: readonly Outcome[], currency: string | null): Html {
  const people = (one: SegmentLift, arm: 'treatment' | 'control') => {
    const measured = one.conversion ?? one.revenue;
    return one.withheld || !measured ? 'withheld' : count(measured[arm].n);
  };
  const effect = (one: SegmentLift, outcome: Outcome): Part => {
    const own = one[outcome];
    if (!own?.effect) return one.withheld ? 'withheld' : '';
    return html`${effectText(own, own.effect, currency)}<br /><span class="sub">${EVIDENCE[own.verdict]}</span>`;
  };
  return table(
    'The segments',
    [
      { heading: 'Segment' },
      { heading: 'Contacted', number: true },
      { heading: 'Left alone', number: true },
      ...shown.map((outcome) => ({ heading: unitOf(outcome, currency), number: true })),
    ],
    all.map((one) => [
      html`<bdi>${segmentName(one.segment)}</bdi>`,
      people(one, 'treatment'),
      people(one, 'control'),
      ...shown.map((outcome) => effect(one, outcome)),
    ]),
    true,
  );
}

function looks(facts: LiftFacts): Section[] {
  const { looks: all } = facts;
  if (all.length === 0) return [];
  const drawn = (['conversion', 'revenue'] as const).filter((outcome) => all.filter((look) => look[outcome] !== null).length > 1);
  return [
    section(
      'looks',
      'From look to look',
      looksSentences(facts).map((sentence) => html`<p>${sentence}</p>`),
      drawn.map((outcome) => figures((narrow) => looksChart(facts, outcome, narrow), `${unitOf(outcome, facts.currency)} at each look`)),
    ),
  ];
}

function people(facts: LiftFacts): Section {
  const { campaign, leftOut, notes, lift } = facts;
  return section(
    'people',
    'Who was in it',
    html`<p>${peopleSentence(facts)}</p>`,
    campaign &&
      html`<p>
        Contacted for: ${campaign.purpose}${campaign.consent !== '' && ` (consent: ${campaign.consent})`}. Start:
        ${dayText(campaign.startsAt.slice(0, 10))}.
      </p>`,
    lift.sampleRatio && html`<p>${lift.sampleRatio.sentence}</p>`,
    campaign &&
      campaign.reasons.length > 0 &&
      table(
        'Why people are in it',
        [{ heading: 'Reason' }, { heading: 'People', number: true }],
        campaign.reasons.map(({ reason, n }) => [reason === null ? 'Other reasons' : capital(reason), count(n)]),
      ),
    leftOut.length > 0 &&
      html`<h3>Who was left out</h3>
        <ul>
          ${leftOut.map(({ sentence }) => html`<li>${capital(sentence)}.</li>`)}
        </ul>`,
    notes.map((text) => note(text)),
  );
}
