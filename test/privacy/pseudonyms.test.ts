// Pseudonyms: byte for byte Node's HMAC, one a person, none without the key.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Interactions, Table } from '../../src/index.js';
import { newKey, Pseudonyms, spellingOf } from '../../src/privacy/index.js';
import { PSEUDONYMS } from '../../src/privacy/pseudonyms.js';
import { checkConstraints } from '../estimators/contract.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const keyOf = (seed: number, length = 32) => {
  const random = generator(seed);
  return Uint8Array.from({ length }, () => Math.floor(256 * random()));
};
const [old, now] = [keyOf(1), keyOf(2)];
const pseudonyms = new Pseudonyms({ keys: [{ id: 'k2', key: now }, { id: 'k1', key: old }] }); // prettier-ignore

test("are Node's HMAC over the spelling", () => {
  for (const length of [32, 33, 64, 65, 200]) {
    for (const domain of ['', 'meta', 'größe']) {
      const key = keyOf(length, length);
      const made = new Pseudonyms({ keys: [{ id: 'K9', key }], domain });
      for (const id of ['ann', ' Ann@MÜLLER.example', 17850, 'x'.repeat(500), '🙂', '__proto__']) {
        const mac = createHmac('sha256', key)
          .update(`kindred pseudonym 1\n${domain}\n${spellingOf(id)}`)
          .digest('base64url');
        expect(made.of(id)).toBe(`K9_${mac}`);
      }
    }
  }
});

test('one person has one, two people two, and domains and keys are apart', () => {
  expect(pseudonyms.of(' ANN@shop.example')).toBe(pseudonyms.of('ann@shop.example'));
  expect(pseudonyms.of(5)).toBe(pseudonyms.of('5'));
  const all = new Set(Array.from({ length: 5000 }, (_, i) => pseudonyms.of(i)));
  expect(all.size).toBe(5000);
  for (const text of all) expect(text).toMatch(/^k2_[A-Za-z0-9_-]{43}$/);
  const ad = new Pseudonyms({ keys: [{ id: 'k2', key: now }], domain: 'ad' });
  expect(ad.of('ann')).not.toBe(pseudonyms.of('ann'));
  expect(ad.matches('ann', pseudonyms.of('ann'))).toBe(false);
});

describe('keys', () => {
  const before = new Pseudonyms({ keys: [{ id: 'k1', key: old }] });

  test('that are held are known; a retired one is not', () => {
    expect(pseudonyms.currentKey).toBe('k2');
    expect([pseudonyms.matches('Ann', before.of('ann')), pseudonyms.matches('ann', pseudonyms.of('ann'))]).toEqual([true, true]);
    expect(pseudonyms.matches('bob', before.of('ann'))).toBe(false);
    const retired = new Pseudonyms({ keys: [{ id: 'k2', key: now }] });
    expect([retired.matches('ann', before.of('ann')), retired.keyOf(before.of('ann')), pseudonyms.keyOf(before.of('ann'))]).toEqual([false, undefined, 'k1']); // prettier-ignore
    for (const wrong of [
      '',
      'k2_',
      'ann',
      `__proto___${'A'.repeat(43)}`,
      `${pseudonyms.of('ann')}x`,
      pseudonyms.of('ann').slice(0, -1),
      null,
    ])
      expect(pseudonyms.matches('ann', wrong as string), String(wrong)).toBe(false);
  });

  test('one character changed anywhere is another', () => {
    const right = pseudonyms.of('ann');
    for (let i = 0; i < right.length; i++)
      expect(pseudonyms.matches('ann', right.slice(0, i) + (right[i] === 'A' ? 'B' : 'A') + right.slice(i + 1))).toBe(false);
  });

  test('are rotated by the people at hand', () => {
    const people = ['ann', 'bob', 5, 'ANN'];
    const renamed = pseudonyms.rotate(people);
    expect(renamed.size).toBe(3);
    for (const id of people) expect(renamed.get(before.of(id))).toBe(pseudonyms.of(id));
    expect(before.rotate(people).size).toBe(0);
    expect(thrown(() => pseudonyms.rotate(['ann', ''])).message).toContain('row 2 of "people"');
  });

  test('are not shown, and what the caller does with the bytes later does not count', () => {
    const key = keyOf(3);
    const made = new Pseudonyms({ keys: [{ id: 'k', key }] });
    const ann = made.of('ann');
    key.fill(0);
    expect(made.of('ann')).toBe(ann);
    expect(JSON.stringify(made)).toBe('{"currentKey":"k"}');
    const error = thrown(() => new Pseudonyms({ keys: [{ id: 'k', key: keyOf(1, 31) }] }));
    expect(error.message).toMatch(/32 bytes at least .*, got an array of 1$/);
  });

  test('are random', () => expect(new Set(Array.from({ length: 50 }, () => newKey().join())).size).toBe(50));

  checkConstraints((options) => new Pseudonyms(options), { keys: [{ id: 'k', key: now }] }, PSEUDONYMS as never);
});

describe('of columns and interactions', () => {
  test('columns of text, categories and numbers; gaps stay', () => {
    const table = Table.from({ mail: ['ann', null, 'Ann '], no: [1, NaN, 3], paid: [1, 2, 3] }).derive('again', ['ann', 'bob', null]);
    const text = Table.of([
      ...table.columns.map((name) => [name, table.column(name)] as const),
      ['t', { kind: 'text', values: ['5', null, 'ann'] }],
    ]);
    const made = pseudonyms.table(text, ['mail', 'no', 't']);
    const values = (name: string) => made.column(name, 'text').values;
    expect(values('mail')).toEqual([pseudonyms.of('ann'), null, pseudonyms.of('ann')]);
    expect(values('no')).toEqual([pseudonyms.of(1), null, pseudonyms.of(3)]);
    expect(values('t')).toEqual([pseudonyms.of('5'), null, pseudonyms.of('ann')]);
    expect([made.columns, made.column('paid'), made.column('again')]).toEqual([text.columns, text.column('paid'), text.column('again')]);
    expect(thrown(() => pseudonyms.table(text, ['mial'])).code).toBe('unknown-column');
    expect(thrown(() => pseudonyms.table(Table.from({ a: ['secret', ' '] }), ['a'])).message).toMatch(/^row 2 of "a" must be an id/);
    expect(thrown(() => pseudonyms.table(Table.from({ a: [0.5] }), ['a'])).code).toBe('invalid-data');
    expect(thrown(() => pseudonyms.table(Table.from({ a: [true] }), ['a'])).code).toBe('invalid-data');
    expect(pseudonyms.table(Table.from({ a: [] }), ['a']).nRows).toBe(0);
  });

  test('interactions are those that rows of pseudonyms make', () => {
    const rows = [['ann', 'tea', 3], ['Ann ', 'jam', 1], ['bob', 'tea', 2], ['ann', 'tea', 1]].map(([u, i, t]) => ({ u, i, t })); // prettier-ignore
    const columns = { user: 'u', item: 'i', time: 't' } as const;
    const made = pseudonyms.interactions(Interactions.from(rows as never, columns as never));
    const expected = Interactions.from(rows.map(({ u, ...rest }) => ({ ...rest, u: pseudonyms.of(u!) })) as never, columns as never);
    expect(made.users.values).toEqual(expected.users.values);
    expect([made.nUsers, made.items.values, made.events]).toEqual([2, expected.items.values, expected.events]);
    const both = pseudonyms.interactions(Interactions.from(rows as never, columns as never).weight('bm25'), { items: true });
    expect([both.items.indexOf(pseudonyms.of('tea')) >= 0, both.recipe]).toEqual([true, Interactions.from(rows as never, columns as never).weight('bm25').recipe]); // prettier-ignore
    const values = [{ u: 'ann', i: 'tea', v: 1 }, { u: 'ANN', i: 'tea', v: 2 }]; // prettier-ignore
    expect(thrown(() => pseudonyms.interactions(Interactions.from(values, { user: 'u', item: 'i', value: 'v' }))).code).toBe(
      'invalid-data',
    );
  });
});
