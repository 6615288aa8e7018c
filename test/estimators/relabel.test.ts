import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { KMeans, KMeansModel, Matrix, matchLabels } from '../../src/index.js';
import { assign } from '../../src/segmentation/matching.js';
import { largestError } from '../golden/errors.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { blobs, generator, shuffled } from '../support/random.js';

interface Golden {
  cases: { rows: number; columns: number; cost: number[]; least: number }[];
}
const golden = JSON.parse(readFileSync('test/golden/matching.json', 'utf8')) as Golden;

const total = (cost: ArrayLike<number>, nColumns: number, chosen: Int32Array) =>
  chosen.reduce((sum, j, i) => sum + (j < 0 ? 0 : cost[i * nColumns + j]), 0);

/** All ways to give rows columns of their own, the first first; −1 last, for as many rows as there are too many. */
function* ways(nRows: number, nColumns: number, spare = Math.max(0, nRows - nColumns), used: readonly number[] = []): Generator<number[]> {
  if (used.length === nRows) return void (yield [...used]);
  for (let j = 0; j < nColumns; j++) if (!used.includes(j)) yield* ways(nRows, nColumns, spare, [...used, j]);
  if (spare > 0) yield* ways(nRows, nColumns, spare - 1, [...used, -1]);
}

describe('a matching', () => {
  test('costs what that of scipy costs, and gives no column twice', () => {
    expect(golden.cases.length).toBe(72);
    for (const { rows, columns, cost, least } of golden.cases) {
      const chosen = assign(Float64Array.from(cost), rows, columns);
      expect(largestError([total(cost, columns, chosen)], [least])).toBeLessThan(1e-12);
      const taken = chosen.filter((j) => j >= 0);
      expect([new Set(taken).size, taken.length]).toEqual([Math.min(rows, columns), Math.min(rows, columns)]);
    }
  });

  test('is the first of all that cost the least', () => {
    const random = generator(3);
    for (let t = 0; t < 400; t++) {
      const [nRows, nColumns] = [Math.floor(6 * random()), Math.floor(6 * random())];
      const cost = Float64Array.from({ length: nRows * nColumns }, () => Math.floor(4 * random()) - 1);
      let [best, least]: [number[], number] = [[], Infinity];
      for (const way of ways(nRows, nColumns)) {
        const sum = total(cost, nColumns, Int32Array.from(way));
        if (sum < least) [best, least] = [way, sum];
      }
      expect(Array.from(assign(cost, nRows, nColumns)), `${nRows} x ${nColumns}: ${cost.join()}`).toEqual(best);
    }
  });

  test('of a hundred segments that all tie is in order', () => {
    expect(assign(new Float64Array(10000), 100, 100)).toEqual(Int32Array.from({ length: 100 }, (_, i) => i));
  });
});

describe('matchLabels', () => {
  test('keeps as many rows as can be, and matches none without a row', () => {
    const random = generator(8);
    for (let t = 0; t < 100; t++) {
      const [a, b] = [1, 2].map(() => Array.from({ length: 30 }, () => Math.floor(5 * random()) - 1));
      const matched = matchLabels(a, b);
      const stay = (way: ArrayLike<number>) => b.filter((label, row) => label >= 0 && a[row] >= 0 && way[label] === a[row]).length;
      const most = Math.max(...Array.from(ways(Math.max(...b) + 1, Math.max(...a) + 1), stay));
      expect(stay(matched)).toBe(most);
      matched.forEach((before, label) => before >= 0 && expect(a.some((from, row) => from === before && b[row] === label)).toBe(true));
    }
  });

  test('takes any list of numbers, and nothing else', () => {
    expect(matchLabels(Uint8Array.of(1, 1, 0), Float64Array.of(0, 0, 1))).toEqual(Int32Array.of(1, 0));
    expect(matchLabels([], [])).toHaveLength(0);
    expect(matchLabels([-1, -1], [0, 1])).toEqual(Int32Array.of(-1, -1));
    expect(thrown(() => matchLabels([0], [0, 1])).message).toBe('"previous" must have 2 numbers, as "labels" has, got 1');
    expect(thrown(() => matchLabels([0, 0.5], [0, 1])).message).toBe('row 2 of "previous" must be a whole number from -1, got 0.5');
    for (const bad of [-2, NaN, Infinity, null, '1']) expect(thrown(() => matchLabels([0], [bad as number])).code).toBe('invalid-data');
    expect(thrown(() => matchLabels(undefined as never, [0])).code).toBe('invalid-data');
    expect(thrown(() => matchLabels([4096], [0])).code).toBe('too-large');
  });
});

const X = Matrix.from(blobs(120, 3, 6), { columns: ['a', 'b', 'c'] });
const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five'];
const model = new KMeans({ nClusters: 6, nInit: 3 }).fit(X).withNames(NAMES);
const rowsOf = (centers: Matrix) => Array.from({ length: centers.nRows }, (_, c) => Array.from(centers.row(c)));

/** The model with its centers in another order, fitted anew from them. */
const permuted = (order: readonly number[]) => {
  const centers = rowsOf(model.clusterCenters);
  return new KMeans({ nClusters: 6, init: order.map((c) => centers[c]) }).fit(X);
};

describe('relabel after a model', () => {
  test('itself changes nothing', () => {
    const { model: same, continues, moves } = model.relabel(model);
    expectSameBytes(same.toBytes(), model.toBytes());
    expect([same.labels, continues, moves]).toEqual([model.labels, Int32Array.of(0, 1, 2, 3, 4, 5), undefined]);
    // also where centers are the same
    const twice = new KMeans({ nClusters: 3, init: [[1], [1], [2]] }).fit(Matrix.from([[1], [1], [2]])).withNames(['a', 'b', 'c']);
    expect(twice.warnings).toHaveLength(1);
    expect(twice.relabel(twice).model.labels).toEqual(twice.labels);
    expectSameBytes(twice.relabel(twice).model.toBytes(), twice.toBytes());
  });

  test('in another order brings back its numbers, names and bytes', () => {
    for (let seed = 0; seed < 20; seed++) {
      const order = shuffled([0, 1, 2, 3, 4, 5], seed);
      const other = permuted(order);
      expect(other.nIter).toBe(permuted([0, 1, 2, 3, 4, 5]).nIter);
      const { model: back, continues } = other.relabel(model);
      expect(continues).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5));
      expect([back.labels, back.names, rowsOf(back.clusterCenters)]).toEqual([model.labels, NAMES, rowsOf(model.clusterCenters)]);
      const straight = permuted([0, 1, 2, 3, 4, 5]).withNames(NAMES);
      expectSameBytes(back.toBytes(), straight.toBytes());
      expect(back.predict(X)).toEqual(model.labels);
    }
  });

  test('out of a file', () => {
    const [now, before] = [KMeansModel.fromBytes(permuted([3, 1, 5, 0, 2, 4]).toBytes()), KMeansModel.fromBytes(model.toBytes())];
    const { model: back } = now.relabel(before);
    expect([rowsOf(back.clusterCenters), back.names, back.labels.length]).toEqual([rowsOf(model.clusterCenters), NAMES, 0]);
  });

  test('with fewer and with more segments', () => {
    const line = (...values: number[]) => new KMeans({ nClusters: values.length, init: values.map((v) => [v]) }).fit(Matrix.from(values.map((v) => [v]))); // prettier-ignore
    const four = line(0, 10, 20, 30).withNames(['a', 'b', 'c', 'd']);
    const fewer = line(31, 1).relabel(four);
    expect([rowsOf(fewer.model.clusterCenters), fewer.model.names, fewer.continues]).toEqual([[[1], [31]], ['a', 'd'], Int32Array.of(0, 3)]); // prettier-ignore
    // those beyond the end take what is free, in their order
    expect(rowsOf(line(30, 20).relabel(four).model.clusterCenters).flat()).toEqual([20, 30]);
    const three = line(30, 20, 10).relabel(four);
    expect([rowsOf(three.model.clusterCenters).flat(), three.model.names]).toEqual([[30, 10, 20], ['d', 'b', 'c']]); // prettier-ignore
    const more = line(50, 30, 20, 40, 10, 0).relabel(four);
    expect(rowsOf(more.model.clusterCenters).flat()).toEqual([0, 10, 20, 30, 50, 40]);
    expect(more.model.names).toEqual(['a', 'b', 'c', 'd', 'New segment', 'New segment (2)']);
    expect(more.continues).toEqual(Int32Array.of(0, 1, 2, 3, -1, -1));
    // a name of its own, made distinct
    const own = line(50, 30, 20, 40, 10, 0).withNames(['a', 'x', 'y', 'a (2)', 'z', 'v']).relabel(four);
    expect(own.model.names).toEqual(['a', 'b', 'c', 'd', 'a (2)', 'a (2) (2)']);
    // names go with their segments where the earlier model has none
    const unnamed = line(30, 20, 10, 0)
      .withNames(['d', 'c', 'b', 'a'])
      .relabel(line(0, 10, 20, 30));
    expect(unnamed.model.names).toEqual(['a', 'b', 'c', 'd']);
    expect(line(1, 2).relabel(line(2, 1)).model.names).toBeUndefined();
    expect(line(5).relabel(line(1, 2)).continues).toEqual(Int32Array.of(1));
  });

  test('refuses other columns, and what is no model', () => {
    const of = (columns: string[] | undefined, scale = 1) => {
      const rows = [[1 * scale, 2], [3, 4]]; // prettier-ignore
      return new KMeans({ nClusters: 2, init: rows }).fit(Matrix.from(rows, columns && { columns }));
    };
    expect(thrown(() => of(['a', 'b']).relabel(of(['a', 'c']))).message).toBe(
      'the previous model must be of the same columns (a, b), it is of a, c',
    );
    expect(thrown(() => of(['a', 'b']).relabel(model)).message).toContain('it is of a, b, c');
    expect(of(['a', 'b']).relabel(of(undefined)).continues).toEqual(Int32Array.of(0, 1));
    expect(thrown(() => model.relabel(null as never)).message).toBe('"previous" must be a KMeansModel or { labels, names }, got null');
    const far = KMeansModel.fromBytes(new KMeans({ nClusters: 1 }).fit(Matrix.from([[1e200, 0, 0]])).toBytes());
    expect(thrown(() => model.relabel(far)).message).toContain('must lie within 1e150');
  });
});

describe('relabel after labels', () => {
  const from = (labels: number[]) => {
    const k = Math.max(...labels) + 1;
    return new KMeans({ nClusters: k, init: Array.from({ length: k }, (_, c) => [10 * c]) }).fit(Matrix.from(labels.map((label) => [10 * label]))); // prettier-ignore
  };

  test('keeps numbers and names, and tells who moved', () => {
    const { model: now, continues, moves } = from([2, 2, 2, 0, 0, 1, 1, 1]).relabel({ labels: [0, 0, 1, 1, 1, 2, 0, -1], names: ['a', 'b', 'c'] }); // prettier-ignore
    expect(Array.from(now.labels)).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
    expect([rowsOf(now.clusterCenters).flat(), Array.from(now.clusterWeights)]).toEqual([[20, 0, 10], [3, 2, 3]]); // prettier-ignore
    expect([now.names, Array.from(continues)]).toEqual([['a', 'b', 'c'], [0, 1, 2]]); // prettier-ignore
    expect(moves).toEqual({
      stayed: 5,
      moved: 2,
      joined: 1,
      flows: [{ from: 0, to: 2, rows: 1 }, { from: 1, to: 0, rows: 1 }], // prettier-ignore
      rows: Int32Array.of(2, 6),
    });
  });

  test('counts the larger flows first', () => {
    const { moves } = from([0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 0, 0]).relabel({ labels: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2] });
    expect(moves!.flows).toEqual([{ from: 2, to: 0, rows: 2 }, { from: 0, to: 1, rows: 1 }]); // prettier-ignore
  });

  test('tells who left a segment that is no more', () => {
    const { model: now, continues, moves } = from([0, 0, 0, 0, 1, 1]).relabel({ labels: [2, 2, 1, 1, 0, 0], names: ['a', 'b', 'c'] });
    expect(Array.from(now.labels)).toEqual([1, 1, 1, 1, 0, 0]);
    expect([now.names, Array.from(continues)]).toEqual([['a', 'b'], [0, 1]]); // prettier-ignore
    expect(moves).toEqual({ stayed: 4, moved: 2, joined: 0, flows: [{ from: 2, to: 1, rows: 2 }], rows: Int32Array.of(0, 1) });
    // numbers may change where there are fewer, and nobody moved
    const last = from([0, 0, 1, 1]).relabel({ labels: [5, 5, 3, 3] });
    expect([Array.from(last.model.labels), Array.from(last.continues), last.moves!.moved]).toEqual([[1, 1, 0, 0], [3, 5], 0]); // prettier-ignore
  });

  test('names what is new, where nobody was before', () => {
    const { model: now, continues, moves } = from([0, 0, 1, 2]).relabel({ labels: [1, 1, -1, -1], names: ['a', 'b'] });
    expect([Array.from(now.labels), Array.from(continues)]).toEqual([[1, 1, 0, 2], [-1, 1, -1]]); // prettier-ignore
    expect(now.names).toEqual(['New segment', 'b', 'New segment (2)']);
    expect([moves!.joined, moves!.stayed]).toEqual([2, 2]);
    expect(from([0, 1]).relabel({ labels: [-1, -1] }).model.labels).toEqual(Int32Array.of(0, 1));
  });

  test('as its own labels changes nothing', () => {
    const { model: same, moves } = model.relabel({ labels: model.labels, names: NAMES });
    expectSameBytes(same.toBytes(), model.toBytes());
    expect([same.labels, moves!.stayed, moves!.flows]).toEqual([model.labels, 120, []]);
  });

  test('refuses labels of other rows, too few names, and a model from a file', () => {
    const labels = Array.from(model.labels);
    expect(thrown(() => model.relabel({ labels: [0, 1] })).message).toBe('"previous" must have 120 numbers, as "labels" has, got 2');
    expect(thrown(() => model.relabel({} as never)).code).toBe('invalid-data');
    expect(thrown(() => model.relabel({ labels, names: ['a'] })).message).toBe(
      '"names" must be 6 or more names, one a segment, got an array of 1',
    );
    expect(thrown(() => model.relabel({ labels, names: [...NAMES.slice(1), 'one'] })).message).toBe(
      'segments 0 and 5 must have two names, both are "one"',
    );
    expect(thrown(() => KMeansModel.fromBytes(model.toBytes()).relabel({ labels })).code).toBe('no-training-data');
  });
});
