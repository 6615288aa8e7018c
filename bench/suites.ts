/**
 * benny: one suite a model at the size of a small shop, for operations a second and their margins. Nothing is saved.
 * @module
 */
import benny from 'benny';
import { blobs, powerLaw } from './data.ts';
import type { Contender } from './interleave.ts';
import { ItemKNN } from 'kindred';
import { JAVASCRIPT as KMeansJs, kindred, plain as plainKMeans, WEBASSEMBLY } from './kmeans.ts';
import { interactionsJs, interactionsOf, JAVASCRIPT as ItemKNNJs, mapsOf, NEIGHBORS, plain as plainNeighbors } from './neighbors.ts';
import { neighbors as mapNeighbors } from './peers/maps.ts';
import { everyone, plain as plainRecommend } from './recommend.ts';

type Runs = Record<string, () => unknown>;

/** benny times calls itself: what a contender measures besides is its own clock. */
const calls = (list: readonly Contender[]): Runs => Object.fromEntries(list.map(({ name, measure }) => [name, measure]));

async function suite(name: string, runs: Runs): Promise<void> {
  const cases = Object.entries(runs).map(([label, run]) => benny.add(label, () => void (sink = run())));
  await benny.suite(name, benny.configure({ cases: { maxTime: 1, minSamples: 10 } }), ...cases, benny.cycle(), benny.complete());
}

let sink: unknown;
export const kept = () => sink;

export async function suites(only: string): Promise<void> {
  for (const [name, runs] of Object.entries(SUITES)) if (name.includes(only)) await suite(name, await runs());
}

const events = () => powerLaw(2000, 1000, 20000, false);

const SUITES: Record<string, () => Promise<Runs>> = {
  async 'k-means, 2,000 x 3, k = 5'() {
    const points = blobs(2000, 3, 5, 1);
    return {
      kindred: kindred(points, 300, WEBASSEMBLY),
      'kindred/js': kindred(points, 300, KMeansJs),
      ...calls(await plainKMeans(points, 300)),
    };
  },
  async 'neighbors, 2,000 x 1,000, 0/1'() {
    const [ready, readyJs, maps] = [interactionsOf(events()), interactionsJs(events()), mapsOf(events())];
    return {
      kindred: () => new ItemKNN({ nNeighbors: NEIGHBORS }).fit(ready),
      'kindred/js': () => new ItemKNNJs({ nNeighbors: NEIGHBORS }).fit(readyJs),
      ...calls([await plainNeighbors(events())]),
      'Map of Maps': () => mapNeighbors(maps, NEIGHBORS),
    };
  },
  async 'recommend all, 2,000 x 1,000, 0/1'() {
    const model = new ItemKNN({ nNeighbors: NEIGHBORS }).fit(interactionsOf(events()));
    const modelJs = new ItemKNNJs({ nNeighbors: NEIGHBORS }).fit(interactionsJs(events()));
    return { kindred: () => everyone(model), 'kindred/js': () => everyone(modelJs), ...calls(await plainRecommend(events())) };
  },
};
