// A million scorings and ten thousand fits, every third of which is cancelled or throws, leave memory as it was: in Node, on a page in Chromium, in workerd.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Page } from '../runtimes/browser';
import { withBundleOf } from '../runtimes/bundle';
import { ROOT } from '../runtimes/entry';
import { hasChromium, launchChromium, workerdPath } from '../runtimes/installed';
import { within } from '../runtimes/within';
import { askWorkerd, DEPLOYED } from '../runtimes/workerd';
import { testWith } from '../support/needs';

const FIRST = 200_000;
const SCORINGS = 1_000_000;
const FITS = 10_000;
const FIRST_FITS = 2_000;
/** On two threads; a third of them, in three rounds. */
const THREADED = 306;
/** Megabytes: eight bytes kept of each scoring, or eighty of each fit, would be as much or more. */
const SLACK = 3;

/** What each program begins with: the counter of instances before the package. */
const PROGRAM = `
import { endurance, inWebAssembly } from ${JSON.stringify(join(ROOT, 'test/robustness/endurance.js'))};
import * as kindred from 'kindred';
const { scorings, fits } = endurance(kindred);`;

interface Used {
  /** In megabytes after a garbage collection: with the first scorings, with all, with the first fits, with all. */
  readonly megabytes: readonly number[];
  readonly ends: { whole: number; cancelled: number; thrown: number };
  readonly instances: number;
  readonly called: readonly string[];
}

/** The most instances that two binaries need: their first ones, and one for each session that is open at once. */
const INSTANCES = 4;

function expectFlat({ megabytes: [some, all, few, many], ends, instances, called }: Used): void {
  expect({ scorings: all - some < SLACK, fits: many - few < SLACK }, `${[some, all, few, many].join(', ')} MB`).toEqual({
    scorings: true,
    fits: true,
  });
  expectEnds(ends);
  expectInstances({ instances, called });
  expect(called).toEqual(expect.arrayContaining(['nearest', 'neighborsOfWholes', 'logisticCurve']));
}

function expectInstances({ instances, called }: Pick<Used, 'instances' | 'called'>): void {
  expect(called).toContain('nearest');
  expect(instances).toBeGreaterThan(0);
  expect(instances).toBeLessThanOrEqual(INSTANCES);
}

function expectEnds({ whole, cancelled, thrown }: Used['ends']): void {
  const n = FITS - FIRST_FITS;
  expect(whole + cancelled + thrown).toBe(n);
  expect([cancelled, thrown].every((some) => some > n / 7)).toBe(true);
}

test('Node', async () => {
  const program = `${PROGRAM}
    const used = () => (gc(), gc(), (process.memoryUsage().heapUsed + process.memoryUsage().external) / 1048576);
    const megabytes = [];
    scorings(${FIRST}); megabytes.push(used());
    scorings(${SCORINGS - FIRST}); megabytes.push(used());
    fits(${FIRST_FITS}); megabytes.push(used());
    const ends = fits(${FITS - FIRST_FITS}); megabytes.push(used());
    console.log(JSON.stringify({ megabytes, ends, ...inWebAssembly() }));`;
  const run = promisify(execFile)(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program], {
    cwd: ROOT,
    timeout: 300_000,
    killSignal: 'SIGKILL',
  });
  expectFlat(JSON.parse((await run).stdout) as Used);
});

test('threads in Node', async () => {
  const program = `
    import { KMeans, Matrix } from 'kindred';
    import { workers } from 'kindred/worker';
    const X = Matrix.from(Float64Array.from({ length: 2000 }, (_, i) => ((i * 7919) % 1009) / 100), 4);
    const pool = await workers(2);
    const ends = { whole: 0, cancelled: 0 };
    const fits = async (n) => {
      for (let i = 0; i < n; i++) {
        const stop = new AbortController();
        const onProgress = ({ done }) => i % 3 === 0 && done > 0 && stop.abort();
        try {
          await new KMeans({ nClusters: 3, nInit: 4, maxIter: 5 }).fitAsync(X, { workers: pool, onProgress, signal: stop.signal });
          ends.whole++;
        } catch (error) {
          if (error.code !== 'cancelled') throw error;
          ends.cancelled++;
        }
      }
      gc(); gc();
      const { heapUsed, external, rss } = process.memoryUsage();
      return { used: (heapUsed + external) / 1048576, rss: rss / 1048576 };
    };
    const found = [await fits(${THREADED / 3}), await fits(${THREADED / 3}), await fits(${THREADED / 3})];
    const { where } = pool.status;
    await pool.close();
    console.log(JSON.stringify({ found, ends, where }));`;
  const run = promisify(execFile)(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program], {
    cwd: ROOT,
    timeout: 300_000,
    killSignal: 'SIGKILL',
  });
  const { found, ...rest } = JSON.parse((await run).stdout) as { found: { used: number; rss: number }[]; ends: object; where: string };
  expect(rest).toEqual({ where: 'threads', ends: { whole: (THREADED * 2) / 3, cancelled: THREADED / 3 } });
  const [, middle, last] = found;
  expect(last.used - middle.used, JSON.stringify(found)).toBeLessThan(SLACK);
  // of the threads too: a cancelled one is ended, and one that stayed would hold some megabytes
  expect(last.rss - middle.rss, JSON.stringify(found)).toBeLessThan(60);
});

testWith('Chromium and `npm ci --prefix test/runtimes`', hasChromium())('Chromium', async () => {
  const used = await withBundleOf(
    `${PROGRAM} Object.assign(globalThis, { scorings, fits, inWebAssembly });`,
    { platform: 'browser' },
    async ({ folder }) => {
      const server = createServer(({ url = '' }, response) => {
        response.setHeader('Content-Type', url === '/' ? 'text/html' : 'text/javascript');
        response.end(url === '/' ? '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>' : readFileSync(join(folder, 'app.js'))); // prettier-ignore
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { timeout: 60_000 });
        return await within(300_000, 'the page', onPage(page));
      } finally {
        await within(30_000, 'closing Chromium', browser.close());
        server.closeAllConnections();
        server.close();
      }
    },
  );
  expectFlat(used);
});

async function onPage(page: Page): Promise<Used> {
  const session = await page.context().newCDPSession(page);
  const used = async () => {
    for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage', {});
    const heap = (await session.send('Runtime.getHeapUsage', {})) as { usedSize: number; backingStorageSize?: number };
    return (heap.usedSize + (heap.backingStorageSize ?? 0)) / 1048576;
  };
  const after = async (call: string) => (await page.evaluate(call), used());
  const megabytes = [await after(`scorings(${FIRST})`), await after(`scorings(${SCORINGS - FIRST})`), await after(`fits(${FIRST_FITS})`)];
  const ends = (await page.evaluate(`fits(${FITS - FIRST_FITS})`)) as Used['ends'];
  megabytes.push(await used());
  return { megabytes, ends, ...((await page.evaluate('inWebAssembly()')) as { instances: number; called: string[] }) };
}

const testInWorkerd = testWith('workerd: `npm ci --prefix test/runtimes`', workerdPath() !== undefined);

testInWorkerd('workerd, scorings', async () => {
  const { answer, megabytes } = await inWorkerd(`scorings(${SCORINGS}); return Response.json(inWebAssembly());`);
  expectInstances(answer);
  const [early, late] = [megabytes.slice(megabytes.length / 4, megabytes.length / 2), megabytes.slice(-megabytes.length / 5)];
  expect(early.length).toBeGreaterThan(3);
  expect(Math.min(...late), `${megabytes.join(', ')} MB`).toBeLessThan(Math.max(...early) + 20);
});

// no collection can be asked for, and V8 itself frees what lies outside its heap only when that is some hundred megabytes: three times as many fits
testInWorkerd('workerd, fits', async () => {
  const { answer, megabytes } = await inWorkerd(
    `fits(${2 * FITS + FIRST_FITS}); const ends = fits(${FITS - FIRST_FITS}); return Response.json({ ends, ...inWebAssembly() });`,
  );
  expectEnds((answer as Used).ends);
  expectInstances(answer);
  const third = Math.floor(megabytes.length / 3);
  expect(third).toBeGreaterThan(3);
  const [middle, last] = [megabytes.slice(third, 2 * third), megabytes.slice(-third)].map((sizes) => Math.max(...sizes));
  // ten thousand fits: 4 kB kept of each would be 40 MB
  expect(last, `${megabytes.join(', ')} MB`).toBeLessThan(middle + 30);
});

/** What a worker answers, and what its process held every 25 ms. */
async function inWorkerd(work: string): Promise<{ answer: Pick<Used, 'instances' | 'called'>; megabytes: number[] }> {
  const sizes: number[] = [];
  const timer = setInterval(() => sizes.push(residentOf('workerd')), 25); // a million scorings may take a second
  try {
    const program = `${PROGRAM} export default { fetch: async () => { ${work} } };`;
    const answer = await withBundleOf(program, DEPLOYED, ({ folder }) =>
      askWorkerd(folder, readdirSync(folder).sort(), '2025-05-01', 300_000),
    );
    return { answer: answer as Used, megabytes: sizes.filter((size) => size > 0) };
  } finally {
    clearInterval(timer);
  }
}

/** Megabytes that a process started by this one holds; 0 where there is none. */
function residentOf(name: string): number {
  const status = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      return ''; // it ended meanwhile
    }
  };
  const ours = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).map(status).find((text) => text.startsWith(`Name:\t${name}\n`) && text.includes(`\nPPid:\t${process.pid}\n`)); // prettier-ignore
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(ours ?? '')?.[1] ?? 0) / 1024);
}
