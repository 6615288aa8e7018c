/**
 * A lift in sentences that a marketer reads, beside those of `lift` itself.
 * @module
 */
import { digitsOf } from '../campaign/lift-words.js';
import type { Effect, MeasuredOutcome, Withheld } from '../campaign/lift-report.js';
import { spokenOf, type LiftFacts } from './lift-facts.js';
import { count, dayText, decimal, listed, percent, plural } from './words.js';

const are = (n: number) => (n === 1 ? 'is' : 'are');

/** Who was contacted and who was left alone, and the days that counted. */
export function peopleSentence({ lift: { campaign, people }, campaign: known, window }: LiftFacts): string {
  const total = people.treatment + people.control;
  const name = campaign === null ? 'the campaign' : `the campaign “${campaign}”`;
  const lot = known && known.holdout > 0 ? ' by lot' : '';
  const share = total === 0 ? '' : ` (${percent(people.control / total)})`;
  const days = window === null ? '' : window.firstDay === window.lastDay ? ` What they did on ${dayText(window.firstDay)} counts.` : ` What they did from ${dayText(window.firstDay)} to ${dayText(window.lastDay)} counts.`; // prettier-ignore
  return `Of ${plural(total, 'person', 'people')} of ${name} ${count(people.treatment)} ${are(people.treatment)} to be contacted and ${count(people.control)}${share} ${are(people.control)} left alone${lot}.${days}`;
}

/** `+1.9 (0.2 to 3.6)`, in the unit of the outcome's sentence. */
export function effectText(outcome: MeasuredOutcome, effect: Effect, currency: string | null): string {
  const d = spokenOf(outcome, currency).difference(effect);
  const say = (n: number) => decimal(n, digitsOf(d));
  return `${signed(d.estimate, say)} (${say(d.low)} to ${say(d.high)})`;
}

export const signed = (n: number, say: (n: number) => string): string => (n > 0 && /[1-9]/.test(say(n)) ? `+${say(n)}` : say(n));

/** As good as so many times as many people: less is not worth a word. */
const WORTH_SAYING = 1.05;

/** What was taken out, and what that is as good as. */
export function adjustedSentences({ lift: { conversion, revenue } }: LiftFacts): string[] {
  const columns = (conversion?.adjusted ?? revenue?.adjusted)?.before;
  if (!columns) return [];
  const gains = [conversion, revenue].flatMap((one) => {
    const times = 1 / (1 - (one?.adjusted?.varianceReduction ?? 0));
    return times >= WORTH_SAYING ? [`for ${one!.outcome === 'conversion' ? 'buyers' : 'revenue'} this is as good as ${decimal(times, 1)} times as many people`] : []; // prettier-ignore
  });
  const names = listed(columns.map((name) => `“${name}”`));
  return [
    `What people did before the campaign (${names}) was taken out, as it has nothing to do with it; ${gains.length === 0 ? 'it hardly narrows the intervals here' : listed(gains)}.`,
  ];
}

/** Which segments show something. */
export function segmentSentences({ lift: { segments } }: LiftFacts): string[] {
  if (segments.length === 0) return [];
  const told = segments.flatMap(({ conversion, revenue }) => {
    const main = conversion ?? revenue;
    return main && (main.verdict === 'raised' || main.verdict === 'lowered') ? [main.sentence] : [];
  });
  const hidden = (why: Withheld) => segments.filter(({ withheld }) => withheld === why).length;
  const [few, beside] = [hidden('few'), hidden('beside-few')];
  const open = segments.filter(({ conversion, revenue }) => (conversion ?? revenue)?.verdict === 'no evidence').length;
  return [
    ...told,
    ...(open > 0 ? [`In ${plural(open, told.length > 0 ? 'more segment' : 'segment')}, ${open === 1 ? '' : 'each '}taken alone, there is no evidence that the campaign changed anything.`] : []), // prettier-ignore
    ...(few > 0 ? [`${plural(few, 'segment is', 'segments are')} withheld: too few people to tell of.`] : []),
    ...(beside > 0 ? [`${plural(beside, 'larger one is', 'larger ones are')} withheld too, from which ${few === 1 ? 'that one' : 'these'} could be told.`] : []), // prettier-ignore
  ];
}

/** Since when it is known, of a lift that is looked at again and again. */
export function looksSentences({ looks, lift }: LiftFacts): string[] {
  if (looks.length === 0) return [];
  const first = looks.findIndex(({ verdict }) => verdict === 'raised' || verdict === 'lowered');
  const when = ({ lastDay }: LiftFacts['looks'][number], place: number) =>
    `look ${place + 1}${lastDay === null ? '' : ` (${dayText(lastDay)})`}`;
  const again = 'It may be looked at again at any time, and stopped at any: the intervals hold at all looks at once.';
  if (lift.verdict === 'cannot be measured') return [again];
  return [first < 0 ? `At ${plural(looks.length, 'look')} nothing was told yet.` : `First told at ${when(looks[first], first)}.`, again];
}

/** What to do about it. */
export function adviceOf({ lift: { verdict, people, sequential, sampleRatio }, withheld }: LiftFacts): string {
  if (verdict === 'cannot be measured')
    return people.control === 0 || withheld
      ? 'Next time leave a part of the people alone by lot (10 % is usual, more where there are few), so that there is somebody to compare with.'
      : 'Wait until more people have bought, or contact and leave alone more of them.';
  if (sampleRatio?.verdict === 'off') return 'Find out first how people were lost from a group or came into it: a list that was changed after the lot, addresses that bounced and were taken out, people joined twice.'; // prettier-ignore
  if (verdict === 'raised')
    return 'It works. Repeat it, and go on leaving some people alone by lot, so that you see when it no longer does.';
  if (verdict === 'lowered') return 'Stop it: those who were left alone did better.';
  return sequential
    ? 'This does not show that it does nothing; look again when there is more to see.'
    : 'This does not show that it does nothing: all that lies within the interval is possible. Where an effect of that size would pay, contact and leave alone more people, or wait longer.';
}

/**
 * Sentences, in the order of the page.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { lift } from 'kindred/campaign';
 * import { liftFacts, liftSummary } from 'kindred/report';
 * const people = Table.from(Array.from({ length: 2000 }, (_, i) => ({ person: i, arm: i % 2 === 0 ? 'treatment' : 'control' })));
 * const buyers = Table.from(Array.from({ length: 120 }, (_, i) => ({ person: i < 80 ? 2 * i : 2 * i + 1, converted: true }))); // 80 of 1000, 40 of 1000
 * const said = liftSummary(liftFacts(lift({ people }, buyers)));
 * console.log(said[0]); // Of 2,000 people of the campaign 1,000 are to be contacted and 1,000 (50 %) are left alone.
 * console.log(said[1]); // The campaign brought 4.0 more buyers for each 100 people (95 % interval 1.9 to 6.1).
 * ```
 */
export function liftSummary(facts: LiftFacts): string[] {
  const { lift } = facts;
  const { sampleRatio } = lift;
  return [
    peopleSentence(facts),
    ...(sampleRatio?.verdict === 'off' ? [sampleRatio.sentence] : []),
    ...lift.sentences,
    ...adjustedSentences(facts),
    ...segmentSentences(facts),
    ...looksSentences(facts),
    ...(sampleRatio?.verdict === 'as-drawn' ? [sampleRatio.sentence] : []),
    ...facts.notes.map((note) => `Note: ${note}`),
  ];
}
