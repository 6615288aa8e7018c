// What the tests of threads share: pools of real threads that run the tests' program, and a call that falls into parts.
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import type { KindredError } from '../../src/errors.js';
import { inParts, ranges } from '../../src/parts.js';
import { drainAsync, type LongWork, type Steps } from '../../src/progress.js';
import { workers, type WorkerPool } from '../../src/worker/index.js';
import { generator } from '../support/random.js';
import { counters, SUM, type Counters } from './tasks.js';

const folder = mkdtempSync(resolve('build', 'worker-'));
export const program = join(folder, 'program.mjs');
export const noProgram = join(folder, 'none.mjs');
beforeAll(() =>
  build({
    entryPoints: ['test/worker/program.ts'],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['#threads'],
  }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pools: WorkerPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((made) => made.close())));

/** Threads, closed after the test. */
export async function pool(size: number, create = () => new Worker(program)): Promise<WorkerPool> {
  const made = await workers({ size, create });
  pools.push(made);
  expect(made.status.where).toBe('threads'); // or everything would pass without them
  return made;
}

const random = generator(3);
export const data = Float64Array.from({ length: 40_000 }, () => 1e6 * random() - random());

/** A call like those of the estimators: 16 parts whatever the number of threads. */
export function* sumOf(shared: { data: Float64Array; counters: Counters }): Steps<number> {
  const sums = yield* inParts(SUM, shared, ranges(data.length, 16));
  return sums.reduce((total, { sum }) => total + sum, 0);
}
export const sum = (work?: LongWork, count = counters()) => drainAsync(sumOf({ data, counters: count }), work);

/** On a busy machine too. */
export const until = (met: () => boolean) => vi.waitUntil(met, { timeout: 20_000, interval: 1 });

/** The error of a call. */
export async function fails(call: Promise<unknown>): Promise<KindredError> {
  const error: unknown = await call.then(() => undefined, (reason: unknown) => reason); // prettier-ignore
  if (!(error instanceof Error)) throw new Error('it did not fail');
  return error as KindredError;
}

type How = 'not' | 'kindred' | 'plain' | 'exit';
/** Parts of FAIL. */
export const parts = (...list: (readonly [ms: number, how: How])[]) => list.map(([ms, how]) => ({ ms, how }));
