// Threads: the same results with any number of them and without, and a clean end of whatever goes wrong. Real threads of Node, with tasks of the tests.
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { KindredError } from '../../src/errors.js';
import { partsHere, ranges } from '../../src/parts.js';
import { drain, drainAsync, type Progress, type Steps } from '../../src/progress.js';
import { counters, FAIL, NESTED, SPIN, STAGES, SUM, UNKNOWN, type Counters } from './tasks.js';
import { data, fails, parts, pool, program, sum, sumOf, until } from './threads.js';

/** Nothing computes any more: the counter stands still. */
async function expectRest(count: Counters): Promise<void> {
  const before = Atomics.load(count, 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(Atomics.load(count, 2)).toBe(before);
}

/** Resolves when threads are at work. */
const atWork = (count: Counters) => until(() => Atomics.load(count, 2) > 0);

describe('threads', () => {
  test.each([1, 2, 4])('%d of them give what none gives', async (size) => {
    const threads = await pool(size);
    expect(threads.size).toBe(size);
    expect(threads.status.where).toBe('threads');
    const count = counters();
    const expected = drain(sumOf({ data, counters: count }));
    expect([...count]).toEqual([1, 1, data.length]);
    expect(await sum({ workers: threads })).toBe(expected);
    expect(await sum()).toBe(expected);
  });

  test('really do the work: the caller opens nothing, each thread once, and all close', async () => {
    const threads = await pool(2);
    const opened: unknown[] = [];
    const here: typeof SUM = { ...SUM, open: (shared) => opened.push(shared) };
    const count = counters();
    const results = await threads.map(here, { data, counters: count }, ranges(data.length, 16));
    expect(results.map(({ sum }) => sum)).toEqual(
      ranges(data.length, 16).map(({ from, to }) => data.slice(from, to).reduce((a, b) => a + b, 0)),
    );
    expect(opened).toEqual([]);
    expect(count[2]).toBe(data.length);
    expect(count[0]).toBeGreaterThanOrEqual(1);
    expect(count[0]).toBeLessThanOrEqual(2);
    await until(() => count[1] === count[0]);
  });

  test('are sent what all parts need once each', async () => {
    let sent = 0;
    const shared = { inner: { get data() { return sent++; } } }; // prettier-ignore
    await (await pool(2)).map(FAIL, shared, parts(...Array.from({ length: 20 }, () => [1, 'not'] as const)));
    expect(sent).toBeGreaterThanOrEqual(1);
    expect(sent).toBeLessThanOrEqual(2);
  });

  test('get a copy of the data asked for, not of what lies beside it', async () => {
    const large = new Float64Array(1000);
    const [{ bytes }] = await (await pool(1)).map(SUM, { data: large.subarray(10, 20), counters: counters() }, ranges(10, 1));
    expect(bytes).toBe(80);
  });

  test('do several jobs at a time, turn by turn', async () => {
    const threads = await pool(2);
    const order: string[] = [];
    const tell = (name: string) => ({ onProgress: ({ done, total }: Progress) => void (done === total && order.push(name)) });
    const long = threads.map(FAIL, {}, parts(...Array.from({ length: 40 }, () => [5, 'not'] as const)), tell('long'));
    const short = Array.from({ length: 3 }, () => sum({ workers: threads, ...tell('short') }));
    const expected = await sum();
    expect(await Promise.all(short)).toEqual([expected, expected, expected]);
    expect((await long).length).toBe(40);
    expect(order.at(-1)).toBe('long');
  });

  test('take no part, one part, and parts in parts', async () => {
    const threads = await pool(3);
    expect(await threads.map(SUM, { data, counters: counters() }, [])).toEqual([]);
    const here = await sum();
    const nested = await threads.map(NESTED, { data, counters: counters() }, [1]);
    expect(nested[0]).toBeCloseTo(here, 2);
  });

  test.each([0, 1, 4])('tell how far all parts are together, forward only: %d', async (size) => {
    const told: Progress[] = [];
    await sum({ workers: size > 0 ? await pool(size) : undefined, onProgress: (progress) => told.push(progress) });
    for (const { total, stage } of told) expect([total, stage]).toEqual([16, 'summing']);
    const done = told.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done[0]).toBe(0);
    expect(done.at(-1)).toBeGreaterThan(15.9);
    expect(new Set(done).size).toBeGreaterThan(10);
  });
});

test('a part of several stages does not go back', async () => {
  const told: number[] = [];
  await (await pool(2)).map(STAGES, {}, [150, 150, 150], { onProgress: ({ done }) => told.push(done) });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.filter((done) => !Number.isInteger(done)).length).toBeGreaterThan(3);
});

describe('a job that is cancelled', () => {
  test('leaves no thread at work, and the pool fit for more', async () => {
    const threads = await pool(2);
    const count = counters();
    const stop = new AbortController();
    const spinning = fails(threads.map(SPIN, { counters: count }, [1, 2, 3], { signal: stop.signal }));
    await atWork(count);
    const beside = sum({ workers: threads });
    stop.abort('enough');
    const error = await spinning;
    expect([error.code, error.cause]).toEqual(['cancelled', 'enough']);
    expect(error.message).toBe('cancelled in "spinning", after 0 of 3');
    await expectRest(count);
    expect(await beside).toBe(await sum());
    expect(await sum({ workers: threads })).toBe(await sum());
  });

  test('in parts that say nothing, too, and only when their threads have ended', async () => {
    let ended = 0;
    const threads = await pool(1, () => new Worker(program).on('exit', () => ended++));
    const stop = new AbortController();
    const endless = fails(threads.map(FAIL, {}, parts([1e9, 'not'], [1e9, 'not']), { signal: stop.signal }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    stop.abort();
    expect([(await endless).code, ended]).toEqual(['cancelled', 1]);
  });

  test('before it starts does nothing', async () => {
    const count = counters();
    const error = await fails(sum({ workers: await pool(1), signal: AbortSignal.abort() }, count));
    expect(error.code).toBe('cancelled');
    expect([...count]).toEqual([0, 0, 0]);
  });

  test('from onProgress is told of once, and closes the steps', async () => {
    const stop = new AbortController();
    let told = 0;
    let closed = false;
    function* steps(): Steps<number> {
      try {
        return yield* sumOf({ data, counters: counters() });
      } finally {
        closed = true;
      }
    }
    const onProgress = () => {
      told++;
      stop.abort();
    };
    const error = await fails(drainAsync(steps(), { workers: await pool(2), signal: stop.signal, onProgress }));
    expect([error.code, told, closed]).toEqual(['cancelled', 1, true]);
  });

  test('without threads closes the part that is at work', async () => {
    const count = counters();
    const stop = new AbortController();
    const spinning = fails(
      drainAsync(partsHere(SPIN, { counters: count }, [1, 2]), { signal: stop.signal, onProgress: () => stop.abort() }),
    );
    expect([(await spinning).code, ...count]).toEqual(['cancelled', 0, 1, 1]);
  });

  test('by an error of onProgress fails with that error', async () => {
    const threads = await pool(2);
    const boom = new Error('from the caller');
    const onProgress = ({ done }: Progress) => {
      if (done > 1) throw boom;
    };
    expect(await fails(sum({ workers: threads, onProgress }))).toBe(boom);
    expect(await sum({ workers: threads })).toBe(await sum());
  });
});

describe('an error in a thread', () => {
  test('comes back as it was thrown', async () => {
    const threads = await pool(2);
    const ours = await fails(threads.map(FAIL, {}, parts([0, 'kindred'])));
    expect(ours).toBeInstanceOf(KindredError);
    expect([ours.code, ours.message]).toEqual(['too-large', 'after 0']);
    const other = await fails(threads.map(FAIL, {}, parts([0, 'plain'])));
    expect([other.name, other.message]).toEqual(['RangeError', 'after 0']);
    expect(other.stack).toContain('program.mjs');
    expect(await sum({ workers: threads })).toBe(await sum());
  });

  test('is that of the first part, as in one thread, however late', async () => {
    const threads = await pool(3);
    await threads.map(FAIL, {}, parts([100, 'not'], [100, 'not'], [100, 'not'])); // all are awake
    const list = parts([0, 'not'], [200, 'kindred'], [10, 'plain'], [0, 'not']);
    expect((await fails(threads.map(FAIL, {}, list))).message).toBe('after 200');
  });

  test('ends what comes after it at once', async () => {
    const threads = await pool(2);
    const endless = parts([0, 'kindred'], [1e9, 'not'], [1e9, 'not']);
    expect((await fails(threads.map(FAIL, {}, endless))).code).toBe('too-large');
    expect(await sum({ workers: threads })).toBe(await sum());
  });

  test('that ends the thread is an error, not a wait, and the next call has a new thread', async () => {
    const threads = await pool(2);
    const error = await fails(threads.map(FAIL, {}, parts([0, 'exit'], [0, 'not'])));
    expect([error.code, error.message]).toEqual(['worker-lost', 'a worker ended in "failing": it ended with code 7']);
    expect(await sum({ workers: threads })).toBe(await sum());
  });

  test('says when the program does not know the task, or the data cannot be sent', async () => {
    const threads = await pool(1);
    const unknown = await fails(threads.map(UNKNOWN, {}, [1]));
    expect([unknown.code, unknown.message]).toEqual(['unsupported', expect.stringContaining('does not know "test unknown"')]);
    expect((await fails(threads.map(FAIL, { f: () => 1 }, parts([0, 'not'])))).name).toBe('DataCloneError');
    expect(await sum({ workers: threads })).toBe(await sum());
  });
});

describe('closing', () => {
  test('ends threads that wait', async () => {
    let ended = 0;
    const threads = await pool(1, () => new Worker(program).on('exit', () => ended++));
    await threads.close();
    expect(ended).toBe(1);
  });

  test('ends what is at work, and refuses more', async () => {
    const threads = await pool(2);
    const count = counters();
    const spinning = fails(threads.map(SPIN, { counters: count }, [1, 2, 3]));
    await atWork(count);
    await threads.close();
    await expectRest(count);
    expect((await spinning).code).toBe('cancelled');
    expect((await fails(sum({ workers: threads }))).message).toContain('"workers" must be open');
    await threads.close();
  });
});
