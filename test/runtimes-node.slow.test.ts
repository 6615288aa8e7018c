// The same bits everywhere: one program (runtimes/conformance.js), run by every runtime that users have, with WebAssembly, with the JavaScript build and where
// WebAssembly is refused, must print test/golden/digests.json; and where WebAssembly is expected, its kernels must really have been called. Here where the
// package is read from its files; runtimes-edge and runtimes-browsers are the others.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fit } from '../src/kernels/fit.js';
import { score } from '../src/kernels/score.js';
import { GOLDEN, testLanes } from './runtimes/expect-same';
import { LANES } from './runtimes/lanes';

testLanes(LANES.processes());

test('every class of every subpath that is saved has a digest', async () => {
  const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  const files = Object.values(exports).flatMap((target) =>
    typeof target === 'string' || target.default.endsWith('.wasm') ? [] : [new URL(`../${target.default}`, import.meta.url).href],
  );
  const values = (await Promise.all(files.map((file) => import(/* @vite-ignore */ file) as Promise<object>))).flatMap((names) =>
    Object.values(names),
  );
  const isSaved = (value: unknown): value is { type: string } => typeof value === 'function' && 'type' in value && 'fromBytes' in value;
  const types = new Set(values.filter(isSaved).map(({ type }) => type));
  expect(types).toContain('ItemKNNModel');
  const digested = new Set(Object.keys(GOLDEN).flatMap((name) => name.split(/\W+/).flatMap((word) => [word, `${word}Model`])));
  expect([...types].filter((type) => !digested.has(type))).toEqual([]);
  expect([...types].filter((type) => !(`file of ${type}` in GOLDEN))).toEqual([]);
});

test('both binaries passed their self-checks in this process', () => {
  expect({ fit: fit.status.build, score: score.status.build }).toEqual({ fit: 'webassembly', score: 'webassembly' });
});
