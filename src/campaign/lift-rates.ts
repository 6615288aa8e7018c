/**
 * Two rates against each other by the score test: a difference d (or a ratio) is in the interval where the test does not refuse it (Miettinen & Nurminen 1985 for the
 * difference, Koopman 1984 for the ratio, both with Miettinen and Nurminen's factor n / (n − 1)), so that both intervals and the p-value always agree. They hold for few
 * people and for none who bought, where Wald's do not (Fagerland, Lydersen & Laake 2015). Rates from which is taken out what people did before (CUPED) go through the same
 * test: its numerator is theirs, its variance the share that is left.
 * @module
 */
import { normalCdf, normalQuantile } from '../preprocessing/normal.js';

/** How many of how many, in each arm. */
export interface Rates {
  readonly bought: readonly [treatment: number, control: number];
  readonly people: readonly [treatment: number, control: number];
  /** With what people did before taken out: the rates, from 0 to 1, and which share of their difference's variance is left. Default: as they are. */
  readonly adjusted?: { readonly rates: readonly [treatment: number, control: number]; readonly left: number };
}

type Bounds = readonly [low: number, high: number];

/** The p-value of "the rates are the same", two-sided; 1 where nobody, or everybody, bought. */
export const rateTails = (rates: Rates): number => 2 * normalCdf(-Math.abs(scoreOfDifference(rates, 0)));

/** @param share - of the samples in which the interval may miss: 1 − level */
export function rateDifference(rates: Rates, share: number): Bounds {
  const [p, q] = sharesOf(rates);
  const reach = -normalQuantile(share / 2);
  const beyond = (d: number) => Math.abs(scoreOfDifference(rates, d)) > reach;
  return [edge(p - q, -1, beyond), edge(p - q, 1, beyond)];
}

/** Of somebody in both arms, else null: without a buyer in the control there is nothing to compare with. @param share - as of `rateDifference` */
export function rateRatio(rates: Rates, share: number): Bounds | null {
  const [p, q] = sharesOf(rates);
  if (q === 0 || rates.bought[1] === 0) return null;
  const reach = -normalQuantile(share / 2);
  const beyond = (r: number) => Math.abs(scoreOfRatio(rates, r)) > reach;
  let far = Math.max(2, (2 * p) / q);
  while (!beyond(far) && far < 1e300) far *= 2;
  return [edge(p / q, 0, beyond), edge(p / q, far, beyond)];
}

/** @internal */
export const sharesOf = ({ bought, people, adjusted }: Rates) =>
  adjusted?.rates ?? ([bought[0] / people[0], bought[1] / people[1]] as const);

/** Between what is within and what may be beyond: the last that is within. */
function edge(within: number, out: number, beyond: (value: number) => boolean): number {
  if (!beyond(out)) return out;
  for (let step = 0; step < 200; step++) {
    const middle = within + (out - within) / 2;
    if (middle === within || middle === out) break;
    if (beyond(middle)) out = middle;
    else within = middle;
  }
  return within;
}

/** The score statistic for "treatment − control = d". */
function scoreOfDifference(rates: Rates, d: number): number {
  const [p, q] = sharesOf(rates);
  const likely = d === 0 ? pooled(rates) : likeliest(rates, d);
  return statistic(rates, p - q - d, likely + d, likely, 1);
}

/** The score statistic for "treatment / control = r"; the likeliest rate of the control is the smaller root of a square equation. */
function scoreOfRatio(rates: Rates, r: number): number {
  const [p, q] = sharesOf(rates);
  const [x, y] = rates.bought;
  const [n, m] = rates.people;
  const a = (n + m) * r;
  const b = n * r + x + m + y * r;
  const likely = r === 0 ? y / (m + x) : (2 * (x + y)) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * (x + y))));
  return statistic(rates, p - r * q, likely * r, likely, r);
}

const pooled = ({ bought, people }: Rates) => (bought[0] + bought[1]) / (people[0] + people[1]);

function statistic({ people: [n, m], adjusted }: Rates, off: number, p: number, q: number, r: number): number {
  if (off === 0) return 0;
  const variance =
    ((adjusted?.left ?? 1) * ((Math.max(0, p * (1 - p)) / n + (r * r * Math.max(0, q * (1 - q))) / m) * (n + m))) / (n + m - 1);
  return off / Math.sqrt(variance); // over 0: beyond everything
}

/** The control's rate that makes the data likeliest where the treatment's is higher by d: where the slope of the log likelihood, which falls, is 0. */
function likeliest({ bought: [x, y], people: [n, m] }: Rates, d: number): number {
  let [low, high] = [Math.max(0, -d), Math.min(1, 1 - d)];
  const part = (k: number, rate: number) => (k === 0 ? 0 : k / rate);
  for (let step = 0; step < 100; step++) {
    const q = low + (high - low) / 2;
    if (q === low || q === high) break;
    const slope = part(x, q + d) - part(n - x, 1 - q - d) + part(y, q) - part(m - y, 1 - q);
    if (slope > 0) low = q;
    else high = q;
  }
  return low + (high - low) / 2;
}
