// The contract of every recommender: one suite on a checkerboard, whose right answers are known by looking, and on random data.
import { describe, expect, test } from 'vitest';
import { Interactions, load } from '../../src/index.js';
import { expectDamageRefused, expectSameBytes, misaligned, thrown } from '../support/files.js';
import { events, shuffled } from '../support/random.js';
import { checkLists } from './lists.js';
import { checkOdd } from './odd.js';
import { expectFreshBytes, FAST_SEQUENCES } from './sequences.js';
import { COLUMNS, counted, valued, type Data, type Model, type Subject } from './subject.js';

/** User u has every second item, beginning with u, but not item u itself: that one is to be found. */
function checkerboard(n: number): Data {
  const list: { user: string; item: number }[] = [];
  for (let u = 0; u < n; u++) for (let i = 0; i < n; i++) if ((u + i) % 2 === 0 && u !== i) list.push({ user: name(u), item: i });
  return Interactions.from(list, COLUMNS);
}
const name = (u: number) => `u${String(u).padStart(3, '0')}`;

export function checkRecommender<M extends Model>(title: string, subject: Subject<M>): void {
  const { make, constraints, Model, personal, scoresAlone, historyAlike = true, needsVariation = false } = subject;
  const list = events(60, 40, 900);
  const data = counted(list);
  const fit = (interactions = data) => make().fit(interactions);

  describe(title, () => {
    for (const [option, constraint] of Object.entries(constraints)) {
      test.each(constraint.invalid.map((v) => [v]))(`refuses ${option} %j`, (value) => {
        const error = thrown(() => make({ [option]: value }));
        expect(error.message).toContain(`"${option}" must be ${constraint.expected}`);
      });
    }

    test('refuses an unknown option, no interactions and empty ones', () => {
      expect(thrown(() => make({ nope: 1 })).code).toBe('unknown-option');
      expect(thrown(() => fit([] as unknown as Data)).message).toContain('must be Interactions, got an array of 0');
      expect(thrown(() => fit(data.filterEvents(() => false))).message).toContain('at least one event');
    });

    if (personal && !needsVariation)
      test('finds what is missing on the checkerboard, first', () => {
        const model = fit(checkerboard(20));
        for (let u = 0; u < 20; u++) {
          const found = model.recommend(name(u), { k: 3 });
          expect(found[0].item).toBe(u);
          expect(found.every(({ item }) => (item + u) % 2 === 0)).toBe(true);
        }
      });

    test('explains every recommendation: the parts sum to the score, and predict says the same number', () => {
      const same = needsVariation ? [] : [data.weight('binary')];
      for (const interactions of [data, valued(list), valued(list).weight('log1p'), ...same]) {
        const model = fit(interactions);
        let seen = 0;
        for (const { user, items } of model.recommendAll({ k: 12 })) {
          expect(items).toEqual(model.recommend(user, { k: 12 }));
          for (const { item, score } of items) {
            const why = model.explain(user, item);
            expect(why.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score);
            expect([why.score, model.predict(user, item)]).toEqual([score, score]);
            expect(
              why.parts.every((part, p) => p === 0 || why.parts[p - 1].kind !== 'item' || why.parts[p - 1].item! < part.item!),
              'in the order of the history',
            ).toBe(true);
            seen++;
          }
        }
        expect(seen).toBeGreaterThan(100);
      }
    });

    test('explains several at once as one by one, for a user, a history and a stranger', () => {
      const model = fit(valued(list));
      const items = model.recommend(list[0].user, { k: 5 }).map(({ item }) => item);
      const mine = { history: list.filter(({ user }) => user === list[0].user).map(({ item, value, time }) => ({ item, value, time })) };
      for (const who of [list[0].user, mine, { history: [] }])
        expect(model.explainEach(who, [...items, items[0]])).toEqual([...items, items[0]].map((item) => model.explain(who, item)));
      expect(thrown(() => model.explainEach(list[0].user, [items[0], 4711])).code).toBe('unknown-id');
    });

    test('names the audience of an item: those whom predict scores highest, without those who have it', () => {
      for (const interactions of [data, valued(list).weight('log1p')]) {
        const model = fit(interactions);
        const { nothing } = model as unknown as { nothing: number | null };
        const users = [...new Set(list.map(({ user }) => user))].sort();
        for (const item of [...new Set(list.map((event) => event.item))].slice(0, 8)) {
          const has = new Set(list.filter((event) => event.item === item).map(({ user }) => user));
          const scored = users.map((user) => ({ user, score: model.predict(user, item) }));
          const best = scored.filter(({ score }) => score !== null && score > (nothing ?? -Infinity)).sort((a, b) => b.score! - a.score!);
          expect(model.audienceFor(item, { k: 60, excludeSeen: false })).toEqual(best);
          const others = best.filter(({ user }) => !has.has(user));
          expect(model.audienceFor(item, { k: 5 })).toEqual(others.slice(0, 5));
          expect(model.audienceFor(item, { k: 5, exclude: [others[0]?.user] })).toEqual(others.slice(1, 6));
        }
      }
      expect(thrown(() => fit().audienceFor(4711)).code).toBe('unknown-id');
      expect(thrown(() => fit().audienceFor(list[0].item, { k: 0 })).code).toBe('invalid-option');
      expect(thrown(() => fit().audienceFor(list[0].item, { exclude: 'u1' })).code).toBe('invalid-option');
    });

    test('ranks by score, then id; the first five of ten are the five of five; no more than there are', () => {
      const model = fit();
      for (const user of data.users.values) {
        const ten = model.recommend(user, { k: 10 });
        expect(model.recommend(user, { k: 5 })).toEqual(ten.slice(0, 5));
        for (let e = 1; e < ten.length; e++) {
          expect(ten[e - 1].score > ten[e].score || (ten[e - 1].score === ten[e].score && ten[e - 1].item < ten[e].item)).toBe(true);
        }
        expect(model.recommend(user, { k: 1e6 }).length).toBeLessThanOrEqual(data.nItems);
      }
    });

    test('recommends to the users named, in their order', () => {
      const model = fit();
      const all = new Map([...model.recommendAll({ k: 4 })].map(({ user, items }) => [user, items]));
      const some = [...all.keys()].filter((_, u) => u % 7 === 3).reverse();
      expect([...model.recommendAll({ k: 4, users: some })]).toEqual(some.map((user) => ({ user, items: all.get(user) })));
      expect([...model.recommendAll({ users: [] })]).toEqual([]);
      expect(thrown(() => [...model.recommendAll({ users: ['nobody'] })]).code).toBe('unknown-id');
    });

    test('leaves out the seen, the excluded and what a filter refuses, before it ranks', () => {
      const model = fit();
      const user = data.users.at(3);
      const all = model.recommend(user, { k: 1000, excludeSeen: false });
      const seen = new Set(Array.from(data.itemsOf(user), (i) => data.items.at(i)));
      const fresh = all.filter(({ item }) => !seen.has(item));
      expect(model.recommend(user, { k: 1000 })).toEqual(fresh);
      const out = new Set([fresh[0].item, fresh[2].item, -1]);
      expect(model.recommend(user, { k: 1000, exclude: out })).toEqual(fresh.filter(({ item }) => !out.has(item)));
      expect(model.recommend(user, { k: 1000, items: [fresh[1].item, fresh[3].item, -1] })).toEqual([fresh[1], fresh[3]]);
      const where = (item: number) => item % 2 === 0 && model.recommend(user, { k: 1 }).length === 1; // asks the same model again
      expect(model.recommend(user, { k: 1000, where })).toEqual(fresh.filter(({ item }) => item % 2 === 0));
      expect(model.recommend(user, { exclude: data.items.values })).toEqual([]);
    });

    if (historyAlike)
      test('answers a history as it answers the user who has it', () => {
        for (const interactions of [data, valued(list).weight('log1p')]) {
          const model = fit(interactions);
          const { starts, items, values } = interactions.rows();
          interactions.users.values.slice(0, 10).forEach((user, u) => {
            const entries = Array.from(items.subarray(starts[u], starts[u + 1]), (i, e) => ({
              item: interactions.items.at(i),
              value: values[starts[u] + e],
            }));
            expect(model.recommend({ history: shuffled(entries) })).toEqual(model.recommend(user));
            const best = model.recommend(user)[0].item;
            expect(model.explain({ history: entries }, best)).toEqual(model.explain(user, best));
          });
        }
      });

    checkLists(fit, data, personal, scoresAlone ? Model.fromBytes : undefined);
    checkOdd(fit, data);

    test('falls back for a stranger, and says so', () => {
      const model = fit();
      const stranger = model.recommend('nobody', { k: 3 });
      expect(stranger).toHaveLength(3);
      expect(stranger.every(({ source }) => source === (personal ? 'popular' : 'model'))).toBe(true);
      expect(model.recommend({ history: [-5] }, { k: 3 })).toEqual(stranger);
      for (const { item, score } of stranger) expect(model.explain({ history: [] }, item).score).toBe(score);
      if (personal) expect(model.recommend('nobody', { fallback: 'none' })).toEqual([]);
    });

    test('knows what it does not know', () => {
      const model = fit();
      expect([model.predict('nobody', data.items.at(0)), model.predict(data.users.at(0), -1)]).toEqual([null, null]);
      expect(thrown(() => model.explain('nobody', data.items.at(0))).code).toBe('unknown-id');
      expect(thrown(() => model.explain(data.users.at(0), -1)).message).toContain('the model knows no item -1');
      expect(thrown(() => make().forget(model, 'nobody')).code).toBe('unknown-id');
    });

    test('refuses to forget the last person, and models and data of another kind', () => {
      const one = fit(Interactions.from([{ user: 'a', item: 1 }], COLUMNS));
      expect(thrown(() => make().forget(one, 'a')).message).toContain('would hold nobody');
      expect(thrown(() => make().update(undefined as never, data)).message).toContain('"model" must be a');
      expect(thrown(() => make().update(fit(), valued(list))).message).toContain('cannot be joined');
      const means = Interactions.from(list, { ...COLUMNS, value: 'value', duplicates: 'mean' });
      expect(thrown(() => make().update(fit(valued(list)), means)).message).toContain('"sum" and by "mean"');
      const numbered = Interactions.from([{ user: 7, item: 1 }], COLUMNS) as never;
      expect(thrown(() => make().update(fit(), numbered)).message).toContain('ids must be of one kind');
    });

    test('refuses wrong options of recommend', () => {
      const model = fit();
      for (const wrong of [{ k: 0 }, { k: 1.5 }, { fallback: 'x' }, { exclude: 3 }, { items: 'abc' }, { where: 1 }, { excludeSeen: 1 }]) {
        expect(thrown(() => model.recommend('u1', wrong as never)).code).toBe('invalid-option');
      }
      expect(thrown(() => model.recommend('u1', { top: 3 } as never)).code).toBe('unknown-option');
      expect(thrown(() => model.recommend({ history: 'tea' } as never)).message).toContain('"history" must be an array');
      expect(thrown(() => model.recommend({ history: [{ item: 12, value: NaN }] })).message).toContain('entry 1 of "history"');
    });

    test('gives the same bytes for any order of the rows, twice, and asynchronously', async () => {
      const bytes = fit().toBytes();
      expectSameBytes(fit().toBytes(), bytes);
      expectSameBytes(
        make()
          .fit(counted(shuffled(list)))
          .toBytes(),
        bytes,
      );
      expectSameBytes((await make().fitAsync(data)).toBytes(), bytes);
    });

    test('stops when told to', async () => {
      const stop = new AbortController();
      stop.abort();
      await expect(make().fitAsync(data, { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
    });

    test('saves and loads to the same bytes and answers', () => {
      for (const interactions of [data, valued(list).weight('log1p')]) {
        const model = fit(interactions);
        const bytes = model.toBytes();
        for (const copy of [bytes, misaligned(bytes)]) {
          const loaded = Model.fromBytes(copy);
          expectSameBytes(loaded.toBytes(), bytes);
          expect([...loaded.recommendAll()]).toEqual([...model.recommendAll()]);
          expect(loaded.explain('u1', 12)).toEqual(model.explain('u1', 12));
        }
        expect(load(bytes, [Model])).toBeInstanceOf(Model);
      }
    });

    if (scoresAlone)
      test('saves without users: nothing personal, the same scores for a history, no training', () => {
        const model = fit();
        const bytes = model.toBytes({ users: false });
        expect(new TextDecoder('latin1').decode(bytes)).not.toContain('u17');
        const alone = Model.fromBytes(bytes);
        expectSameBytes(alone.toBytes(), bytes);
        expect(alone.recommend({ history: [12, 15] })).toEqual(model.recommend({ history: [12, 15] }));
        for (const call of [
          () => alone.recommend('u1'),
          () => alone.predict('u1', 12),
          () => [...alone.recommendAll()],
          () => make().forget(alone, 'u1'),
          () => make().update(alone, data),
        ]) {
          expect(thrown(call).code).toBe('no-training-data');
        }
      });

    if (!scoresAlone)
      test('refuses to be saved without users, because it scores by them', () => {
        expect(thrown(() => fit().toBytes({ users: false })).code).toBe('unsupported');
      });

    test('refuses a damaged file: cut anywhere, any bit flipped', () => {
      const small = make().fit(counted(events(5, 4, 12)));
      expectDamageRefused(small.toBytes(), Model.fromBytes);
    });

    test('updates and forgets to the bytes of a fresh fit', () => {
      for (let sequence = 0; sequence < FAST_SEQUENCES; sequence++) expectFreshBytes(make, sequence);
    });

    test('takes one event, one item for all, and people with a single item', () => {
      const one = fit(Interactions.from([{ user: 'a', item: 1 }], COLUMNS));
      expect(one.recommend('a', { excludeSeen: false }).length).toBe(personal ? 0 : 1);
      const same = fit(
        Interactions.from(
          Array.from({ length: 9 }, (_, u) => ({ user: name(u), item: 7 })),
          COLUMNS,
        ),
      );
      expect(same.recommend(name(0))).toEqual([]);
    });
  });
}
