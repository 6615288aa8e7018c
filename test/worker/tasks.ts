// Tasks that only the pool's own tests have: what threads may do wrong, and counters in shared memory that tell what they really did.
import { KindredError } from '../../src/errors.js';
import { inParts, ranges, type Range, type Task } from '../../src/parts.js';
import type { Steps } from '../../src/progress.js';

/** Shared by all threads, as no real task may: `[opens, closes, steps]`. */
export type Counters = Int32Array<SharedArrayBuffer>;
export const counters = (): Counters => new Int32Array(new SharedArrayBuffer(12));

/** Partial sums of numbers whose sum depends on the order, part by part. */
export const SUM: Task<{ data: Float64Array; counters: Counters }, Range, { sum: number; bytes: number }> = {
  name: 'test sum',
  stage: 'summing',
  open(shared) {
    Atomics.add(shared.counters, 0, 1);
    return shared;
  },
  *steps({ data, counters }: { data: Float64Array; counters: Counters }, { from, to }) {
    let sum = 0;
    for (let i = from; i < to; i++) {
      sum += data[i];
      Atomics.add(counters, 2, 1);
      if (i % 64 === 0) yield { done: (2 * (i - from)) % (to - from), total: to - from, stage: 'one part, in two stages' };
    }
    return { sum, bytes: data.buffer.byteLength };
  },
  close: ({ counters }: { counters: Counters }) => void Atomics.add(counters, 1, 1),
};

/** A part of two stages, each half of its milliseconds. */
export const STAGES: Task<object, number, null> = {
  name: 'test stages',
  stage: 'going on',
  open: (shared) => shared,
  *steps(_, ms) {
    const start = performance.now();
    for (let passed = 0; passed < ms; passed = performance.now() - start) yield { done: (2 * passed) % ms, total: ms, stage: '' };
    return null;
  },
};

/** Steps without end; closed, they count as such. */
export const SPIN: Task<{ counters: Counters }, number, never> = {
  name: 'test spin',
  stage: 'spinning',
  open: (shared) => shared,
  *steps({ counters }: { counters: Counters }) {
    try {
      for (;;) {
        Atomics.add(counters, 2, 1);
        yield { done: 0, total: 1, stage: '' };
      }
    } finally {
      Atomics.add(counters, 1, 1);
    }
  },
};

/** Each part waits as long as it says, in a loop, then fails as it says. */
export const FAIL: Task<object, { ms: number; how: 'not' | 'kindred' | 'plain' | 'exit' }, string> = {
  name: 'test fail',
  stage: 'failing',
  open: (shared) => shared,

  *steps(_, { ms, how }) {
    for (const until = performance.now() + ms; performance.now() < until;);
    if (how === 'kindred') throw new KindredError('too-large', `after ${ms}`);
    if (how === 'plain') throw new RangeError(`after ${ms}`);
    if (how === 'exit') process.exit(7);
    return `done after ${ms}`;
  },
};

/** A part that falls into parts itself. */
export const NESTED: Task<{ data: Float64Array; counters: Counters }, number, number> = {
  name: 'test nested',
  stage: 'nesting',
  open: (shared) => shared,
  *steps(shared: { data: Float64Array; counters: Counters }, times): Steps<number> {
    const sums = yield* inParts(SUM, shared, ranges(shared.data.length, 8));
    return times * sums.reduce((total, { sum }) => total + sum, 0);
  },
};

/** What the program of the tests does not know. */
export const UNKNOWN: Task<object, number, number> = { ...(NESTED as unknown as Task<object, number, number>), name: 'test unknown' };

export const TEST_TASKS = [SUM, STAGES, SPIN, FAIL, NESTED];
