// exp and log from + - * / alone, so that every engine gives the same bits. Errors: 1 unit in the last place, expm1 3 (measured).

/** ln 2 in two parts: the first has 21 zero bits at its end, so that a whole number up to 2^11 times it is exact. */
const LN2_HIGH: f64 = 0.693147180369123816490;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const HALF_ROOT: f64 = 0.7071067811865476;

/** The natural logarithm of x. Scaling by powers of two is exact; then log m = 2 artanh((m - 1) / (m + 1)), |m - 1| / (m + 1) at most 0.1716. */
export function log(x: f64): f64 {
  return logOf(x, 0);
}

/** log(1 + x), exact for small x too: what rounding 1 + x loses is added as its first-order effect. */
export function log1p(x: f64): f64 {
  const u: f64 = 1 + x;
  if (!(u > 0) || u == Infinity) return log(u);
  return logOf(u, Math.abs(x) < 1 ? (x - (u - 1)) / u : (1 - (u - x)) / u);
}

/** log(x) + tail. */
function logOf(x: f64, tail: f64): f64 {
  if (!(x > 0)) return x == 0 ? -Infinity : NaN;
  if (x == Infinity) return Infinity;
  let m: f64 = x;
  let e: f64 = 0;
  while (m >= 18446744073709551616.0) { m *= 5.421010862427522e-20; e += 64; }
  while (m < 5.421010862427522e-20) { m *= 18446744073709551616.0; e -= 64; }
  while (m >= 256) { m *= 0.00390625; e += 8; }
  while (m < 0.00390625) { m *= 256; e -= 8; }
  while (m >= 2 * HALF_ROOT) { m *= 0.5; e += 1; }
  while (m < HALF_ROOT) { m *= 2; e -= 1; }
  const f: f64 = m - 1;
  const s: f64 = f / (2 + f);
  const z: f64 = s * s;
  // artanh(s) / s - 1 = z/3 + z^2/5 + ...
  let sum: f64 = 1.0 / 23;
  sum = sum * z + 1.0 / 21;
  sum = sum * z + 1.0 / 19;
  sum = sum * z + 1.0 / 17;
  sum = sum * z + 1.0 / 15;
  sum = sum * z + 1.0 / 13;
  sum = sum * z + 1.0 / 11;
  sum = sum * z + 1.0 / 9;
  sum = sum * z + 1.0 / 7;
  sum = sum * z + 1.0 / 5;
  sum = sum * z + 1.0 / 3;
  // 2s = f - s f, so log m = f - s (f - 2 z sum): the large term is exact
  return e * LN2_HIGH + (f - (s * (f - 2 * z * sum) - (tail + e * LN2_LOW)));
}

/** e to the x: x = k ln 2 + r, Taylor's series for r (|r| at most 0.35), then k doublings. */
export function exp(x: f64): f64 {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : x;
  if (x < -745.2) return 0;
  const k: f64 = Math.floor(x * 1.4426950408889634 + 0.5);
  const r: f64 = x - k * LN2_HIGH - k * LN2_LOW;
  return scale(1 + series(r), k);
}

/** exp(x) - 1, exact for small x too. */
export function expm1(x: f64): f64 {
  return Math.abs(x) < 0.35 ? series(x) : exp(x) - 1;
}

/** exp(r) - 1 for small r. */
function series(r: f64): f64 {
  let sum: f64 = 1.0 / 87178291200;
  sum = sum * r + 1.0 / 6227020800;
  sum = sum * r + 1.0 / 479001600;
  sum = sum * r + 1.0 / 39916800;
  sum = sum * r + 1.0 / 3628800;
  sum = sum * r + 1.0 / 362880;
  sum = sum * r + 1.0 / 40320;
  sum = sum * r + 1.0 / 5040;
  sum = sum * r + 1.0 / 720;
  sum = sum * r + 1.0 / 120;
  sum = sum * r + 1.0 / 24;
  sum = sum * r + 1.0 / 6;
  sum = sum * r + 0.5;
  return r + r * r * sum;
}

/** x times 2 to the k. */
function scale(x: f64, k: f64): f64 {
  let y: f64 = x;
  let left: f64 = k;
  while (left >= 64) { y *= 18446744073709551616.0; left -= 64; }
  while (left >= 1) { y *= 2; left -= 1; }
  while (left <= -64) { y *= 5.421010862427522e-20; left += 64; }
  while (left <= -1) { y *= 0.5; left += 1; }
  return y;
}
