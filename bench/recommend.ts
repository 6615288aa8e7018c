/**
 * The top 10 for every user from a fitted model. kindred scores in f64 and gives lists of objects; plain JavaScript is timed both with and without making them.
 * @module
 */
import { ItemKNN, type ItemKNNModel } from 'kindred';
import type * as RecommendLoops from './contenders/recommend.ts';
import { missing, powerLaw, purchases, ratings, rowsOf, type Events } from './data.ts';
import { fresh, timed, type Case, type Contender } from './interleave.ts';
import { interactionsJs, interactionsOf, JAVASCRIPT, mapsOf, NEIGHBORS } from './neighbors.ts';
import type { Options } from './options.ts';
import { neighbors as mapNeighbors, recommend as mapRecommend } from './peers/maps.ts';

export const TOP = 10;

export type All = ReturnType<typeof everyone>;

export const everyone = (model: ItemKNNModel<number, number>) => [...model.recommendAll({ k: TOP })];

export function answerOf(all: All): number {
  let sum = 0;
  for (const { items } of all) for (const { score } of items) sum += score;
  return sum;
}

/** With the table made by the plain neighbors, which is part of the model. */
export async function plain(events: Events): Promise<Contender[]> {
  const { neighborsOfOnes, neighborsOfWholes } = await import('./contenders/neighbors.ts');
  const rows = rowsOf(interactionsOf(events), events.value !== undefined);
  const table = (events.value ? neighborsOfWholes : neighborsOfOnes)(rows, NEIGHBORS);
  const { topForAll } = await fresh<typeof RecommendLoops>('./contenders/recommend.ts');
  const { listsForAll } = await fresh<typeof RecommendLoops>('./contenders/recommend.ts');
  return [
    timed(
      'plain',
      'plain JavaScript, typed arrays out',
      () => topForAll(rows, table, NEIGHBORS, TOP),
      ({ scores }) => scores.reduce((a, b) => a + b, 0),
    ),
    timed(
      'also',
      'plain JavaScript, objects out',
      () => listsForAll(rows, table, NEIGHBORS, TOP),
      (lists) => lists.flat().reduce((sum, { score }) => sum + score, 0),
    ),
  ];
}

async function contenders(events: Events): Promise<Contender[]> {
  const model = new ItemKNN({ nNeighbors: NEIGHBORS }).fit(interactionsOf(events));
  const modelJs = new JAVASCRIPT({ nNeighbors: NEIGHBORS }).fit(interactionsJs(events));
  const maps = mapsOf(events);
  const table = mapNeighbors(maps, NEIGHBORS);
  return [
    timed('kindred', 'kindred', () => everyone(model), answerOf),
    timed('js', 'kindred/js (JavaScript build)', () => everyone(modelJs), answerOf),
    ...(await plain(events)),
    timed(
      'peer',
      'Map and sort',
      () => mapRecommend(maps, table, TOP),
      (lists) => [...lists.values()].flat().reduce((sum, [, score]) => sum + score, 0),
    ),
  ];
}

export function recommendCases(options: Options): Case[] {
  const one = (name: string, events: () => Events, why?: string): Case => ({
    name: `recommend all, top ${TOP}, ${name}`,
    prepare: () => contenders(events()),
    missing: why,
  });
  return [
    one('ml-latest-small', () => ratings(options.data), missing(options.data, 'ml-latest-small')),
    one('online-retail', () => purchases(options.data), missing(options.data, 'online-retail')),
    one('power law 20,000 x 5,000, 0/1', () => powerLaw(20000, 5000, 300000, false)),
  ];
}
