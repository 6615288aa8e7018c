import { describe, expect, test } from 'vitest';
import { Interactions, ItemKNN, Popularity, PopularityModel } from '../../src/index.js';
import { readModelFile, writeModelFile } from '../../src/data/model-file.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { events, shuffled, type Event } from '../support/random.js';
import { segmentOf } from './subjects.js';

const DAY = 86400000;

describe('Popularity', () => {
  const list = events(40, 25, 600).map((event) => ({ ...event, time: event.time * DAY * 0.2 }));
  const timed = (some: readonly Event[]) => Interactions.from(some, { user: 'user', item: 'item', time: 'time' });
  const counted = (some: readonly Event[]) => {
    const users = new Map<number, Set<string>>();
    for (const { user, item } of some) users.set(item, (users.get(item) ?? new Set()).add(user));
    return [...users].map(([item, { size: score }]) => ({ item, score })).sort((a, b) => b.score - a.score || a.item - b.item);
  };
  const listOf = (model: PopularityModel<string, number>, segment?: string) =>
    model.recommend({ history: [], ...(segment && { segment }) }, { k: 100 }).map(({ item, score }) => ({ item, score }));
  const last = Math.max(...list.map(({ time }) => time));

  test('counts the users within a window, up to the last event or a given moment', () => {
    for (const [days, asOf] of [[7, undefined], [30, undefined], [10, 60 * DAY], [1e6, undefined]] as const) {
      const to = asOf ?? last;
      const model = new Popularity({ window: { days, ...(asOf && { asOf }) } }).fit(timed(shuffled(list)));
      expect(listOf(model)).toEqual(counted(list.filter(({ time }) => time <= to && time > to - days * DAY)));
      expect(model.popularity).toEqual(new Popularity().fit(timed(list)).popularity);
      expectSameBytes(PopularityModel.fromBytes(model.toBytes()).toBytes(), model.toBytes());
    }
  }); // prettier-ignore

  test('counts by segment: a user has the list of the segment, others that of everyone', () => {
    for (const window of [undefined, { days: 20 }]) {
      const within = list.filter(({ time }) => !window || time > last - 20 * DAY);
      const model = new Popularity({ ...(window && { window }) }).fit(timed(list), { segments: segmentOf });
      expect(model.segmentNames).toEqual(['even', 'odd']);
      for (const name of ['even', 'odd'])
        expect(listOf(model, name)).toEqual(counted(within.filter(({ user }) => segmentOf(user) === name)));
      expect(listOf(model)).toEqual(counted(within));
      const of = (user: string) => model.recommend(user, { k: 100, excludeSeen: false }).map(({ item, score }) => ({ item, score }));
      expect(of('u3')).toEqual(listOf(model, 'even'));
      expect(of('u5')).toEqual(listOf(model));
      expect(model.explain('u4', 12).score).toBe(model.predict('u4', 12));
      const alone = PopularityModel.fromBytes<string, number>(model.toBytes({ users: false }));
      expect(listOf(alone, 'odd')).toEqual(listOf(model, 'odd'));
      expect(alone.segments!.members).toBe(undefined);
      expect(thrown(() => alone.recommend('u1')).code).toBe('no-training-data');
    }
  });

  test('updates and forgets to the bytes of a fresh fit, users keep their segments', () => {
    const recipe = new Popularity({ window: { days: 30 } });
    const [before, more] = [list.slice(0, 400), list.slice(400)];
    const segments = new Map(list.map(({ user }) => [user, segmentOf(user) ?? 'none']));
    const updated = recipe.update(recipe.fit(timed(before), { segments }), timed(more), { segments });
    expectSameBytes(updated.model.toBytes(), recipe.fit(timed(list), { segments }).toBytes());
    const forgotten = recipe.forget(updated.model, 'u7');
    const left = list.filter(({ user }) => user !== 'u7');
    expectSameBytes(forgotten.model.toBytes(), recipe.fit(timed(left), { segments }).toBytes());
    expect(forgotten.receipt).toMatchObject({ action: 'forget', method: 'refitted' });
    const moved = recipe.update(updated.model, timed(more.slice(0, 1)), { segments: new Map([['u1', 'none']]) }).model;
    expect(moved.recommend('u1', { excludeSeen: false, k: 100 }).map(({ item }) => item)).toEqual(
      listOf(moved, 'none').map(({ item }) => item),
    );
  });

  test('a segment of few has no list of its own: it would tell what they bought', () => {
    const rows = list.map((event) => ({ ...event, segment: event.user === 'u7' ? 'alone' : 'others' }));
    const segments = new Map(rows.map(({ user, segment }) => [user, segment]));
    const data = timed(list);
    const model = new Popularity().fit(data, { segments });
    expect(model.segmentNames).toEqual(['others']);
    expect(new TextDecoder('latin1').decode(model.toBytes({ users: false }))).not.toContain('alone');
    expect(model.recommend('u7', { k: 100, excludeSeen: false })).toEqual(model.recommend('nobody', { k: 100 }));
    const both = new Popularity({ minPerSegment: 1 }).fit(data, { segments });
    expect(both.segmentNames).toEqual(['alone', 'others']);
    expect(listOf(both, 'alone')).toEqual(counted(list.filter(({ user }) => user === 'u7')));
    // nobody is lost: the same person, among more of the kind, is told apart again
    const friends = Array.from({ length: 12 }, (_, n) => ({ user: `v${n}`, item: 11, value: 1, time: 0 }));
    const more = new Popularity().update(model, timed(friends), { segments: (user) => (user.startsWith('v') ? 'alone' : undefined) });
    expect(listOf(more.model, 'alone')).toEqual(counted([...friends, ...list.filter(({ user }) => user === 'u7')]));
  });

  test('a file without users tells nothing of whom the filter leaves out', () => {
    const extra = [{ user: 'z', item: 999, value: 1, time: 1e6 * DAY }];
    const segments = (user: string) => (user === 'z' ? 'secret' : 'known');
    const fit = (some: readonly Event[]) =>
      new Popularity({ window: { days: 9 } }).fit(timed(some).filter({ minPerItem: 2 }), { segments }).toBytes({ users: false });
    expectSameBytes(fit([...list, ...extra]), fit(list));
  });

  test('an update moves users, and takes them out of segments', () => {
    const model = new Popularity({ minPerSegment: 1 }).fit(timed(list), { segments: segmentOf });
    const now = new Popularity().update(model, timed(list.slice(0, 1)), {
      segments: new Map([
        ['u3', null],
        ['u1', 'even'],
      ]),
    }).model;
    const of = (user: string) => now.recommend(user, { k: 100, excludeSeen: false }).map(({ item, score }) => ({ item, score }));
    expect(of('u3')).toEqual(listOf(now));
    expect(of('u1')).toEqual(listOf(now, 'even'));
    expect(listOf(now, 'even')).not.toEqual(listOf(now, 'odd'));
  });

  test('refuses windows, segments and people that are none', () => {
    for (const minPerSegment of [0, 1.5, '2', null])
      expect(thrown(() => new Popularity({ minPerSegment: minPerSegment as never })).code).toBe('invalid-option');
    for (const window of [28, null, {}, { days: 0 }, { days: NaN }, { days: '28' }, { days: 28, until: 1 }])
      expect(thrown(() => new Popularity({ window: window as never })).code).toBe('invalid-option');
    expect(thrown(() => new Popularity({ window: { days: 3, asOf: 'yesterday' } })).code).toBe('invalid-data');
    const untimed = Interactions.from(list, { user: 'user', item: 'item' });
    expect(thrown(() => new Popularity({ window: { days: 3 } }).fit(untimed)).message).toContain('needs interactions with "time"');
    expect(thrown(() => new Popularity().fit(untimed, { segments: { u1: 'a' } as never })).code).toBe('invalid-option');
    expect(thrown(() => new Popularity().fit(untimed, { segments: null as never })).code).toBe('invalid-option');
    expect(thrown(() => new Popularity().fit(untimed, { segments: () => 3 as never })).message).toContain(
      'the segment of user "u0" must be a text',
    );
    const model = new Popularity().fit(untimed, { segments: segmentOf });
    expect(model.recommend({ history: [], segment: 'evn' })).toEqual(model.recommend({ history: [] }));
    expect(thrown(() => new Popularity().fit(untimed).recommend({ history: [], segment: 'even' })).code).toBe('invalid-option');
    expect(thrown(() => new ItemKNN().fit(untimed).recommend({ history: [12], segment: 'even' })).code).toBe('invalid-option');
    const nobody = new Popularity().fit(untimed, { segments: new Map() });
    expect(nobody.segmentNames).toEqual([]);
    expect(listOf(nobody)).toEqual(counted(list));
  });

  test('refuses a file whose parts do not go together', () => {
    const model = new Popularity({ window: { days: 20 } }).fit(timed(list), { segments: segmentOf });
    const file = readModelFile(model.toBytes());
    const forged = (settings: object, tensors: object) =>
      thrown(() =>
        PopularityModel.fromBytes(
          writeModelFile({ ...file, settings: { ...file.settings, ...settings }, tensors: { ...file.tensors, ...tensors } }),
        ),
      ).code;
    const options = file.settings['options'] as object;
    for (const window of [{ days: '2' }, { days: 1, asOf: null }, { days: 2, asOf: 'x' }, { days: 2, x: 1 }, undefined])
      expect(forged({ options: { ...options, window } }, {})).toBe('file-corrupt');
    expect(forged({ options: {} }, {})).toBe('file-corrupt');
    for (const segments of [['odd', 'even'], ['even', 'even'], [1, 2], 'even', ['even']])
      expect(forged({ segments }, {})).toBe('file-corrupt');
    expect(forged({ members: ['even'] }, {})).toBe('file-corrupt');
    expect(forged({}, { counts: new Int32Array(model.items.size).fill(-1) })).toBe('file-corrupt');
  });
});
