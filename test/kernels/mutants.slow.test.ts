// Mistakes planted in a copy of the source, compiled into all three builds: the comparison of builds or the textbook must notice each. Those in one operation
// or one rounding: lanes.slow.test.ts.
import { describe, expect, test } from 'vitest';
import { buildsOf, kernelNames, kernelsBy, type Builds, type Entry } from './builds.js';
import { firstFault } from './compare.js';
import { firstError } from './references.js';

/** Who notices: asc by its types, the comparison of builds, the textbook; nobody where the program is the same. */
type Witness = 'asc' | 'builds' | 'textbook' | 'nobody';

async function witness(entry: Entry, file: string, from: string, to: string, occurrence = 0): Promise<Witness> {
  let found: Builds;
  try {
    found = await buildsOf(entry, (name, text) => (name === file ? replaced(text, from, to, occurrence) : text));
  } catch (error) {
    if (!(error as Error).message.startsWith('asc:')) throw error;
    return 'asc';
  }
  const names = kernelsBy(entry, file);
  if (names.some((name) => firstFault(found, entry, name, 1000))) return 'builds';
  return names.some((name) => Object.values(found).some((door) => firstError(door, entry, name, 300))) ? 'textbook' : 'nobody';
}

/** The text with one occurrence changed. */
function replaced(text: string, from: string, to: string, occurrence: number): string {
  let at = text.indexOf(from);
  for (let i = 0; i < occurrence; i++) at = text.indexOf(from, at + 1);
  if (at < 0) throw new Error(`the source no longer says ${from}`);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

test('every kernel is touched by some file, and those of fit by tiles.ts', () => {
  for (const entry of ['fit', 'score'] as const) {
    const files = ['aggregate.ts', 'gradient.ts', 'kmeans.ts', 'neighbors.ts', 'symmetric.ts', 'tiles.ts', 'topk.ts'];
    expect(new Set(files.flatMap((file) => kernelsBy(entry, file)))).toEqual(new Set(kernelNames(entry)));
  }
  expect(kernelsBy('fit', 'tiles.ts')).toHaveLength(kernelNames('fit').length);
  expect(kernelsBy('fit', 'symmetric.ts')).not.toContain('margins');
});

test('the source as it is: nobody has anything to notice', async () => {
  for (const entry of ['fit', 'score'] as const)
    expect(await witness(entry, 'tiles.ts', 'register tiles', 'register tiles')).toBe('nobody');
});

describe('mistakes', () => {
  test.each<[string, Entry, string, string, string, Witness]>([
    ['a row of the wrong offset', 'fit', 'tiles.ts', 'x = v128.load(p, 32)', 'x = v128.load(p, 16)', 'builds'],
    ['the pair of other rows', 'fit', 'tiles.ts', 'f32x4.lt(b1, a1)', 'f32x4.lt(b2, a2)', 'builds'],
    ['the second least forgets the old least', 'fit', 'tiles.ts', 'f32x4.pmax(l1, u)', 'f32x4.pmin(l1, u)', 'builds'],
    ['the second least is never lowered', 'fit', 'tiles.ts', 'else if (b1 < s1) s1 = b1;', '', 'builds'],
    ['the wrong one of a pair', 'fit', 'tiles.ts', 'i2 = c + 1; }', 'i2 = c; }', 'builds'],
    ['a missing center that is near', 'fit', 'kmeans.ts', 'Math.fround(square) : Infinity', 'Math.fround(square) : 0.0', 'textbook'],
    ['a lead that equals the error is certain', 'fit', 'tiles.ts', 'if (!(x[i + e] > t))', 'if (!(x[i + e] >= t))', 'builds'],
    ['NaN is a certain lead', 'fit', 'tiles.ts', 'if (!(x[i + e] > t))', 'if (x[i + e] <= t)', 'builds'],
    ['the largest distance', 'fit', 'tiles.ts', 'f32x4.pmin(v128.load(old, 32), a2)', 'f32x4.pmax(v128.load(old, 32), a2)', 'builds'],
    [
      'a comparison of 12 of 16',
      'fit',
      'tiles.ts',
      'v128.xor(v128.load(p, 48), v128.load(q, 48))',
      'v128.xor(v128.load(p, 32), v128.load(q, 32))',
      'builds',
    ],
    ['a shifted mask', 'fit', 'tiles.ts', 'i32x4.bitmask(e) << 12', 'i32x4.bitmask(e) << 11', 'builds'],
    ['above instead of at least', 'fit', 'tiles.ts', 'if (x[i + e] >= t)', 'if (x[i + e] > t)', 'builds'],
    ['the lower counts twice', 'fit', 'tiles.ts', 'i32x4.extend_high_i16x8_u', 'i32x4.extend_low_i16x8_u', 'builds'],
    ['counts above 32767 negative', 'fit', 'tiles.ts', 'i32x4.extend_high_i16x8_u', 'i32x4.extend_high_i16x8_s', 'builds'],
    ['lanes in the wrong order', 'fit', 'tiles.ts', '0, 1, 4, 5)', '0, 1, 5, 4)', 'builds'],
    ['half of the counts not cleared', 'fit', 'tiles.ts', 'j += 8) v128.store(ptr(counts', 'j += 16) v128.store(ptr(counts', 'builds'],
    ['an id read twice', 'fit', 'tiles.ts', 'four >> 32 & 0xffff', 'four >> 16 & 0xffff', 'builds'],
    ['the value of another id', 'fit', 'tiles.ts', 'load<u16>(v, 4)', 'load<u16>(v, 2)', 'builds'],
    ['ids read past the end', 'fit', 'tiles.ts', 'q + 4 <= to', 'q + 3 <= to', 'builds'],
    [
      'a maximum counted twice',
      'fit',
      'tiles.ts',
      'm7 = f32x4.pmax(m7, v128.load(p, 112))',
      'm7 = f32x4.pmax(m7, v128.load(p, 96))',
      'builds',
    ],
    [
      'a maximum counted twice in f64',
      'score',
      'tiles.ts',
      'm7 = f64x2.pmax(m7, v128.load(p, 112))',
      'm7 = f64x2.pmax(m7, v128.load(p, 96))',
      'builds',
    ],
    ['a shifted mask in f64', 'score', 'tiles.ts', 'i64x2.bitmask(e) << 6', 'i64x2.bitmask(e) << 5', 'builds'],
    ['no room for the error of f32', 'fit', 'topk.ts', '1.0 - 1.0 / 2097152.0', '1.0', 'builds'],
    ['k less one in the threshold', 'fit', 'topk.ts', 'largest(work, 0, 128, k)', 'largest(work, 0, 128, k > 1 ? k - 1 : 1)', 'builds'],
    ['a block too many', 'fit', 'kmeans.ts', 'i < to * 16; i += 4', 'i < to * 16 + 16; i += 4', 'builds'],
    ['a list one too short', 'fit', 'topk.ts', 'if (i + 16 <= n)', 'if (i + 15 <= n)', 'builds'],
    ['an i32 product', 'fit', 'neighbors.ts', 'const value = byItem[p];', 'const value: i32 = <i32>byItem[p];', 'builds'],
    ['ties to the higher id among few', 'score', 'topk.ts', 'score > work[j - 1]', 'score >= work[j - 1]', 'builds'],
    ['eight scores of which the last is not looked at', 'score', 'tiles.ts', ' || x[i + 7] >= t', '', 'builds'],
    ['ties to the higher id', 'fit', 'topk.ts', 'id < ids[j]', 'id > ids[j]', 'textbook'],
    ['ties by chance', 'fit', 'topk.ts', 'if (score == t && equal > 0)', 'if (score == t && equal > 1)', 'builds'],
    ['the k+1-th largest', 'fit', 'topk.ts', 'from + k - 1', 'from + k', 'builds'],
    ['each item its own neighbor', 'fit', 'neighbors.ts', 'counts[i] = 0;', '', 'textbook'],
    ['padding rows doubted', 'fit', 'kmeans.ts', 'if (i < n) rows[found++]', 'rows[found++]', 'builds'],
    [
      'padding rows moved',
      'fit',
      'kmeans.ts',
      'i < b * 16 + 16 && i < n; i++) {\n      const old',
      'i < b * 16 + 16; i++) {\n      const old',
      'builds',
    ],
    ['the rows that did not change', 'fit', 'kmeans.ts', 'if (same16(', 'if (!same16(', 'textbook'],
    ['the old sum kept', 'fit', 'kmeans.ts', 'sums[t] -= v;', '', 'textbook'],
    ['thresholds rounded up', 'fit', 'kmeans.ts', '- (Math.abs(gap) + so) * 2.4e-7', '+ (Math.abs(gap) + so) * 2.4e-7', 'textbook'],
    ['the movement of another center', 'fit', 'kmeans.ts', '> moved[labels[i]]', '> moved[0]', 'textbook'],
    ['an equal threshold is certain', 'fit', 'kmeans.ts', 'thresholds[i] > moved', 'thresholds[i] >= moved', 'textbook'],
    [
      'padding rows overtaken',
      'fit',
      'kmeans.ts',
      'i < b * 16 + 16 && i < n; i++) {\n      rows',
      'i < b * 16 + 16; i++) {\n      rows',
      'builds',
    ],
    ['a copy of another row', 'fit', 'kmeans.ts', 'e + 2 < size ? e + 2 : last', 'e + 1 < size ? e + 1 : last', 'textbook'],
    [
      'a row packed in the wrong lane',
      'fit',
      'tiles.ts',
      'f32x4.demote_f64x2_zero(b), 0, 4, 1, 5)',
      'f32x4.demote_f64x2_zero(b), 4, 0, 1, 5)',
      'builds',
    ],
    [
      'a column packed twice',
      'fit',
      'tiles.ts',
      'v128.shuffle<f32>(ab, ce, 2, 3, 6, 7), 64)',
      'v128.shuffle<f32>(ab, ce, 0, 1, 4, 5), 64)',
      'builds',
    ],
    ['a gap without its error', 'fit', 'tiles.ts', 'f32x4.add(near, e)', 'near', 'builds'],
    ['the sums without their shift', 'fit', 'tiles.ts', 'weight * (x[p + j] - shift[j]);', 'weight * x[p + j];', 'builds'],
    ['the sums without their weights', 'fit', 'kmeans.ts', 'addRow(x, i * d, shift, weight, d', 'addRow(x, i * d, shift, 1, d', 'textbook'],
    ['rows that weigh nothing counted', 'fit', 'kmeans.ts', 'if (weight == 0) continue;', '', 'textbook'],
    ['the weight of the first row', 'fit', 'kmeans.ts', 'const weight = weights[i * step];', 'const weight = weights[0];', 'textbook'],
    ['a pair summed twice', 'fit', 'tiles.ts', 'four, four, 2, 3, 0, 1)', 'four, four, 0, 1, 0, 1)', 'builds'],
    ['one weight for two pairs', 'fit', 'tiles.ts', 'v = v128.load(ptr(weights, i), 16)', 'v = v128.load(ptr(weights, i))', 'builds'],
    ['the odd columns forgotten', 'fit', 'tiles.ts', 'return even + odd;', 'return even;', 'textbook'],
    ['one lane twice', 'fit', 'tiles.ts', 'f64x2.extract_lane(both, 1)', 'f64x2.extract_lane(both, 0)', 'builds'],
    [
      'the distance to the first center',
      'fit',
      'kmeans.ts',
      'squaredDistance(x, i * d, centers, labels[i] * d, d)',
      'squaredDistance(x, i * d, centers, 0, d)',
      'textbook',
    ],
    [
      'the sum of one row for another',
      'fit',
      'tiles.ts',
      's2 = f64x2.add(s2, f64x2.sqrt(t2))',
      's2 = f64x2.add(s2, f64x2.sqrt(t1))',
      'builds',
    ],
    ['distances squared', 'fit', 'tiles.ts', 's3 += Math.sqrt(t3);', 's3 += t3;', 'builds'],
    ['the first rows of the cells left out', 'fit', 'tiles.ts', 'y: i32 = starts[0] * d', 'y: i32 = 0', 'builds'],
    ['sums that are not cleared', 'fit', 'tiles.ts', 'q < groups * 8; q++) sums[q] = 0;', 'q < groups * 4; q++) sums[q] = 0;', 'textbook'],
    ['half of a fold', 'fit', 'tiles.ts', 'end: i32 = q + 8; q < end;', 'end: i32 = q + 4; q < end;', 'builds'],
    ['unrounded centers', 'fit', 'kmeans.ts', 'Math.fround(centers[c * d + j])', 'centers[c * d + j]', 'textbook'],
    ['the product of another column', 'fit', 'tiles.ts', 'w = v128.load64_splat(y, 16)', 'w = v128.load64_splat(y, 8)', 'builds'],
    ['the product of another column in f32', 'fit', 'tiles.ts', 'w = v128.load32_splat(y, 12)', 'w = v128.load32_splat(y, 8)', 'builds'],
    ['one half of a panel twice', 'fit', 'tiles.ts', '(s & 1) * 4)', '(s & 0) * 4)', 'builds'],
    ['tiles above the diagonal', 'fit', 'symmetric.ts', 'last < i + 1 ? last : i + 1, depth)', 'last, depth)', 'textbook'],
    ['a mirrored tile that is not turned', 'fit', 'symmetric.ts', 'a[at + e * r + c]', 'a[at + c * r + e]', 'textbook'],
    ['any pivot above 0', 'fit', 'symmetric.ts', 'pivot > limits[k]', 'pivot > 0', 'textbook'],
    [
      'the upper half of an inverse forgotten',
      'fit',
      'symmetric.ts',
      'm[j * n + i] = m[i * n + j]',
      'm[i * n + j] = m[i * n + j]',
      'textbook',
    ],
    ['quotients added to what was there', 'fit', 'symmetric.ts', 'q[e] = 0;', 'q[e] = q[e];', 'textbook'],
    ['a code of another row', 'fit', 'tiles.ts', 'load<i32>(more, 8)', 'load<i32>(more, 4)', 'builds'],
    ['a number of another row', 'fit', 'tiles.ts', 'a += x[at] * w; b += x[at + 1] * w', 'a += x[at] * w; b += x[at] * w', 'builds'],
    ['an exponent one too large', 'fit', 'tiles.ts', 'f64 = 4503599627371519;', 'f64 = 4503599627371520;', 'builds'],
    ['a rough exponential', 'fit', 'tiles.ts', '6.61375632143793436117e-05', '6.6e-05', 'textbook'],
    ['no negative powers of 2', 'fit', 'tiles.ts', 'return k < 0 ? 1 / (y * ones) : y * ones;', 'return y * ones;', 'builds'],
    ['rows without weight multiplied', 'fit', 'tiles.ts', 'likely < 1 - weight ? 1 - weight : likely', 'likely', 'builds'],
    ['the curvature in place of another total', 'fit', 'tiles.ts', 'v128.store(sums, curved, 32)', 'v128.store(sums, loss, 32)', 'builds'],
    ['a margin of 0 on its side', 'fit', 'tiles.ts', '!((target - 0.5) * v > 0) ? 1 : 0', '!((target - 0.5) * v >= 0) ? 1 : 0', 'builds'],
    ['a rough logarithm', 'fit', 'tiles.ts', '2.857142874366239149e-01', '2.8e-01', 'textbook'],
    ['the logarithm of a half', 'fit', 'tiles.ts', 'const low = likely < HALF_ROOT;', 'const low = likely < 0.5;', 'builds'],
    [
      'a residual of other rows',
      'fit',
      'tiles.ts',
      'high = f64x2.add(high, f64x2.mul(b, v));',
      'high = f64x2.add(high, f64x2.mul(a, v));',
      'builds',
    ],
    ['the slope of another column', 'fit', 'tiles.ts', 'f64x2.mul(v128.load(at, 112), v)', 'f64x2.mul(v128.load(at, 96), v)', 'builds'],
    [
      'the slope of another row by code',
      'fit',
      'tiles.ts',
      'load<f64>(at, 24) + load<f64>(q, 24), 24)',
      'load<f64>(at, 24) + load<f64>(q, 16), 24)',
      'builds',
    ],
    [
      'a row scaled twice',
      'fit',
      'tiles.ts',
      'v128.store(row + 3 * wide, v128.shuffle<f64>(b, d, 1, 3));',
      'v128.store(row + 3 * wide, v128.shuffle<f64>(b, d, 0, 2));',
      'builds',
    ],
    [
      'the square of another column',
      'fit',
      'tiles.ts',
      'd1 = f64x2.add(d1, f64x2.mul(v, t));',
      'd1 = f64x2.add(d1, f64x2.mul(u, t));',
      'builds',
    ],
    ['no squares with ones', 'fit', 'tiles.ts', 'a <= p && a < i + 2', 'a < p && a < i + 2', 'textbook'],
    [
      'a number by code of another',
      'fit',
      'tiles.ts',
      'f64x2.add(v128.load(at, 48), v), 48)',
      'f64x2.add(v128.load(at, 48), u), 48)',
      'builds',
    ],
    ['a pair of two rows', 'fit', 'gradient.ts', 'codes[i + 2] * size + codes[j + 2]', 'codes[i + 2] * size + codes[j + 1]', 'textbook'],
    ['a block between stretches left out', 'fit', 'gradient.ts', 'b += STRETCH', 'b += STRETCH + 1', 'textbook'],
    ['weights of rows taken for 0 or 1', 'fit', 'gradient.ts', 'if (any != 0)', 'if (any == 0)', 'textbook'],
    ['a class that competes with itself', 'fit', 'gradient.ts', 'if (a != own && v > other)', 'if (v > other)', 'textbook'],
    ['exponentials of large margins', 'fit', 'gradient.ts', 'exp(z[a * stride + q] - most)', 'exp(z[a * stride + q])', 'textbook'],
    ['the curvature of a class with itself', 'fit', 'gradient.ts', 'a == b ? v * (1 - v)', 'a == b ? v * v', 'textbook'],
    ['three lanes of four', 'fit', 'gradient.ts', '(sums[i * 4 + 2] + sums[i * 4 + 3])', '(sums[i * 4 + 2] + sums[i * 4 + 2])', 'textbook'],
    ['a step that the intercept forgets', 'fit', 'gradient.ts', 'c, dead) + 1;', 'c, dead);', 'textbook'],
    ['weight where there is none', 'fit', 'gradient.ts', 'weights[dead] = 0;', '', 'textbook'],
    ['rows that have no weight in common', 'fit', 'tiles.ts', ' && code != dead', '', 'textbook'],
    ['a debt never paid', 'fit', 'gradient.ts', 'paid[j] = paid[j] + scale * (now - old);', '', 'textbook'],
    [
      'a step uphill',
      'fit',
      'tiles.ts',
      'f64x2.sub(v128.load(q), f64x2.mul(by, v128.load(a)))',
      'f64x2.add(v128.load(q), f64x2.mul(by, v128.load(a)))',
      'builds',
    ],
    ['a margin without intercept', 'fit', 'gradient.ts', 'let sum: f64 = weights[last];', 'let sum: f64 = 0;', 'textbook'],
    ['no slope of the intercept', 'fit', 'gradient.ts', 'sums[last] = sums[last] + off;', '', 'textbook'],
    ['the value forgotten', 'score', 'aggregate.ts', '+ weights[e] * value', '+ weights[e]', 'textbook'],
  ])('%s', async (_, entry, file, from, to, who) => {
    expect(await witness(entry, file, from, to)).toBe(who);
  });
});
