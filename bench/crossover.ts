/**
 * Where WebAssembly loses: growing sizes, and each build forced. The door's own choice (LITTLE_WORK in src/kernels/engine.ts) should agree with the fastest.
 * @module
 */
import { ItemKNN, KMeans, Matrix, type Interactions } from 'kindred';
import type * as AssignWays from './contenders/assign.ts';
import type * as Lloyd from './contenders/lloyd.ts';
import type * as NeighborLoops from './contenders/neighbors.ts';
import type * as RecommendLoops from './contenders/recommend.ts';
import { blobs, powerLaw, rowsOf, type Events, type Points } from './data.ts';
import { fresh, median } from './interleave.ts';
import { interactionsJs, interactionsOf, JAVASCRIPT as ItemKNNJs, NEIGHBORS } from './neighbors.ts';
import { JAVASCRIPT as KMeansJs, kindred as kmeansRun } from './kmeans.ts';
import { figure, table } from './print.ts';
import { everyone } from './recommend.ts';

type Run = () => unknown;
interface Size {
  readonly name: string;
  /** kindred as it is, WebAssembly always, the JavaScript build, plain JavaScript. */
  readonly runs: readonly [Run, Run, Run, Run];
}

const HEAD = ['us a call', 'kindred', 'WebAssembly', 'JavaScript build', 'plain JavaScript', 'fastest'];

/** The library from its source, with a door that always opens to WebAssembly: the package itself has no such switch. */
async function forced() {
  Object.assign(globalThis, { ASC_FEATURE_SIMD: false }); // what the build defines; the JavaScript kernels are loaded too, and never run
  const { fit } = await import('../src/kernels/fit.ts');
  const { score } = await import('../src/kernels/score.ts');
  for (const engine of [fit, score] as { open: typeof fit.open }[]) {
    const open = engine.open;
    engine.open = (plan) => open(plan, Infinity);
  }
  const { KMeans, Matrix, ItemKNN, Interactions } = await import('../src/index.ts');
  return { KMeans, Matrix, ItemKNN, Interactions };
}
type Forced = Awaited<ReturnType<typeof forced>>;

export async function crossover(rounds: number): Promise<string> {
  const always = await forced();
  const lines: string[][] = [];
  for (const n of [20, 50, 100, 200, 500, 1000, 3000, 10000, 30000]) lines.push(await line(await kmeansAt(n, always), rounds));
  for (const n of [10, 30, 60, 100, 200, 500, 1000, 3000]) lines.push(await line(await neighborsAt(n, always), rounds));
  for (const n of [10, 30, 60, 100, 200, 500, 1000, 3000]) lines.push(await line(await recommendAt(n, always), rounds));
  return table([HEAD, ...lines]);
}

async function line({ name, runs }: Size, rounds: number): Promise<string[]> {
  const repeats = runs.map(calibrate);
  const times: number[][] = runs.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [r, run] of runs.entries()) {
      const start = performance.now();
      for (let i = 0; i < repeats[r]; i++) sink = run();
      if (round > 0) times[r].push((1000 * (performance.now() - start)) / repeats[r]);
    }
  }
  const us = times.map(median);
  const fastest = HEAD[2 + us.slice(1).indexOf(Math.min(...us.slice(1)))];
  return [name, ...us.map(figure), fastest];
}

let sink: unknown;
export const kept = () => sink;

/** Calls that together take about 10 ms, after 200 ms to warm up. */
function calibrate(run: Run): number {
  let calls = 0;
  const start = performance.now();
  while (performance.now() - start < 200) {
    sink = run();
    calls++;
  }
  return Math.max(1, Math.floor(calls / 20));
}

async function kmeansAt(n: number, always: Forced): Promise<Size> {
  const points: Points = blobs(n, 3, 5, 1);
  const { lloyd } = await fresh<typeof Lloyd>('./contenders/lloyd.ts');
  const { generated } = await fresh<typeof AssignWays>('./contenders/assign.ts');
  const assign = generated(3);
  const wasm = { Estimator: always.KMeans as unknown as typeof KMeans, Rows: always.Matrix as unknown as typeof Matrix };
  return {
    name: `k-means, ${n} x 3, k = 5`,
    runs: [
      kmeansRun(points, 100, { Estimator: KMeans, Rows: Matrix }),
      kmeansRun(points, 100, wasm),
      kmeansRun(points, 100, KMeansJs),
      () => lloyd(assign, points, 100),
    ],
  };
}

const eventsAt = (n: number): Events => powerLaw(2 * n, n, 12 * n, false);

const forcedInteractions = ({ user, item }: Events, { Interactions: Own }: Forced) =>
  Own.from({ user, item }, { user: 'user', item: 'item' }) as unknown as Interactions<number, number>;

async function neighborsAt(n: number, always: Forced): Promise<Size> {
  const events = eventsAt(n);
  const own = forcedInteractions(events, always);
  const [ready, readyJs] = [interactionsOf(events), interactionsJs(events)];
  const Always = always.ItemKNN as unknown as typeof ItemKNN;
  const { neighborsOfOnes } = await fresh<typeof NeighborLoops>('./contenders/neighbors.ts');
  const rows = rowsOf(ready, false);
  const options = { nNeighbors: NEIGHBORS };
  return {
    name: `neighbors, ${2 * n} users x ${n} items`,
    runs: [
      () => new ItemKNN(options).fit(ready),
      () => new Always(options).fit(own),
      () => new ItemKNNJs(options).fit(readyJs),
      () => neighborsOfOnes(rows, NEIGHBORS),
    ],
  };
}

async function recommendAt(n: number, always: Forced): Promise<Size> {
  const events = eventsAt(n);
  const ready = interactionsOf(events);
  const options = { nNeighbors: NEIGHBORS };
  const model = new ItemKNN(options).fit(ready);
  const modelWasm = new (always.ItemKNN as unknown as typeof ItemKNN)(options).fit(forcedInteractions(events, always));
  const modelJs = new ItemKNNJs(options).fit(interactionsJs(events));
  const { neighborsOfOnes } = await import('./contenders/neighbors.ts');
  const { listsForAll } = await fresh<typeof RecommendLoops>('./contenders/recommend.ts');
  const rows = rowsOf(ready, false);
  const table = neighborsOfOnes(rows, NEIGHBORS);
  return {
    name: `recommend all, ${2 * n} users x ${n} items`,
    runs: [() => everyone(model), () => everyone(modelWasm), () => everyone(modelJs), () => listsForAll(rows, table, NEIGHBORS, 10)],
  };
}
