/**
 * One person after the other: a history of 50 items in, the 10 best others out, from a table of 10,000 items x 50 neighbors that is held. Milliseconds for
 * 1,000 people. Everyone is given lists of item numbers and gives lists of objects.
 * @module
 */
import { ItemKNN, ItemKNNModel } from 'kindred';
import type * as RecommendLoops from './contenders/recommend.ts';
import { generator, powerLaw, rowsOf } from './data.ts';
import { fresh, timed, type Case, type Contender } from './interleave.ts';
import { interactionsJs, interactionsOf, JAVASCRIPT, NEIGHBORS } from './neighbors.ts';
import { recommendOne } from './peers/maps.ts';

const [ITEMS, HISTORY, PEOPLE, TOP] = [10_000, 50, 1000, 10];

type Suggestions = readonly { readonly score: number }[];

/** Distinct items, popular ones more often. */
function histories(): number[][] {
  const random = generator(50);
  return Array.from({ length: PEOPLE }, () => {
    const history = new Set<number>();
    while (history.size < HISTORY) history.add(Math.floor(ITEMS * random() ** 3));
    return [...history];
  });
}

function answerOf(lists: readonly Suggestions[]): number {
  let sum = 0;
  for (const list of lists) for (const { score } of list) sum += score;
  return sum;
}

async function contenders(): Promise<Contender[]> {
  const events = powerLaw(20_000, ITEMS, 600_000, false);
  const people = histories();
  const recipe = { nNeighbors: NEIGHBORS };
  const model = ItemKNNModel.fromBytes<number, number>(new ItemKNN(recipe).fit(interactionsOf(events)).toBytes({ users: false }));
  const modelJs = new JAVASCRIPT(recipe).fit(interactionsJs(events));
  if (model.items.size !== ITEMS) throw new Error(`some of ${ITEMS} items have no events`); // numbers are ids then
  const { neighborsOfOnes } = await import('./contenders/neighbors.ts');
  const table = neighborsOfOnes(rowsOf(interactionsOf(events), false), NEIGHBORS);
  const plain = async (name: 'scannerOf' | 'collectorOf', title: string) => {
    const score = (await fresh<typeof RecommendLoops>('./contenders/recommend.ts'))[name](table, ITEMS, NEIGHBORS, TOP);
    return timed('plain', title, () => people.map(score), answerOf);
  };
  const maps = new Map<number, [number, number][]>();
  for (let i = 0; i < ITEMS; i++) {
    const places = Array.from({ length: NEIGHBORS }, (_, e) => i * NEIGHBORS + e).filter((p) => table.ids[p] >= 0);
    maps.set(
      i,
      places.map((p): [number, number] => [table.ids[p], table.cosines[p]]),
    );
  }
  return [
    timed('kindred', 'kindred', () => people.map((history) => model.recommend({ history }, { k: TOP })), answerOf),
    timed('js', 'kindred/js (JavaScript build)', () => people.map((history) => modelJs.recommend({ history }, { k: TOP })), answerOf),
    await plain('scannerOf', 'plain JavaScript, all scores scanned'),
    await plain('collectorOf', 'plain JavaScript, only touched scores'),
    timed(
      'peer',
      'Map and sort',
      () => people.map((history) => recommendOne(new Map(history.map((item) => [item, 1])), maps, TOP)),
      (lists) => lists.flat().reduce((sum, [, score]) => sum + score, 0),
    ),
  ];
}

export const scoreUserCases = (): Case[] => [
  { name: `score a user, table 10,000 x ${NEIGHBORS}, history ${HISTORY}, top ${TOP}`, prepare: contenders },
];
