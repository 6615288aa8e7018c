/**
 * Intervals that may be looked at daily: the normal mixture of Robbins (1970), also known as the mixture sequential probability ratio test (Johari, Koomen, Pekelis & Walsh
 * 2022) and as asymptotic confidence sequences (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024). With information v (the variance of the sum whose mean is tested),
 * z the estimate over its standard error and r a tuning,
 *
 *     e = exp(z² r v / (2 (1 + r v))) / √(1 + r v)
 *
 * exceeds 1 / α at any look with probability at most α where nothing is there, however often one looks and for whatever reason one stops. So 1 / e is a p-value, and the
 * interval is where z² ≤ (1 + 1 / (r v)) log((1 + r v) / α²). It asks that what comes between looks is uncorrelated with what was there, or correlated positively, as
 * with revenue, where people who bought buy again (Slepian 1962).
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { normalCdf, normalQuantile } from '../preprocessing/normal.js';

/** Looks may differ in how much they bring; the interval is narrowest where there is so many times the information of the first. */
export interface Mixture {
  /** r v. */
  readonly weight: number;
}

/**
 * @param information - v of this look and of the first that had any
 * @param tightest - at how many times the first look's information the interval is narrowest, against a fixed one
 * @param share - the level at which it is: 1 − level
 */
export function mixtureOf(information: number, first: number, tightest: number, share: number): Mixture {
  const twice = -2 * log(share);
  // where (1 + 1 / w) log((1 + w) / α²) is least: w = 2 log(1/α) + log(1 + w)
  let best = twice;
  for (let step = 0; step < 100; step++) best = twice + log(1 + best);
  return { weight: first > 0 ? (best * (information / first)) / tightest : 0 };
}

/** The always-valid p-value of a look, of its p-value for one look. */
export function alwaysValid(pValue: number, { weight }: Mixture): number {
  if (!(weight > 0)) return 1;
  const z = normalQuantile(pValue / 2);
  return Math.min(1, exp(log(1 + weight) / 2 - ((z * z) / 2) * (weight / (1 + weight))));
}

/** The share by which an interval for one look has to miss to be the sequence's with `share`; 0 where nothing is known yet. */
export function shareOfLook(share: number, { weight }: Mixture): number {
  if (!(weight > 0)) return 0;
  return 2 * normalCdf(-Math.sqrt((1 + 1 / weight) * (log(1 + weight) - 2 * log(share))));
}
