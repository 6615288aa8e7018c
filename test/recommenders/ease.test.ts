import { describe, expect, test } from 'vitest';
import { EASE, EASEModel, Interactions, type Progress } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { events } from '../support/random.js';

const columns = { user: 'user', item: 'item', value: 'value', duplicates: 'sum' } as const;
const fit = (rows: { user: string; item: number; value: number }[], options = {}) =>
  new EASE(options).fit(Interactions.from(rows, columns));
const all = (values: number[][]) => values.flatMap((row, u) => row.map((value, item) => ({ user: `u${u}`, item, value })));

describe('EASE', () => {
  test('two items by hand', () => {
    // G = [2 1; 1 1] + l2, so B(h, j) = G(h, j) / G(h, h)
    const model = fit(all([[1, 1], [1, 0]]), { l2: 1 }); // prettier-ignore
    expect(Array.from(model.weights)).toEqual([0, expect.closeTo(1 / 3, 15), expect.closeTo(1 / 2, 15), 0]);
    expect(model.predict('u1', 1)).toBeCloseTo(1 / 3, 15);
    expect(model.explain('u0', 0).parts).toEqual([
      { kind: 'item', item: 1, weight: model.weights[2], value: 1, contribution: model.weights[2] },
    ]);
  });

  test('one item, one user, an item of all, all values equal, zero and negative values', () => {
    expect(Array.from(fit(all([[3]])).weights)).toEqual([0]);
    const alone = fit(all([[1, 2, 3]]));
    expect(alone.recommend({ history: [0] }).map(({ item }) => item)).toEqual([2, 1]);
    const equal = fit(all([[2, 2, 2], [2, 2, 2]])); // prettier-ignore
    for (const [p, weight] of equal.weights.entries()) expect(weight).toBeCloseTo(p % 4 === 0 ? 0 : equal.weights[1], 14);
    const forAll = fit(all([[1, 1, 0], [1, 0, 1], [1, 1, 0]]), { l2: 1 }); // prettier-ignore
    expect(forAll.similarItems(0).map(({ item }) => item)).toEqual([1, 2]);
    const signed = fit(all([[1, -1, 0], [2, -1, 0], [0, 0, 0]])); // prettier-ignore
    expect(signed.weights[1]).toBeLessThan(0);
    expect(signed.weights[2]).toBe(0);
    expect(signed.recommend({ history: [0] })).toEqual([]); // nothing speaks for the others
    expect(signed.explain({ history: [0] }, 1).score).toBe(signed.weights[1]);
    expect(signed.audienceFor(1, { excludeSeen: false }).map(({ user }) => user)).toEqual([]);
  });

  test.each(['f64', 'f32'] as const)('any unit, and l2 from tiny to huge: %s', (precision) => {
    const rows = all([[1, 1, 0, 2], [1, 0, 1, 0], [0, 1, 1, 1], [3, 1, 0, 1], [0, 0, 1, 3]]); // prettier-ignore
    const plain = fit(rows, { l2: 1, precision });
    for (const unit of [2 ** -28, 2 ** 28]) {
      const scaled = rows.map(({ user, item, value }) => ({ user, item, value: value * unit }));
      expect(fit(scaled, { l2: unit * unit, precision }).weights).toEqual(plain.weights);
    }
    for (const l2 of [1e-300, 1e-12, 0]) expect(fit(rows, { l2, precision }).weights.every(Number.isFinite)).toBe(true);
    const huge = fit(rows, { l2: 1e30, precision }).weights;
    expect(Math.max(...huge)).toBeLessThan(1e-29);
    expect(fit(rows, { l2: 1e300, precision }).weights.every(Number.isFinite)).toBe(true);
  });

  test.each(['f64', 'f32'] as const)('says what to do where items cannot be told apart: %s', (precision) => {
    const twins = all([[1, 1, 0.3], [2, 2, 0.7], [0.1, 0.1, 5]]); // prettier-ignore
    for (const l2 of [0, 1e-20]) {
      const error = thrown(() => fit(twins, { l2, precision }));
      expect(error.code).toBe('invalid-data');
      expect(error.message).toContain(`(from 1 on): raise "l2", got ${l2}`);
    }
    expect(fit(twins, { l2: 0.001, precision }).weights.every(Number.isFinite)).toBe(true);
    expect(thrown(() => fit(all([[0]]), { l2: 0, precision })).code).toBe('invalid-data');
  });

  test('refuses more items than memory holds, before any work', () => {
    const many = Interactions.from(
      Array.from({ length: 70000 }, (_, i) => ({ user: i >> 3, item: i })),
      { user: 'user', item: 'item' },
    );
    const seen: Progress[] = [];
    for (const precision of ['f64', 'f32'] as const) {
      const error = thrown(() => new EASE({ precision }).fit(many, { onProgress: (progress) => seen.push(progress) }));
      expect(error.code).toBe('too-large');
      expect(error.message).toMatch(/70000 items take \d+ MB.*the most is 4095 MB\. Keep the items with more users, or use ItemKNN/);
    }
    expect(seen).toEqual([]);
  });

  test('does not depend on how the columns fall into blocks: more items than a block, padded and not', () => {
    for (const n of [63, 64, 65, 136, 300]) {
      const data = Interactions.from(events(150, n, 12 * n, { values: 'any' }), columns);
      const { weights } = new EASE({ l2: 3 }).fit(data);
      const fast = new EASE({ l2: 3, precision: 'f32' }).fit(data).weights;
      const largest = Math.max(...Array.from(weights, Math.abs));
      expect(weights.every((w, p) => Math.abs(w - fast[p]) < 1e-4 * largest)).toBe(true);
      // the inverse times the matrix: every column of (I - B) is G's inverse times a number
      expect(residual(data, weights, 3)).toBeLessThan(1e-9);
    }
  });

  test('tells its progress, rising in each stage', () => {
    const seen: Progress[] = [];
    const data = Interactions.from(events(100, 300, 3000), columns);
    new EASE().fit(data, { onProgress: (progress) => seen.push(progress) });
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(['comparing items', 'inverting']);
    const inverting = seen.filter(({ stage }) => stage === 'inverting').map(({ done, total }) => done / total);
    expect(inverting.every((done, p) => done <= 1 && (p === 0 || done >= inverting[p - 1]))).toBe(true);
    expect(inverting.length).toBeGreaterThan(5);
  });

  test('refuses a file whose weights are no numbers, or in which an item counts for itself', () => {
    const model = fit(all([[1, 2], [2, 1]])); // prettier-ignore
    for (const weights of [Float64Array.of(0, NaN, 1, 0), Float64Array.of(0, 1, 1, 0.5), Float64Array.of(0, 1, 0)]) {
      const wrong = new EASEModel({ ...model }, model.options, weights).toBytes();
      expect(thrown(() => EASEModel.fromBytes(wrong)).code).toBe('file-corrupt');
    }
  });
});

/** The largest entry beside the diagonal of (X'X + l2) (I - B), relative to the diagonal. */
function residual(data: Interactions, weights: Float64Array | Float32Array, l2: number): number {
  const n = data.nItems;
  const { starts, items, values } = data.rows();
  const gram = new Float64Array(n * n);
  for (let u = 0; u < data.nUsers; u++)
    for (let p = starts[u]; p < starts[u + 1]; p++)
      for (let q = starts[u]; q < starts[u + 1]; q++) gram[items[p] * n + items[q]] += values[p] * values[q];
  for (let i = 0; i < n; i++) gram[i * n + i] += l2;
  let [beside, own] = [0, 0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = gram[i * n + j];
      for (let k = 0; k < n; k++) sum -= gram[i * n + k] * weights[k * n + j];
      if (i === j) own = Math.max(own, sum);
      else beside = Math.max(beside, Math.abs(sum));
    }
  return beside / own;
}
