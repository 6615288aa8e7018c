// Lists for many people, in this thread and in others: what recommendAll gives, in its order.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BiasBaseline,
  EASE,
  Interactions,
  ItemKNN,
  ItemKNNModel,
  Popularity,
  UserKNN,
  type Id,
  type Progress,
  type RecommenderModel,
} from '../../src/index.js';
import { workers, type WorkerPool } from '../../src/worker/index.js';
import { events } from '../support/random.js';

const columns = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'last' } as const;
const data = Interactions.from(events(70, 40, 900, { values: 'half' }), columns) as unknown as Interactions<Id, Id>;
const { users, items } = data;
const MODELS = {
  ItemKNN: new ItemKNN({ nNeighbors: 8 }).fit(data.weight('bm25')),
  'ItemKNN, average': new ItemKNN({ nNeighbors: 8, aggregate: 'average' }).fit(data),
  UserKNN: new UserKNN({ nNeighbors: 8 }).fit(data),
  EASE: new EASE({ l2: 10 }).fit(data),
  Popularity: new Popularity({ minPerSegment: 1 }).fit(data, { segments: (user) => `s${users.indexOf(user) % 3}` }),
  BiasBaseline: new BiasBaseline().fit(data),
} satisfies Record<string, RecommenderModel>;

let pools: WorkerPool[] = [];
beforeAll(async () => void (pools = await Promise.all([1, 3].map((size) => workers(size)))));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** The pool, telling whether it did the work. */
function watched(pool: WorkerPool) {
  const seen = { away: 0, here: 0 };
  const carry: WorkerPool['carry'] = async (...args) => {
    const results = await pool.carry(...args);
    seen[results ? 'away' : 'here']++;
    return results;
  };
  return { seen, pool: { size: pool.size, recommendAll: pool.recommendAll, map: pool.map.bind(pool), carry } as unknown as WorkerPool };
}

describe.each(Object.entries(MODELS))('%s', (_, model) => {
  const OPTIONS = {
    plain: {},
    'some users, in their order': { users: [...users.values].reverse().slice(0, 41), k: 3 },
    nobody: { users: [] },
    'lists that end': {
      users: new Set(users.values.slice(5, 9)).values(),
      exclude: new Set([items.at(0), 'none such']),
      items: items.values.slice(0, 20).values(),
    },
    everything: { k: 7, excludeSeen: false, fallback: 'none', diversity: 0.5, pins: [items.at(3), { item: 'unheard of', place: 2 }] },
    'nothing of the person': { personalised: false },
  } as const;

  test.each(Object.entries(OPTIONS).map(([name]) => name))('%s', async (name) => {
    const options = () => ({ ...(name === 'lists that end' ? { ...OPTIONS[name], users: users.values.slice(5, 9).values(), items: items.values.slice(0, 20).values() } : OPTIONS[name as 'plain']) }) as object; // prettier-ignore
    const expected = [...model.recommendAll(options())];
    expect(expected.length > 0 || name === 'nobody').toBe(true);
    expect(await model.recommendAllAsync(options())).toEqual(expected);
    for (const one of pools) {
      const { seen, pool } = watched(one);
      expect(await model.recommendAllAsync({ ...options(), workers: pool }), `${one.size} threads`).toEqual(expected);
      expect(seen).toEqual({ away: 1, here: 0 });
    }
  });

  test('functions are asked here', async () => {
    const options = {
      k: 4,
      where: (item: unknown) => item !== items.at(1),
      boosts: { luck: (item: unknown) => (item === items.at(2) ? 3 : 0) },
    };
    const { seen, pool } = watched(pools[0]);
    expect(await model.recommendAllAsync({ ...options, workers: pool })).toEqual([...model.recommendAll(options)]);
    expect(seen).toEqual({ away: 0, here: 1 });
  });

  test('tells how far it is, and stops when told to', async () => {
    for (const workers of [undefined, ...pools]) {
      const told: Progress[] = [];
      await model.recommendAllAsync({ workers, onProgress: (step) => void told.push(step) });
      const shares = told.map(({ done, total }) => done / total);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['recommending']));
      expect(shares.at(-1)).toBe(1);
      const stop = new AbortController();
      const work = { workers, signal: stop.signal, onProgress: ({ done }: Progress) => void (done > 0 && stop.abort('enough')) };
      await expect(model.recommendAllAsync(work)).rejects.toMatchObject({ code: 'cancelled', cause: 'enough' });
      const boom = new Error('of the caller');
      const broken = () => {
        throw boom;
      };
      await expect(model.recommendAllAsync({ workers, onProgress: broken })).rejects.toBe(boom);
    }
  });
});

test('refuses what recommendAll refuses, with and without threads', async () => {
  const model = MODELS.ItemKNN;
  for (const options of [
    { k: 0 },
    { users: ['nobody'] },
    { users: 'ann' },
    { kk: 1 },
    { exclude: 5 },
    { boosts: [] },
    { diversity: 2 },
    { pins: [{ item: 1, place: 0 }] },
    { users: {} },
  ]) {
    let message = '';
    try {
      Array.from(model.recommendAll(options as never));
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).not.toBe('');
    for (const workers of [undefined, pools[1]])
      await expect(model.recommendAllAsync({ ...options, workers } as never)).rejects.toMatchObject({ message });
  }
  const stranger = ItemKNNModel.fromBytes(model.toBytes({ users: false }));
  await expect(stranger.recommendAllAsync({ workers: pools[0] })).rejects.toMatchObject({ code: 'no-training-data' });
});
