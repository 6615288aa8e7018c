/**
 * Item neighbors, top 50. kindred is given Interactions, the plain contenders the ready compressed rows under them; making Interactions is a row of its own.
 * @module
 */
import { Interactions, ItemKNN, type ItemKNNModel } from 'kindred';
import { Interactions as InteractionsJs, ItemKNN as ItemKNNJs } from 'kindred/js';
import type * as NeighborLoops from './contenders/neighbors.ts';
import { missing, powerLaw, purchases, ratings, rowsOf, type Events } from './data.ts';
import { fresh, timed, type Case, type Contender } from './interleave.ts';
import type { Options } from './options.ts';
import { neighbors as mapNeighbors, type Ratings } from './peers/maps.ts';
import { hasPackage, pythonPeer } from './peers/python.ts';

export const NEIGHBORS = 50;

const columnsOf = ({ value }: Events) => ({ user: 'user', item: 'item', ...(value ? { value: 'value' as const } : {}) }) as const;

export const interactionsOf = (events: Events) => Interactions.from({ ...events }, columnsOf(events)) as Interactions<number, number>;
export const interactionsJs = (events: Events) =>
  InteractionsJs.from({ ...events }, columnsOf(events)) as unknown as Interactions<number, number>;

export const JAVASCRIPT = ItemKNNJs as unknown as typeof ItemKNN;

/** The sum of all cosines of the table. */
function answerOf(model: ItemKNNModel<number, number>): number {
  let sum = 0;
  for (const item of model.items.values) for (const { score } of model.similarItems(item, NEIGHBORS)) sum += score;
  return sum;
}

const total = (list: Float64Array) => list.reduce((a, b) => a + b, 0);

export function mapsOf(events: Events): Ratings {
  const maps: Ratings = new Map();
  events.user.forEach((user, e) => {
    const row = maps.get(user) ?? new Map<number, number>();
    maps.set(user, row.set(events.item[e], events.value?.[e] ?? 1));
  });
  return maps;
}

export async function plain(events: Events): Promise<Contender> {
  const rows = rowsOf(interactionsOf(events), events.value !== undefined);
  const { neighborsOfOnes, neighborsOfWholes } = await fresh<typeof NeighborLoops>('./contenders/neighbors.ts');
  const run = events.value ? neighborsOfWholes : neighborsOfOnes;
  return timed(
    'plain',
    'plain JavaScript, rows given',
    () => run(rows, NEIGHBORS),
    ({ cosines }) => total(cosines),
  );
}

async function contenders(events: Events, { python }: Options, withMaps: boolean): Promise<Contender[]> {
  const ready = interactionsOf(events);
  const readyJs = interactionsJs(events);
  readyJs.rows(); // made once and kept, as in `ready`, whose rows the plain contender asks for
  const rows = rowsOf(ready, true);
  const maps = withMaps && mapsOf(events);
  const list = [
    timed('kindred', 'kindred', () => new ItemKNN({ nNeighbors: NEIGHBORS }).fit(ready), answerOf),
    timed(
      'also',
      'kindred, Interactions.from included',
      () => new ItemKNN({ nNeighbors: NEIGHBORS }).fit(interactionsOf(events)),
      answerOf,
    ),
    timed('js', 'kindred/js (JavaScript build)', () => new JAVASCRIPT({ nNeighbors: NEIGHBORS }).fit(readyJs), answerOf),
    await plain(events),
  ];
  if (maps) {
    list.push(
      timed(
        'peer',
        'Map of Maps and sort',
        () => mapNeighbors(maps, NEIGHBORS),
        (table) => [...table.values()].flat().reduce((sum, [, cosine]) => sum + cosine, 0),
      ),
    );
  }
  if (!python) return list;
  const load = { starts: rows.starts, items: Int32Array.from(rows.items), values: rows.values!, nItems: rows.nItems, k: NEIGHBORS };
  list.push(await pythonPeer(python, 'scipy product + argpartition (1 thread)', 'neighbors.py', load));
  if (hasPackage(python, 'implicit')) {
    list.push(await pythonPeer(python, 'implicit, CosineRecommender (1 thread)', 'neighbors-implicit.py', load));
  }
  return list;
}

export function neighborsCases(options: Options): Case[] {
  const one = (name: string, events: () => Events, why?: string, withMaps = true): Case => ({
    name: `neighbors, top ${NEIGHBORS}, ${name}`,
    prepare: () => contenders(events(), options, withMaps),
    missing: why,
  });
  return [
    one('ml-latest-small', () => ratings(options.data), missing(options.data, 'ml-latest-small')),
    one('online-retail', () => purchases(options.data), missing(options.data, 'online-retail')),
    one('power law 20,000 x 5,000, 0/1', () => powerLaw(20000, 5000, 300000, false)),
    one('power law 5,000 x 5,000, values 1..10', () => powerLaw(5000, 5000, 200000, true)),
    one('power law 100,000 x 10,000, 3 M, 0/1', () => powerLaw(100000, 10000, 3_150_000, false), undefined, false), // Maps would take minutes
  ];
}
