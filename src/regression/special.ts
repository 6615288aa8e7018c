/**
 * The gamma function's logarithm and its derivatives, for positive numbers, from exact arithmetic and the kernels' log, so that every engine gives the same bits:
 * series at 2 (Abramowitz & Stegun 6.1.33), recurrences, and Stirling's series (6.1.40, 6.3.18, 6.4.12). Errors: some units in the last place (measured).
 * @module
 */
import { log, log1p } from '../../assembly/exact.js';

const ONE_LESS_EULER = 0.42278433509846714; // 1 - Euler's constant
const HALF_LOG_2_PI = 0.9189385332046728;
/** From here on Stirling's series gives all digits. */
const FAR = 10;

/** (-1)^k (zeta(k) - 1) / k for k from 31 down to 2. */
const AT_TWO: readonly number[] = [
  -1.5021384080754142e-11, 3.104424774732227e-11, -6.422964563838101e-11, 1.3304764374244491e-10, -2.7595228851242334e-10, 5.731367241678862e-10, -1.1921401405860912e-09, 2.4836745438024785e-09, -5.183475041970047e-09, 1.0838659214896955e-08,
  -2.2711094608943164e-08, 4.769810169363981e-08, -1.00432248239681e-07, 2.1207184805554667e-07, -4.492469198764566e-07, 9.55141213040742e-07, -2.039215753801366e-06, 4.374866789907487e-06, -9.439488275268395e-06, 2.0507212775670694e-05,
  -4.492623673813314e-05, 9.945751278180853e-05, -0.00022315475845357936, 0.0005096695247430425, -0.001192753911703261, 0.0028905103307415234, -0.007385551028673986, 0.020580808427784546, -0.0673523010531981, 0.3224670334241132,
]; // prettier-ignore

/** B2k / (2k (2k - 1)), B2k / 2k and B2k, Bernoulli's numbers, for k from 9 down to 1. */
const LGAMMA: readonly number[] = [0.17964437236883057, -0.029550653594771242, 0.00641025641025641, -0.0019175269175269176, 0.0008417508417508417, -0.0005952380952380953, 0.0007936507936507937, -0.002777777777777778, 0.08333333333333333]; // prettier-ignore
const DIGAMMA: readonly number[] = [3.0539543302701198, -0.4432598039215686, 0.08333333333333333, -0.021092796092796094, 0.007575757575757576, -0.004166666666666667, 0.003968253968253968, -0.008333333333333333, 0.08333333333333333]; // prettier-ignore
const TRIGAMMA: readonly number[] = [54.971177944862156, -7.092156862745098, 1.1666666666666667, -0.2531135531135531, 0.07575757575757576, -0.03333333333333333, 0.023809523809523808, -0.03333333333333333, 0.16666666666666666]; // prettier-ignore

const at = (coefficients: readonly number[], x: number) => coefficients.reduce((sum, c) => sum * x + c, 0);

/** log Gamma(2 + z), |z| up to 1/2: nothing cancels at 0. */
const atTwo = (z: number) => z * (ONE_LESS_EULER + z * at(AT_TWO, z));

/** log Gamma(x). @param x - above 0; NaN elsewhere */
export function lgamma(x: number): number {
  if (!(x > 0)) return NaN;
  if (x >= FAR) return x === Infinity ? x : (x - 0.5) * log(x) - x + HALF_LOG_2_PI + at(LGAMMA, 1 / x / x) / x;
  if (x < 0.5) return atTwo(x) - log1p(x) - log(x);
  if (x < 1.5) return atTwo(x - 1) - log1p(x - 1);
  let product = 1;
  let y = x;
  while (y > 2.5) product *= --y;
  return atTwo(y - 2) + (product === 1 ? 0 : log(product));
}

/** The derivative of log Gamma. @param x - above 0; NaN elsewhere */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  let below = 0;
  let y = x;
  for (; y < FAR; y++) below += 1 / y;
  return log(y) - 0.5 / y - at(DIGAMMA, 1 / y / y) / y / y - below;
}

/** The second derivative of log Gamma. @param x - above 0; NaN elsewhere */
export function trigamma(x: number): number {
  if (!(x > 0)) return NaN;
  let below = 0;
  let y = x;
  for (; y < FAR; y++) below += 1 / y / y;
  return (1 + (0.5 + at(TRIGAMMA, 1 / y / y) / y) / y) / y + below;
}
