// The same bits everywhere: one program, run by Node and workerd (and by browsers: runtimes-browsers.slow.test.ts), with WebAssembly and with the
// JavaScript build, must print test/golden/digests.json; and where WebAssembly is expected, its kernels must really have been called.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fit } from '../src/kernels/fit.js';
import { score } from '../src/kernels/score.js';
import { withBrokenKernel, type Binary } from './runtimes/broken';
import { expectSameBits, GOLDEN, namesOf } from './runtimes/expect-same';
import { workerdPath } from './runtimes/installed';
import { FORBIDDEN, NEVER, PASSED } from './runtimes/lane';
import { runInNode } from './runtimes/node';
import { DEPLOYED, INLINE, runInWorkerd } from './runtimes/workerd';
import { testWith } from './support/needs';

const testInWorkerd = testWith('workerd: `npm ci --prefix test/runtimes`', workerdPath() !== undefined);

test('node: WebAssembly', async () => {
  const run = await runInNode('kindred');
  expectSameBits(run, 'webassembly', PASSED);
  expect(namesOf(run, /small/)).toEqual([]);
});

test('node: kindred/js', async () => expectSameBits(await runInNode('kindred/js'), 'javascript', NEVER));

test('node --jitless, which has no WebAssembly', async () =>
  expectSameBits(await runInNode('kindred', ['--jitless']), 'javascript', FORBIDDEN));

testInWorkerd('workerd: WebAssembly as modules of the deployment', async () => {
  const run = await runInWorkerd('kindred', DEPLOYED, '2025-05-01'); // a date at which inline bytes may not be compiled
  expectSameBits(run, 'webassembly', PASSED);
  expect(run.modules).toEqual(['app.js', 'fit.wasm', 'score.wasm']);
});

testInWorkerd('workerd: WebAssembly from inline bytes', async () => {
  const run = await runInWorkerd('kindred', INLINE, '2025-06-02');
  expectSameBits(run, 'webassembly', PASSED);
  expect(run.modules).toEqual(['app.js']);
});

testInWorkerd('workerd of an older date: inline bytes fall back', async () =>
  expectSameBits(await runInWorkerd('kindred', INLINE, '2025-05-01'), 'javascript', FORBIDDEN),
);

testInWorkerd('workerd: kindred/js', async () =>
  expectSameBits(await runInWorkerd('kindred/js', INLINE, '2025-05-01'), 'javascript', NEVER),
);

test('every class of every subpath that is saved has a digest', async () => {
  const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  const files = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [] : [new URL(`../${target.default}`, import.meta.url).href],
  );
  const values = (await Promise.all(files.map((file) => import(/* @vite-ignore */ file) as Promise<object>))).flatMap((names) =>
    Object.values(names),
  );
  const types = new Set(values.flatMap((value: { type?: unknown } | null) => (typeof value?.type === 'string' ? [value.type] : [])));
  expect(types).toContain('ItemKNNModel');
  const digested = new Set(Object.keys(GOLDEN).flatMap((name) => name.split(/\W+/).flatMap((word) => [word, `${word}Model`])));
  expect([...types].filter((type) => !digested.has(type))).toEqual([]);
});

test('both binaries passed their self-checks in this process', () => {
  expect({ fit: fit.status.build, score: score.status.build }).toEqual({ fit: 'webassembly', score: 'webassembly' });
});

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
