// Rows whose label cannot have changed are left out: the same bytes as without bounds, on data made to break them.
import { describe, expect, test } from 'vitest';
import { KMeans, Matrix, type KMeansOptions } from '../../src/index.js';
import * as kernels from '../../assembly/fit';
import { fit } from '../../src/kernels/fit.js';
import { javascript } from '../../src/kernels/javascript.js';
import { drain } from '../../src/progress.js';
import { assignRows, gapError, leadError } from '../../src/segmentation/assign.js';
import { lloydPlan, type LloydResult } from '../../src/segmentation/lloyd.js';
import { packedPlan, packing } from '../../src/segmentation/packed.js';
import type { SampleWeight } from '../../src/data/sample-weight.js';
import { weightsOf } from '../../src/segmentation/sample-weight.js';
import { seedPlan } from '../../src/segmentation/seeding.js';
import { countStarts, runStarts } from '../../src/segmentation/starts.js';
import { blobs, generator } from '../support/random.js';

function run(X: Matrix, options: KMeansOptions, bounded: boolean, sampleWeight?: SampleWeight): LloydResult {
  const recipe = new KMeans(options).options;
  return drain(runStarts(X, recipe, weightsOf(sampleWeight, X.nRows), 0, countStarts(recipe), bounded));
}

/** How many rows the tile compares in a fit, in the build that the door chooses or in one given. */
function compared(call: () => unknown, door: Pick<typeof fit, 'open'> = { open: fit.open }): number {
  const { open } = fit;
  let rows = 0;
  fit.open = (plan, work) => {
    const session = door.open(plan, work);
    const nearest: typeof session.run.nearest = (blocks, from, to, ...rest) => {
      rows += 16 * (to - from);
      session.run.nearest(blocks, from, to, ...rest);
    };
    return { ...session, run: { ...session.run, nearest } };
  };
  try {
    call();
  } finally {
    fit.open = open;
  }
  return rows;
}

const filled = (n: number, d: number, value: (i: number, j: number) => number) =>
  Matrix.from(
    Float64Array.from({ length: n * d }, (_, p) => value(Math.floor(p / d), p % d)),
    d,
  );

/** Data of a seed, by what is hard about it. */
const HARD: Record<string, (seed: number) => Matrix> = {
  'groups that lie apart': (seed) => Matrix.from(blobs(700, 5, 9, seed)),
  'no groups': (seed) => (({ random }) => filled(900, 4, random))({ random: generator(seed) }),
  'a coarse grid: equal rows and exact ties': (seed) => {
    const random = generator(seed);
    return filled(800, 3, () => Math.floor(5 * random()) / 4);
  },
  'ties far from zero, beyond f32': (seed) => {
    const random = generator(seed);
    return filled(600, 4, () => 1e6 + Math.floor(5 * random()) / 4 + (random() < 0.1 ? 1 / 64 : 0));
  },
  'one row far from all': (seed) => {
    const random = generator(seed);
    return filled(500, 3, (i) => (i === 7 ? 1e7 : random()));
  },
  'columns of different sizes': (seed) => {
    const random = generator(seed);
    return filled(500, 4, (_, j) => random() * [1, 1e-3, 1e3, 1e-9][j]);
  },
  'tiny and huge': (seed) => {
    const random = generator(seed);
    return filled(300, 2, () => (random() - 0.5) * (seed % 2 === 0 ? 1e-160 : 1e140));
  },
};

describe('bounds change nothing', () => {
  test.each(Object.entries(HARD))('%s', (_, make) => {
    for (let seed = 1; seed <= 12; seed++) {
      const X = make(seed);
      const rows = Array.from({ length: 11 }, (_, c) => Array.from(X.row((c * 13) % X.nRows)));
      const init = [rows, 'random', 'k-means++'] as const;
      const options = { nClusters: 11, init: init[seed % 3], nInit: 2, seed, maxIter: seed % 4 === 0 ? 7 : 300 };
      expect(run(X, options, true), `seed ${seed}`).toEqual(run(X, options, false));
    }
  });

  test('with weights, and where clusters run empty', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = generator(seed);
      const X = Matrix.from(blobs(400, 3, 5, seed));
      const weights = Array.from({ length: 400 }, () => (random() < 0.2 ? 0 : random()));
      const far = Array.from({ length: 9 }, (_, c) => (c < 5 ? Array.from(X.row(c)) : [1e3 * c, 0, 0]));
      const options = { nClusters: 9, init: seed % 2 === 0 ? far : ('random' as const), nInit: 2, seed };
      expect(run(X, options, true, weights), `seed ${seed}`).toEqual(run(X, options, false, weights));
    }
  });
});

test('bounds allow for the error of f32: rows a hair from the middle, in weights that move the middle by a hair', () => {
  let longest = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const random = generator(seed);
    const hair = [1e-7, 1e-8, 1e-10][seed % 3];
    const [base, half, far] = [random(), 1 + random(), 20 + random()];
    const ends = [base, base + 2 * half, base + far, base + far + 2 * half];
    const middle = Array.from({ length: 60 }, () => base + half + (random() - 0.5) * hair);
    const firm = Array.from({ length: 1600 }, (_, i) => ends[i % 4]);
    const X = Matrix.from([...firm, ...middle, ...middle.map((v) => v + far)].map((v) => [v]));
    const weights = [...firm.map(() => 1 / 400), ...Array.from({ length: 120 }, () => (random() * hair) / 25)];
    const init = ends.map((v) => [v + (random() - 0.5) * hair]);
    const options = { nClusters: 4, init };
    const found = run(X, options, true, weights);
    expect(found, `seed ${seed}`).toEqual(run(X, options, false, weights));
    longest = Math.max(longest, found.nIter);
    const nearest = new Int32Array(X.nRows);
    assignRows(X, found.centers, 4, 0, X.nRows, nearest);
    expect(found.labels).toEqual(nearest);
  }
  expect(longest).toBeGreaterThan(6);
});

test('with many centers most rows are left out, with few none', () => {
  const X = Matrix.from(blobs(6000, 4, 200, 3).map((row) => row.map((v) => v / 4)));
  const options = { nClusters: 40, init: Array.from({ length: 40 }, (_, c) => Array.from(X.row(200 * (c >> 2) + (c & 3)))), maxIter: 100 };
  const [all, some] = [false, true].map((bounded) => compared(() => run(X, options, bounded)));
  expect(all).toBeGreaterThan(20 * 6000);
  expect(some).toBeLessThan(0.65 * all);
  expect(compared(() => new KMeans(options).fit(X))).toBe(some);
  const inJavaScript = compared(() => run(X, options, true), javascript(kernels));
  expect(Math.abs(inJavaScript / some - 1)).toBeLessThan(0.01); // the builds round thresholds differently
  const few = { ...options, nClusters: 3, init: options.init.slice(0, 3) };
  expect(compared(() => new KMeans(few).fit(X))).toBe(compared(() => run(X, few, false)));
});

test('the arrays of a session have names of their own', () => {
  const X = Matrix.from([[1], [2]]);
  const [sizes, weights] = [packing(X, true), weightsOf(undefined, 2)];
  const names = [packedPlan(X, sizes), lloydPlan(sizes, 2, weights), seedPlan(sizes, true)].flatMap((plan) => Object.keys(plan));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('where f32 cannot hold the square of a center, no lead and no gap is certain', () => {
  expect([leadError(1, 1, Float64Array.of(1e19)), gapError(1, 1, Float64Array.of(1e19))].every(Number.isFinite)).toBe(true);
  expect([leadError(1, 1, Float64Array.of(1, 1e20)), gapError(1, 1, Float64Array.of(1e20, 1))]).toEqual([Infinity, Infinity]);
});
