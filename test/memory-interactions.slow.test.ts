// Millions of interactions, each in a Node process of its own: how much memory they take, and that they work.
import { expect, test } from 'vitest';
import { held } from './support/own-process.js';

const IMPORTS = "import { Interactions, ItemKNN, ItemKNNModel } from 'kindred';";

/** Typed columns of seeded events, users' activity and items' popularity by power laws. */
const powerLaw = (nUsers: number, nItems: number, nEvents: number) => `
  let state = 1;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  const user = new Int32Array(${nEvents}), item = new Int32Array(${nEvents});
  for (let e = 0; e < ${nEvents}; e++) {
    user[e] = Math.floor(${nUsers} * next() ** 2);
    item[e] = Math.floor(${nItems} * next() ** 3);
  }
  const met = Interactions.from({ user, item }, { user: 'user', item: 'item' });`;

test('3 million events of 100,000 users and 10,000 items: fitted, saved, opened, and a list of 100 for everyone, within 700 MB', () => {
  const { peak, found } = held(
    IMPORTS,
    `${powerLaw(100_000, 10_000, 3_000_000)}
    const model = ItemKNNModel.fromBytes(new ItemKNN({ nNeighbors: 50 }).fit(met).toBytes());
    let lists = 0;
    for (const { items } of model.recommendAll({ k: 100 })) lists += items.length === 100 ? 1 : 0;
    found = [met.nUsers, met.nItems, met.nEvents, lists > 90_000, model.recommend(77, { k: 10 }).length, model.similarItems(5, 50).length];`,
  );
  expect(found).toEqual([100_000, 10_000, 3_000_000, true, 10, 50]);
  expect(peak).toBeGreaterThan(100);
  expect(peak).toBeLessThan(700);
});

test('20 million events of a million users and 50,000 items: fitted and asked within 2 GB', () => {
  const { peak, found } = held(
    IMPORTS,
    `${powerLaw(1_000_000, 50_000, 20_000_000)}
    const model = new ItemKNN({ nNeighbors: 50 }).fit(met);
    found = [met.nItems, met.nEvents, model.recommend(77, { k: 10 }).length, model.similarItems(5, 50).length];`,
  );
  expect(found).toEqual([50_000, 20_000_000, 10, 50]);
  expect(peak).toBeGreaterThan(300);
  expect(peak).toBeLessThan(2000);
});

test.each([
  ['close together', '1', '5'],
  ['scattered', '1e6', '5e6'],
])('20 million users, more than a Map holds, %s', (_, step, least) => {
  const { found } = held(
    IMPORTS,
    `const n = 20_000_000;
    const user = new Float64Array(n).map((_, e) => ${step} * e - ${least}), item = new Int32Array(n).map((_, e) => (e * 7919) % 1000);
    const { users, nUsers, nItems } = Interactions.from({ user, item }, { user: 'user', item: 'item' });
    found = [nUsers, nItems, ...[0, n - 1, n, -1].map((e) => users.indexOf(${step} * e - ${least})), users.indexOf('7')];`,
  );
  expect(found).toEqual([20_000_000, 1000, 0, 19_999_999, -1, -1, -1]);
});
