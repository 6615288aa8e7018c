// The part of the contract that is about odd input: each has one defined outcome.
import { expect, test } from 'vitest';
import { Interactions } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { COLUMNS, type Data, type Model } from './subject.js';

const RATED = { ...COLUMNS, value: 'value' } as const;

/** Is every score a number, and the sum of its parts, for everybody? */
function expectSound(model: Model): void {
  for (const { user, items } of model.recommendAll({ k: 50, excludeSeen: false })) {
    for (const { item, score } of items) {
      expect(Number.isFinite(score)).toBe(true);
      expect(model.explain(user, item).score).toBe(score);
    }
  }
}

export function checkOdd(fit: (data: Data) => Model, data: Data): void {
  test('takes a user with one item, an item that all have, and all-equal values', () => {
    const list = Array.from({ length: 12 }, (_, u) => [
      { user: `u${u}`, item: 1, value: 3 },
      ...(u === 0 ? [] : [{ user: `u${u}`, item: 2 + (u % 4), value: 3 }]),
    ]).flat();
    const model = fit(Interactions.from(list, RATED));
    expectSound(model);
    expect(model.recommend('u0', { k: 9 }).every(({ item }) => item !== 1)).toBe(true);
  });

  test('takes zero and negative values', () => {
    const list = Array.from({ length: 60 }, (_, e) => ({ user: `u${e % 9}`, item: e % 7, value: (e % 5) - 2 }));
    expectSound(fit(Interactions.from(list, { ...RATED, duplicates: 'mean' })));
    const zeros = list.map((event) => ({ ...event, value: 0 }));
    expectSound(fit(Interactions.from(zeros, { ...RATED, duplicates: 'mean' })));
  });

  test('refuses values too large to be counted exactly', () => {
    const list = [{ user: 'a', item: 1, value: 2 ** 53 }, { user: 'b', item: 1, value: 1 }]; // prettier-ignore
    expect(thrown(() => fit(Interactions.from(list, RATED))).message).toContain('from 1e-9 to 1e9');
    const model = fit(
      Interactions.from(
        Array.from({ length: 12 }, (_, e) => ({ user: `u${e % 4}`, item: e % 3, value: 1 + e })),
        { ...RATED, duplicates: 'sum' },
      ),
    );
    for (const value of [1e308, -1e308, 1e10, 1e-300]) {
      const history = [{ item: 0, value }, { item: 1, value }]; // prettier-ignore
      expect(thrown(() => model.recommend({ history })).message).toContain('the values of "history" must be 0 or from 1e-9 to 1e9');
    }
  });

  test('knows unknown ids in each place where an id can stand', () => {
    const model = fit(data);
    const user = data.users.at(2);
    const plain = model.recommend(user, { k: 6 });
    expect(model.recommend(user, { k: 6, exclude: [987654] })).toEqual(plain);
    expect(model.recommend(user, { k: 6, items: [987654] })).toEqual([]);
    expect(model.recommend(user, { k: 6, items: [plain[1].item, 987654] }).map(({ item }) => item)).toEqual([plain[1].item]);
    expect(model.recommend({ history: [987654] }, { k: 6 })).toEqual(model.recommend({ history: [] }, { k: 6 }));
    const known = data.items.at(5);
    expect(model.recommend({ history: [987654, known] }, { k: 6 })).toEqual(model.recommend({ history: [known] }, { k: 6 }));
    expect(model.audienceFor(known, { exclude: ['nobody'] })).toEqual(model.audienceFor(known));
    for (const call of [
      () => model.explain(user, 987654),
      () => model.explain('nobody', known),
      () => model.explainEach(user, [known, 987654]),
      () => model.similarItems(987654),
      () => model.similarUsers('nobody'),
      () => model.audienceFor(987654),
      () => [...model.recommendAll({ users: ['nobody'] })],
    ])
      expect(thrown(call).code).toBe('unknown-id');
    expect([model.predict('nobody', known), model.predict(user, 987654)]).toEqual([null, null]);
  });

  test('has nothing left where everything is excluded, and no more than there is', () => {
    const model = fit(data);
    const user = data.users.at(2);
    expect(model.recommend(user, { exclude: new Set(data.items.values) })).toEqual([]);
    expect(model.recommend(user, { where: () => false })).toEqual([]);
    expect(model.recommend(user, { items: [] })).toEqual([]);
    expect(model.recommend(user, { k: 5, diversity: 0.5, exclude: data.items.values })).toEqual([]);
    expect(model.recommend(user, { k: 1e9, excludeSeen: false }).length).toBeLessThanOrEqual(data.nItems);
    expect(model.audienceFor(data.items.at(3), { k: 1e9 }).length).toBeLessThanOrEqual(data.nUsers);
    expect(model.audienceFor(data.items.at(3), { exclude: data.users.values })).toEqual([]);
    expect(model.similarItems(data.items.at(3), 1e9).length).toBeLessThan(data.nItems);
    expect(model.similarUsers(user, 1e9).length).toBeLessThan(data.nUsers);
  });

  test('takes a history of 10,000, of which most are repeated or unknown', () => {
    const model = fit(data);
    const history = Array.from({ length: 10_000 }, (_, e) => (e % 3 === 0 ? 500_000 + e : data.items.at(e % (1 + (e % 11)))));
    const found = model.recommend({ history }, { k: 9 });
    expect(found.length).toBeGreaterThan(0);
    for (const { item, score } of found) expect(model.explain({ history }, item).score).toBe(score);
  });
}
