/**
 * What is planned of a campaign, in a sentence for who sends it.
 * @module
 */
import { count, decimal, percent, plural } from '../words.js';
import type { PlannedTest } from './power.js';

type Planned = Pick<PlannedTest, 'baseline' | 'standardDeviation'> & { readonly holdout: number };
type Sized = Planned & { readonly nPeople: number };

/** With fewer who convert, or who do not, in an arm, a share is not distributed like the bell curve. */
const FEW = 10;

/** @internal */
export function sizeSentence(
  test: Planned & { readonly power: number },
  effect: number,
  { nPeople, nTreatment, nControl }: { readonly nPeople: number; readonly nTreatment: number; readonly nControl: number },
): string {
  const need = `${plural(nPeople, 'person is', 'people are')} needed: ${count(nTreatment)} who are addressed and ${count(nControl)} (${short(test.holdout)}) who are left alone`;
  return `To see ${change(test, effect)} in ${howOften(test.power)} campaigns, ${need}.${rough({ ...test, nPeople }, effect)}`;
}

/** @internal */
export const powerSentence = (test: Sized, effect: number, power: number): string =>
  `${alone(test)}, ${change(test, effect)} would be seen in ${howOften(power)} campaigns.${rough(test, effect)}`;

/** @internal */
export function detectableSentence(test: Sized, effect: number | null, power: number): string {
  if (effect === null) return `${alone(test)}, not even a conversion of everybody would be seen in ${howOften(power)} campaigns.`;
  return `${alone(test)}, ${change(test, effect, true)} or more would be seen in ${howOften(power)} campaigns.${rough(test, effect)}`;
}

const alone = ({ holdout, nPeople }: Sized) => `With ${short(holdout)} of ${plural(nPeople, 'person', 'people')} left alone`;

/** `10 %` rather than `10.0 %`. */
const short = (share: number) => percent(share).replace(/\.0 %$/, ' %');

/** So fine that two digits of the effect are seen; up: what is enough is not rounded to what is too little. */
function change({ baseline, standardDeviation }: Planned, effect: number, up = false): string {
  const isShare = standardDeviation === undefined;
  const scale = isShare ? 100 : 1;
  let [digits, power] = isShare ? [0, 1] : [2, 100];
  while (digits < 9 && Math.abs(effect) * scale * power < 10) [digits, power] = [digits + 1, power * 10];
  const after = (baseline + effect) * scale;
  const shown = [baseline * scale, up ? Math.ceil(after * power - 1e-6) / power : after].map((value) => decimal(value, digits));
  const [from, to] = isShare ? shown.map((text) => `${text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')} %`) : shown;
  return `a ${effect > 0 ? 'rise' : 'fall'} from ${from} to ${to}${isShare ? '' : ' a person'}`;
}

/** `4 of 5`, `83 of 100` */
export function howOften(share: number): string {
  if (share > 0.995) return 'nearly all';
  if (share < 0.005) return 'hardly any';
  const of = [2, 3, 4, 5, 10, 20].find((n) => Math.abs(share - nearest(share, n) / n) < 0.003 && nearest(share, n) % n > 0) ?? 100;
  return `${nearest(share, of)} of ${of}`;
}

const nearest = (share: number, of: number) => Math.floor(share * of + 0.5);

function rough({ baseline, standardDeviation, holdout, nPeople }: Sized, effect: number): string {
  if (standardDeviation !== undefined) return '';
  const after = baseline + effect;
  const treated = nPeople * (1 - holdout);
  const control = nPeople * holdout;
  const least = Math.min(control * baseline, control * (1 - baseline), treated * after, treated * (1 - after));
  return least < FEW ? ` This is rough: in one arm fewer than ${FEW} people would convert, or not convert.` : '';
}
