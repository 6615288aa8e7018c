// The part of the contract that is about lists: boosts, variety, pins, lists that are not personal, and what is like what.
import { expect, test } from 'vitest';
import { thrown } from '../support/files.js';
import type { Data, Model } from './subject.js';

export function checkLists(fit: () => Model, data: Data, personal: boolean): void {
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
    for (const wrong of [1, [], { a: 1 }, null]) {
      expect(thrown(() => model.recommend(user, { boosts: wrong as never })).code).toBe('invalid-option');
      expect(thrown(() => model.explain(user, plain[0].item, { boosts: wrong as never })).code).toBe('invalid-option');
    }
    expect(thrown(() => model.recommend(user, { boosts: { a: () => NaN } })).message).toContain(
      '"boosts.a" must give a finite number, got NaN',
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
    expect(placed[0]).toMatchObject({ score: 0, pinned: true });
    expect(placed[2]).toEqual({ ...high, pinned: true });
    const had = [...seen][0];
    expect(model.recommend(user, { k: 4, pins: [had] })).toEqual(plain.slice(0, 4));
    expect(model.recommend(user, { k: 1, pins: [had], excludeSeen: false })[0]).toMatchObject({ item: had, pinned: true });
    expect(model.recommend(user, { k: 4, pins: [low.item], exclude: [low.item] })).toEqual(plain.slice(0, 4));
    expect(model.recommend(user, { k: 4, pins: [low.item], where: (item) => item !== low.item })).toEqual(plain.slice(0, 4));
    expect(model.recommend(user, { k: 3, items: [high.item], pins: [low.item] })).toEqual([high]);
    for (const wrong of ['abc', 5, [{ item: 1, place: 0 }], [{ item: 1, place: 1.5 }], [null], [1, 1], [1, { item: 2, place: 1 }], [true]])
      expect(thrown(() => model.recommend(user, { pins: wrong as never })).code).toBe('invalid-option');
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
