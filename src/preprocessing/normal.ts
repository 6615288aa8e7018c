/**
 * The standard normal distribution: its function by Cody's rational approximations (1969), its quantiles by Wichura's AS 241 (1988), from exact arithmetic
 * and the kernels' exp and log, so that every engine gives the same bits. Errors: a few units in the last place (measured).
 * @module
 */
import { exp, log } from '../../assembly/exact.js';

/** Coefficients from the highest power down. */
type Polynomial = readonly number[];

const at = (coefficients: Polynomial, x: number) => coefficients.reduce((sum, c) => sum * x + c, 0);
const ratio = ([above, below]: readonly [Polynomial, Polynomial], x: number) => at(above, x) / at(below, x);

/** P(Z ≤ x) = 1/2 + x ratio(x²), for |x| up to 0.6745. */
const MIDDLE = [
  [0.065682337918207449, 2.2352520354606838, 161.02823106855587, 1067.6894854603709, 18154.981253343561],
  [1, 47.20258190468824, 976.0985517377767, 10260.932208618979, 45507.78933502673],
] as const;

/** P(Z > x) = exp(-x²/2) ratio(x), for x up to √32. */
const SIDE = [
  [1.0765576773720192e-8, 0.39894151208813466, 8.8831497943883768, 93.506656132177852, 597.27027639480026, 2494.5375852903726, 6848.1904505362827, 11602.651437647349, 9842.7148383839776],
  [1, 22.266688044328117, 235.38790178262499, 1519.3775994075547, 6485.5582982667611, 18615.571640885097, 34900.952721145979, 38912.003286093271, 19685.429676859992],
] as const; // prettier-ignore

/** P(Z > x) = exp(-x²/2) (1/√2π - ratio(x⁻²) x⁻²) / x, beyond. */
const TAIL = [
  [0.02307344176494017, 0.21589853405795699, 0.1274011611602474, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5],
  [1, 1.2842600961449111, 0.46823821248086511, 0.065988137868928552, 0.0037823963320275824, 7.2975155508396618e-5],
] as const;
const ONE_BY_ROOT_2_PI = 0.39894228040143268;

/** The share of a standard normal distribution up to x. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x;
  const y = Math.abs(x);
  if (y <= 0.67448975) return 0.5 + x * ratio(MIDDLE, y * y);
  const share = bell(y) * (y <= 5.656854249492381 ? ratio(SIDE, y) : (ONE_BY_ROOT_2_PI - ratio(TAIL, 1 / (y * y)) / (y * y)) / y);
  return x > 0 ? 1 - share : share;
}

/** exp(-y²/2), the square split so that the larger part of it is exact. */
function bell(y: number): number {
  if (y > 40) return 0;
  const head = Math.trunc(y * 16) / 16;
  return exp(-head * head * 0.5) * exp(-(y - head) * (y + head) * 0.5);
}

/** The quantile is q ratio(0.425² - q²), q = p - 1/2, for |q| up to 0.425. */
const QUANTILE_MIDDLE = [
  [2509.0809287301227, 33430.575583588128, 67265.770927008707, 45921.953931549873, 13731.693765509461, 1971.5909503065514, 133.14166789178438, 3.3871328727963665],
  [5226.4952788525459, 28729.085735721943, 39307.895800092709, 21213.794301586596, 5394.1960214247511, 687.18700749205789, 42.313330701600911, 1],
] as const; // prettier-ignore

/** It is -ratio(r - 1.6) for r = √(-log p) up to 5, -ratio(r - 5) beyond. */
const QUANTILE_SIDE = [
  [7.7454501427834139e-4, 0.022723844989269184, 0.24178072517745061, 1.2704582524523684, 3.6478483247632045, 5.7694972214606914, 4.6303378461565456, 1.4234371107496835],
  [1.0507500716444169e-9, 5.4759380849953449e-4, 0.015198666563616457, 0.14810397642748008, 0.68976733498510000, 1.6763848301838038, 2.0531916266377588, 1],
] as const; // prettier-ignore
const QUANTILE_TAIL = [
  [2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487, 1.7848265399172913, 5.4637849111641144, 6.6579046435011038],
  [2.0442631033899397e-15, 1.4215117583164459e-7, 1.8463183175100548e-5, 7.8686913114561329e-4, 0.014875361290850615, 0.13692988092273580, 0.59983220655588798, 1],
] as const; // prettier-ignore

/** The x up to which a share p of a standard normal distribution lies: -Infinity for 0, Infinity for 1, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(QUANTILE_MIDDLE, 0.180625 - q * q);
  const r = Math.sqrt(-log(Math.min(p, 1 - p)));
  const x = r <= 5 ? ratio(QUANTILE_SIDE, r - 1.6) : ratio(QUANTILE_TAIL, r - 5);
  return q < 0 ? -x : x;
}
