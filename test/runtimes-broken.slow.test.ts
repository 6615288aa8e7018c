// A binary that computes other bits is noticed by the digests; one that fails its self-check gives way.
import { expect, test } from 'vitest';
import { withBrokenKernel, type Binary } from './runtimes/broken';
import { GOLDEN, namesOf } from './runtimes/expect-same';
import { runInNode } from './runtimes/node';

/** One instruction changed in a binary: `damaged` are cases that must notice. */
const BROKEN: { what: string; binary: Binary; from: string; to: string; damaged: RegExp }[] = [
  {
    what: 'a sum of the assignment tile',
    binary: 'fit',
    from: 'a0 = f32x4.add(a0, f32x4.mul(x, s)); b0',
    to: 'a0 = f32x4.sub(a0, f32x4.mul(x, s)); b0',
    damaged: /^KMeans large/,
  },
  {
    what: 'two lanes of the tile for values',
    binary: 'fit',
    from: 'v128.shuffle<f32>(low, high, 0, 1, 4, 5)',
    to: 'v128.shuffle<f32>(low, high, 0, 1, 5, 4)',
    damaged: /^ItemKNN large, (fractions|log1p)/,
  },
  {
    what: 'ties in the ranking tile',
    binary: 'score',
    from: 'const c = f64x2.ge(v128.load(p, 32), v)',
    to: 'const c = f64x2.gt(v128.load(p, 32), v)',
    damaged: /^Popularity large/,
  },
];

test.each(BROKEN)('a binary broken in $what is noticed, in large work alone', async ({ binary, from, to, damaged }) => {
  const run = await withBrokenKernel(binary, { file: 'tiles.ts', from, to }, (root) => runInNode('kindred', [], root));
  const noticed = Object.keys(GOLDEN).filter((name) => run.digests[name] !== GOLDEN[name]);
  expect(noticed.filter((name) => damaged.test(name))).not.toEqual([]);
  expect(noticed.filter((name) => !damaged.test(name) && /small/.test(name))).toEqual([]);
});

test('a binary that fails its self-check gives way, and the list of called kernels tells', async () => {
  const change = { file: 'tiles.ts', from: 'a3 = f32x4.add(a3, f32x4.mul(x3, x3));', to: 'a3 = f32x4.add(a3, f32x4.mul(x3, x2));' };
  const run = await withBrokenKernel('fit', change, (root) => runInNode('kindred', [], root));
  expect(run.digests).toEqual(GOLDEN);
  expect(run.atImport).toContain('closer');
  expect([...new Set(namesOf(run, /./))].sort()).toEqual(['addNeighbors', 'topK']);
});
