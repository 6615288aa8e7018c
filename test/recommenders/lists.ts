// The part of the contract that is about lists: boosts, variety, pins, lists that are not personal, and what is like what.
import { expect, test } from 'vitest';
import { thrown } from '../support/files.js';
import type { Data, Model } from './subject.js';

export function checkLists(fit: () => Model, data: Data, personal: boolean, open?: (bytes: Uint8Array) => Model): void {
  const user = data.users.at(3);
  const seen = new Set(Array.from(data.itemsOf(user), (i) => data.items.at(i)));

  test('boosts add to the scores, and are parts of them by name', () => {
    const model = fit();
    const plain = model.recommend(user, { k: 1000 });
    const boosts = { even: (item: number) => (item % 2 === 0 ? 0.75 : 0), margin: (item: number) => -item / 1024 };
    const found = model.recommend(user, { k: 1000, boosts });
    expect(found.map(({ item }) => item).sort()).toEqual(plain.map(({ item }) => item).sort());
    for (let e = 1; e < found.length; e++) expect(found[e - 1].score >= found[e].score).toBe(true);
    const before = new Map(plain.map(({ item, score }) => [item, score]));
    for (const { item, score } of found.slice(0, 12)) {
      expect(score).toBe(item % 2 === 0 ? before.get(item)! + 0.75 - item / 1024 : before.get(item)! - item / 1024);
      const why = model.explain(user, item, { boosts });
      expect(why.score).toBe(score);
      expect(why.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score);
      const named = why.parts.filter(({ kind }) => kind === 'boost').map((part) => part.name);
      expect(named).toEqual(item % 2 === 0 ? ['even', 'margin'] : ['margin']);
    }
    expect(model.recommend(user, { k: 9, boosts: {} })).toEqual(plain.slice(0, 9));
    expect(thrown(() => model.recommend(user, { boosts: { a: () => 1e300 } })).code).toBe('invalid-option');
    for (const wrong of [1, [], new Map(), { a: 1 }, null]) {
      expect(thrown(() => model.recommend(user, { boosts: wrong as never })).code).toBe('invalid-option');
      expect(thrown(() => model.explain(user, plain[0].item, { boosts: wrong as never })).code).toBe('invalid-option');
    }
    expect(thrown(() => model.recommend(user, { boosts: { a: () => NaN } })).message).toContain(
      '"boosts.a" must give a number from -1e9 to 1e9, got NaN',
    );
  });

  test('variety changes the order, not the scores; the first five of ten are the five of five', () => {
    const model = fit();
    const all = new Map(model.recommend(user, { k: 1000 }).map(({ item, score }) => [item, score]));
    const plain = model.recommend(user, { k: 10 });
    expect(model.recommend(user, { k: 10, diversity: 0 })).toEqual(plain);
    const byLast = { weight: 0.6, likeness: (a: number, b: number) => (a % 10 === b % 10 ? 1 : 0) };
    for (const diversity of [0.4, byLast]) {
      const ten = model.recommend(user, { k: 10, diversity });
      expect(ten).toHaveLength(10);
      expect(new Set(ten.map(({ item }) => item)).size).toBe(10);
      expect(ten[0]).toEqual(plain[0]);
      for (const { item, score } of ten) expect(score).toBe(all.get(item));
      expect(model.recommend(user, { k: 5, diversity })).toEqual(ten.slice(0, 5));
    }
    const digits = model.recommend(user, { k: 8, diversity: { ...byLast, weight: 1 } }).map(({ item }) => item % 10);
    const possible = new Set(Array.from(all.keys(), (item) => item % 10)).size;
    expect(new Set(digits).size).toBe(Math.min(8, possible));
    for (const wrong of [-0.1, 1.1, NaN, { weight: 2 }, { pool: 0 }, { likeness: 'cosine' }, null])
      expect(thrown(() => model.recommend(user, { diversity: wrong as never })).code).toBe('invalid-option');
    expect(thrown(() => model.recommend(user, { diversity: { strength: 1 } as never })).code).toBe('unknown-option');
    expect(thrown(() => model.recommend(user, { diversity: { likeness: () => NaN } })).message).toContain('finite');
  });

  test('pins stand where they were put, with the scores they have', () => {
    const model = fit();
    const plain = model.recommend(user, { k: 1000 });
    const [low, high] = [plain[plain.length - 1], plain[0]];
    const top = model.recommend(user, { k: 4, pins: [low.item] });
    expect(top).toEqual([{ ...low, pinned: true }, ...plain.filter(({ item }) => item !== low.item).slice(0, 3)]);
    const placed = model.recommend(user, { k: 4, pins: [{ item: high.item, place: 3 }, 987654] });
    expect(placed.map(({ item }) => item)).toEqual([987654, plain[1].item, high.item, plain[2].item]);
    expect(placed[0]).toEqual({ item: 987654, score: 0, source: 'pinned', pinned: true });
    expect(placed[2]).toEqual({ ...high, pinned: true });
    const had = [...seen][0];
    expect(model.recommend(user, { k: 4, pins: [had] })).toEqual(plain.slice(0, 4));
    expect(model.recommend(user, { k: 1, pins: [had], excludeSeen: false })[0]).toMatchObject({ item: had, pinned: true });
    expect(model.recommend(user, { k: 4, pins: [low.item], exclude: [low.item] })).toEqual(plain.slice(0, 4));
    expect(model.recommend(user, { k: 4, pins: [low.item], where: (item) => item !== low.item })).toEqual(plain.slice(0, 4));
    expect(model.recommend(user, { k: 3, items: [high.item], pins: [low.item] })).toEqual([high]);
    for (const item of data.items.values) {
      const [first] = model.recommend(user, { k: 1, pins: [item], excludeSeen: false });
      expect(first).toMatchObject({ item, score: model.predict(user, item) ?? 0 }); // the one number, be it below what is ranked
    }
    for (const wrong of ['abc', 5, [{ item: 1, place: 0 }], [{ item: 1, place: 1.5 }], [null], [1, 1], [1, { item: 2, place: 1 }], [true]])
      expect(thrown(() => model.recommend(user, { pins: wrong as never })).code).toBe('invalid-option');
  });

  if (open)
    test('shapes the lists of a file without users as those of the model', () => {
      const model = fit();
      const alone = open(model.toBytes({ users: false }));
      const who = { history: data.items.values.slice(0, 6) };
      const shape = {
        k: 7,
        boosts: { even: (item: number) => (item % 2) / 8 },
        pins: [data.items.at(9), 987654],
        where: (item: number) => item % 5 > 0,
      };
      expect(alone.recommend(who, shape)).toEqual(model.recommend(who, shape));
      const likeness = (a: number, b: number) => (a % 3 === b % 3 ? 1 : 0);
      expect(alone.recommend(who, { ...shape, diversity: { likeness } })).toEqual(
        model.recommend(who, { ...shape, diversity: { likeness } }),
      );
      const asked = () => alone.recommend(who, { diversity: 0.4 });
      if (personal) expect(asked()).toEqual(model.recommend(who, { diversity: 0.4 }));
      else expect(thrown(asked).message).toContain('"diversity" needs { likeness');
    });

  test('names every option where one is mistyped, and refuses what is no person and no object', () => {
    const model = fit();
    const unknown = (call: () => unknown) => `${thrown(call).code}: ${thrown(call).message}`;
    expect(unknown(() => model.recommend(user, { exlude: [] } as never))).toContain(
      'unknown-option: recommend has no option "exlude" (did you mean "exclude"?)',
    );
    expect(unknown(() => model.recommend(user, { boost: {} } as never))).toContain('did you mean "boosts"');
    expect(unknown(() => model.recommendAll({ user: [] } as never))).toContain('recommendAll has no option "user" (did you mean "users"?)');
    expect(unknown(() => model.explain(user, 12, { boost: {} } as never))).toContain('explain has no option "boost"');
    expect(unknown(() => model.audienceFor(12, { exclud: [] } as never))).toContain('did you mean "exclude"');
    expect(unknown(() => model.toBytes({ user: true } as never))).toContain('did you mean "users"');
    expect(unknown(() => model.recommend({ history: [], segmnt: 'x' } as never))).toContain('got "segmnt" (did you mean "segment"?)');
    expect(unknown(() => model.recommend({ history: [{ item: 12, rating: 5 }] } as never))).toContain(
      'may have item, value and time, got "rating"',
    );
    for (const wrong of [5, null, 'k']) {
      expect(thrown(() => model.recommend(user, wrong as never)).message).toContain('the options of recommend must be an object');
      expect(thrown(() => model.audienceFor(12, wrong as never)).message).toContain('the options of audienceFor must be an object');
      expect(thrown(() => model.toBytes(wrong as never)).message).toContain('the options of toBytes must be an object');
    }
    for (const who of [undefined, null, true, [12, 15]])
      expect(thrown(() => model.recommend(who as never)).message).toContain('"who" must be a user or { history: [...] }');
    for (const items of [null, '', false])
      expect(thrown(() => model.recommend(user, { items: items as never })).code).toBe('invalid-option');
    expect(thrown(() => model.recommendAll({ users: 'u1' })).message).toContain('an array or a Set of users');
    expect(thrown(() => model.explainEach(user, 12 as never)).code).toBe('invalid-data');
  });

  test('uses nothing about the person where it must not', () => {
    const model = fit();
    const stranger = model.recommend({ history: [] }, { k: 5 });
    expect(model.recommend(user, { k: 5, personalised: false })).toEqual(stranger);
    expect(model.recommend({ history: [stranger[0].item] }, { k: 5, personalised: false })).toEqual(stranger);
    for (const { items } of model.recommendAll({ k: 5, personalised: false })) expect(items).toEqual(stranger);
    for (const { item, score } of stranger) expect(model.explain(user, item, { personalised: false }).score).toBe(score);
    expect(thrown(() => model.recommend(user, { personalised: 'no' as never })).code).toBe('invalid-option');
    if (personal) expect(model.recommend(user, { k: 5, personalised: false, fallback: 'none' })).toEqual([]);
  });

  test('knows what is like what: best first, equal ones by id, never itself', () => {
    const model = fit();
    const least = (model as { options?: { negative?: string } }).options?.negative === 'keep' ? -Infinity : 0;
    for (const item of data.items.values.slice(0, 12)) {
      const near = model.similarItems(item, 8);
      expect(near.every((one) => one.item !== item && one.score > least)).toBe(true);
      expectInOrder(near.map((one) => [one.score, one.item]));
      expect(model.similarItems(item, 3)).toEqual(near.slice(0, 3));
    }
    for (const one of data.users.values.slice(0, 12)) {
      const near = model.similarUsers(one, 8);
      expect(near.length).toBeGreaterThan(0);
      expect(near.every((other) => other.user !== one && other.score > least)).toBe(true);
      expectInOrder(near.map((other) => [other.score, data.users.indexOf(other.user)]));
    }
    expect(thrown(() => model.similarItems(4711)).code).toBe('unknown-id');
    expect(thrown(() => model.similarUsers('nobody')).code).toBe('unknown-id');
    expect(thrown(() => model.similarItems(data.items.at(0), 0)).code).toBe('invalid-option');
    expect(thrown(() => model.similarUsers(user, 1.5)).code).toBe('invalid-option');
  });
}

function expectInOrder(list: readonly [number, number][]): void {
  for (let e = 1; e < list.length; e++) {
    const [[before, first], [after, second]] = [list[e - 1], list[e]];
    expect(before > after || (before === after && first < second)).toBe(true);
  }
}
