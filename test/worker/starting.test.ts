// How threads are asked for, what happens where there are none, and that none keeps a process alive.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, test, vi } from 'vitest';
import { ranges } from '../../src/parts.js';
import { drain, drainAsync, type Progress, type Steps } from '../../src/progress.js';
import { workers } from '../../src/worker/index.js';
import { thrown } from '../support/files.js';
import { counters, FAIL } from './tasks.js';
import { data, fails, noProgram, parts, pool, program, sum, sumOf, until } from './threads.js';

describe('where no thread can be started', () => {
  const silent = () => new Worker('setInterval(() => {}, 1e6)', { eval: true });
  test.each<[string, () => Worker, RegExp]>([
    ['they may not be made', () => { throw new TypeError('not here'); }, /^no worker could be started: not here$/], // prettier-ignore
    ['the program is missing', () => new Worker(noProgram), /Cannot find module/],
    ['the program breaks', () => new Worker('throw new Error("broken program")', { eval: true }), /broken program/],
    ['the program ends', () => new Worker('process.exit(0)', { eval: true }), /it ended with code 0/],
  ])('because %s, the same is done in this thread', async (_, create, reason) => {
    const threads = await workers({ size: 3, create });
    expect(threads.status).toEqual({ where: 'this thread', reason: expect.stringMatching(reason) });
    expect(threads.size).toBe(1);
    const told: Progress[] = [];
    expect(await sum({ workers: threads, onProgress: (progress) => told.push(progress) })).toBe(await sum());
    expect(told.length).toBeGreaterThan(0);
    expect((await fails(sum({ workers: threads, signal: AbortSignal.abort() }))).code).toBe('cancelled');
    await threads.close();
  });

  test("because they are the web's in a runtime of Node's, and then end them", async () => {
    let ended = 0;
    const { status } = await workers({ create: () => ({ postMessage() {}, terminate: () => ended++ }) });
    expect([status.reason, ended]).toEqual(['no worker could be started: "create" must make a Worker of node:worker_threads here', 1]);
  });

  test('because it says nothing, too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const made = workers({ size: 2, create: silent });
      vi.advanceTimersByTime(30_000);
      expect((await made).status.reason).toContain('did not answer within 30 s');
      await pool(1);
      await workers({ create: () => new Worker(noProgram) });
      expect(vi.getTimerCount()).toBe(0); // nor is anybody else waited for
    } finally {
      vi.useRealTimers();
    }
  });

  test('any more after one was lost, the call fails and the next is done in this thread', async () => {
    let made = 0;
    const create = () => new Worker(made++ === 0 ? program : noProgram);
    const threads = await workers({ size: 1, create });
    await fails(threads.map(FAIL, {}, parts([0, 'exit'])));
    const error = await fails(sum({ workers: threads }));
    expect([error.code, error.message]).toEqual([
      'worker-lost',
      expect.stringMatching(/^no worker could be started for "summing": Cannot find/),
    ]);
    expect(await sum({ workers: threads })).toBe(await sum());
    await threads.close();
  });

  test('but some can, they do it all', async () => {
    let made = 0;
    const create = () => new Worker(made++ === 0 ? program : noProgram);
    const threads = await pool(4, create);
    const waits = parts(...Array.from({ length: 40 }, () => [10, 'not'] as const));
    expect(await threads.map(FAIL, {}, waits)).toHaveLength(40);
    await until(() => threads.size === 1);
    expect(threads.status.where).toBe('threads');
    expect(await sum({ workers: threads })).toBe(await sum());
  });
});

describe('asking for threads', () => {
  test('refuses what is none', async () => {
    for (const size of [0, -1, 1.5, NaN, 257, '2', null]) {
      const error = await fails(workers(size as number));
      expect(error.code, String(size)).toBe('invalid-option');
    }
    expect((await fails(workers(0))).message).toBe('"size" must be an integer from 1 to 256, got 0');
    expect((await fails(workers({ create: 'worker.js' } as never))).message).toContain('"create" must be a function');
    expect((await fails(workers({ sise: 2 } as never))).message).toContain('did you mean "size"');
  });

  test('is not a number, and has no place in calls that do not wait', async () => {
    const steps = () => sumOf({ data, counters: counters() });
    for (const wrong of [4, null, {}, Promise.resolve()]) {
      const error = await fails(drainAsync(steps(), { workers: wrong as never }));
      expect([error.code, error.message]).toEqual(['invalid-option', expect.stringContaining("import { workers } from 'kindred/worker'")]);
    }
    const threads = await pool(1);
    expect(thrown(() => drain(steps(), { workers: threads })).message).toContain('use fitAsync instead of fit');
  });

  test('needs no thread for what does not fall into parts', async () => {
    function* steps(): Steps<number> {
      yield { done: 1, total: 1, stage: 'one step' };
      return 5;
    }
    expect(await drainAsync(steps(), { workers: await pool(1) })).toBe(5);
  });
});

describe('a process', () => {
  /** A program that uses the built package, with flags that do not fit a thread. */
  const run = (code: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      encoding: 'utf8',
      timeout: 60_000,
      killSignal: 'SIGKILL',
    }).trim();

  test('ends by itself: threads that wait do not keep it', () => {
    expect(run("import { workers } from 'kindred/worker'; console.log((await workers(2)).status.where);")).toBe('threads');
  });

  test('of kindred/js has threads of kindred/js, which never touch WebAssembly', () => {
    const code = `
      import { workers } from 'kindred/js/worker';
      import { readFileSync } from 'node:fs';
      const pool = await workers({ size: 1 });
      console.log(pool.status.where, import.meta.resolve('#threads/js').endsWith('dist/js/src/node/threads.js'));`;
    expect(run(code)).toBe('threads true');
    for (const file of ['dist/js/src/worker/thread.js', 'dist/js/src/worker/threads.js']) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/WebAssembly\.(Module|Instance)|#wasm|#threads"/);
    }
  });
});

test("a browser's thread is one file that imports nothing", async () => {
  const { metafile } = await build({ entryPoints: ['dist/src/worker/thread.js', 'dist/js/src/worker/thread.js'], outdir: 'x', bundle: true, write: false, metafile: true }); // prettier-ignore
  expect(Object.keys(metafile.inputs)).toHaveLength(2);
  expect(Object.values(metafile.inputs).flatMap(({ imports }) => imports)).toEqual([]);
});

test('ranges cover all, in order, none empty', () => {
  for (const [n, count] of [
    [0, 3],
    [1, 3],
    [10, 3],
    [10, 10],
    [7, 100],
  ]) {
    // prettier-ignore
    const list = ranges(n, count);
    expect(list.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual([...Array(n).keys()]);
    expect(list.length).toBe(Math.min(n, count));
  }
});
