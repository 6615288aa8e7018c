// UserKNN: whom a sum and an average listen to, and that an audience, which compares far fewer users, has the scores of predict.
import { describe, expect, test } from 'vitest';
import { UserKNN, type KNNOptions } from '../../src/index.js';
import { Selection } from '../../src/recommendation/selection.js';
import { events, generator } from '../support/random.js';
import { valued, type Data } from './subject.js';

/** Few values, few items: many users are equally similar. */
const list = events(70, 12, 420).map((event) => ({ ...event, value: 1 + (event.value! % 3) }));
const ties = valued(list);

/** The audience as predict has it: by score, equal ones by id. */
function byPredict(options: KNNOptions, data: Data, item: number) {
  const model = new UserKNN(options).fit(data);
  const nothing = options.aggregate !== 'average' && (options.center ?? 'none') === 'none' ? 0 : -Infinity;
  return data.users.values
    .map((user) => ({ user, score: model.predict(user, item) }))
    .filter(({ score }) => score !== null && score > nothing)
    .sort((a, b) => b.score! - a.score!);
}

const KINDS: KNNOptions[] = (['cosine', 'dot', 'pearson', 'adjusted-cosine', 'msd', 'jaccard'] as const).flatMap((similarity) =>
  (['all', 'common'] as const).map((overlap) => ({ similarity, overlap })),
);
const WAYS: KNNOptions[] = [
  { nNeighbors: 1 },
  { nNeighbors: 7, minNeighbors: 2, center: 'zscore' },
  { nNeighbors: 69, shrinkage: 2.5, minSupport: 2, negative: 'keep', center: 'bias' },
  { nNeighbors: 1000, shrinkage: 1, center: 'item' },
];

describe.each(KINDS)('$similarity over $overlap', (kind) => {
  test.each(WAYS.flatMap((way) => [way, { ...way, aggregate: 'average' as const }]))(
    'the audience has the scores of predict, %o',
    (way) => {
      const options = { ...kind, ...way };
      for (const data of [ties, ties.weight('log1p').filter({ minPerUser: 4 })]) {
        const model = new UserKNN(options).fit(data);
        for (const item of model.items.values.slice(0, 4))
          expect(model.audienceFor(item, { k: 1000, excludeSeen: false })).toEqual(byPredict(options, data, item));
      }
    },
  );
});

test('a sum listens to the nNeighbors most similar of all, an average to those of them who have the item', () => {
  for (const nNeighbors of [1, 3, 20]) {
    const sum = new UserKNN({ nNeighbors }).fit(ties);
    const average = new UserKNN({ nNeighbors, aggregate: 'average' }).fit(ties);
    for (const user of ties.users.values.slice(0, 20)) {
      const similar = sum.similarUsers(user, 1000).map((one) => one.user);
      for (const item of ties.items.values.slice(0, 6)) {
        const has = new Set(list.filter((event) => event.item === item).map((event) => event.user));
        const speakers = (model: typeof sum) => model.explain(user, item).parts.map((part) => part.user);
        expect(speakers(sum)).toEqual(similar.slice(0, nNeighbors).filter((other) => has.has(other)));
        expect(speakers(average)).toEqual(similar.filter((other) => has.has(other)).slice(0, nNeighbors));
      }
    }
  }
});

test('a history given by hand of somebody in the data finds that person', () => {
  const model = new UserKNN().fit(ties);
  const user = ties.users.at(5);
  const history = list.filter((event) => event.user === user).map(({ item, value }) => ({ item, value }));
  const item = history[0].item;
  expect(model.explain({ history }, item).parts[0]).toMatchObject({ user, weight: 1 });
  expect(model.explain(user, item).parts.some((part) => part.user === user)).toBe(false);
});

test('the best by selection are the best by sorting, whatever k', () => {
  const random = generator(11);
  for (const [n, kinds] of [
    [0, 1],
    [1, 1],
    [90, 4],
    [300, 1000],
    [500, 1],
  ] as const) {
    // prettier-ignore
    const all = Array.from({ length: n }, (_, number) => ({ number: 2 * number, weight: Math.floor(kinds * random()) - 1 }));
    const sorted = [...all].sort((a, b) => b.weight - a.weight || a.number - b.number);
    const selection = new Selection(n);
    for (const k of [1, 2, 50, 64, 65, 89, 90, 91, 299, 500, 1e12]) {
      for (const { number, weight } of all) selection.offer(number, weight);
      expect(Array.from(selection.best(k))).toEqual(sorted.slice(0, k).map(({ number }) => number));
      for (const { number, weight } of [...all].reverse()) selection.offer(number, weight);
      expect(selection.last(k)).toEqual(sorted[k - 1]);
    }
  }
});
