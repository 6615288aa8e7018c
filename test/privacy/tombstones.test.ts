// Tombstones: an erased person stays away under every spelling, and the file says nothing of who they were.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Interactions, KindredError, Table } from '../../src/index.js';
import { Tombstones } from '../../src/privacy/index.js';

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const ERASED = { ids: ['Zoë@Shop.example', 17850, 'Kunde  7'] };
const erased = new Tombstones({ key }).with(ERASED);

/** Writings of those people that a re-import may bring. */
const AGAIN = [
  'zoë@shop.example', 'ZOË@SHOP.EXAMPLE', ' Zoë@Shop.example ', 'zoe\u0308@shop.example', 'ｚｏë@shop.example', 'zo\u200Bë@shop.example', '\uFEFFzoë@shop.example', 'zo\u00ADë@shop.example',
  'zoë@shop\u3002example', '17850', ' 17850 ', '17850.0', '17850.00', '１７８５０', 17850, 'kunde 7', 'Kunde\u00A07', 'KUNDE\t7',
]; // prettier-ignore
const OTHERS = ['zoe@shop.example', 'zoë+tag@shop.example', '178500', '17850.5', '1785', 'kunde7', 'kunde 70', '', 17851, -17850];

describe('Tombstones', () => {
  test('know an erased person in every spelling, and nobody else', () => {
    for (const id of AGAIN) expect(erased.has(id), String(id)).toBe(true);
    for (const id of OTHERS) expect(erased.has(id), String(id)).toBe(false);
    expect([new Tombstones({ key }).has('zoë@shop.example'), new Tombstones({ key }).size]).toEqual([false, 0]);
    expect(erased.size).toBe(3);
    expect(erased.with('kunde 7').size).toBe(3);
  });

  test('keep them out of a table that is read again, in text, category and number columns', () => {
    const ids = [...AGAIN, ...OTHERS].map(String);
    for (const kind of ['text', 'category'] as const) {
      const who = kind === 'text' ? { kind, values: ids } : { kind, codes: Int32Array.from(ids.keys()), categories: ids };
      const { table, nDropped } = erased.without(Table.of({ who, n: { kind: 'number', values: Float64Array.from(ids.keys()) } }), ['who']);
      expect(nDropped).toBe(AGAIN.length);
      expect([...table.column('n', 'number').values]).toEqual(ids.flatMap((_, i) => (i < AGAIN.length ? [] : [i])));
      const column = table.column('who');
      expect(column.kind === 'category' ? column.categories : column.kind === 'text' && column.values).toEqual(OTHERS.map(String));
    }
    const numbers = Table.from({ a: [17850, 1, null], b: [1, 17850, 2] });
    expect(erased.without(numbers, ['a']).table.nRows).toBe(2);
    expect(erased.without(numbers, ['a', 'b']).table.nRows).toBe(1);
    expect(erased.without(numbers.filter([0, 0, 1]), ['a', 'b']).nDropped).toBe(0);
    expect(erased.without(Table.from({ a: [] as string[] }), ['a'])).toMatchObject({ nDropped: 0 });
  });

  test('keep them out of a dictionary that nothing points to, and leave what was unused as it was', () => {
    const who = { kind: 'category', codes: Int32Array.of(0, -1), categories: ['ann', 'ZOË@shop.example', 'unused'] } as const;
    const { table, nDropped } = erased.without(Table.of({ who }), ['who']);
    expect([nDropped, table.column('who')]).toEqual([0, { kind: 'category', codes: Int32Array.of(0, -1), categories: ['ann', 'unused'] }]);
  });

  test('keep them out of interactions', () => {
    const rows = { u: ['ann', ...AGAIN.map(String)], i: ['tea', ...AGAIN.map((_, i) => `gift ${i}`)] };
    const { interactions, nDropped } = erased.without(Interactions.from(rows, { user: 'u', item: 'i' }));
    expect([nDropped, interactions.users.values, interactions.items.values]).toEqual([AGAIN.length, ['ann'], ['tea']]);
    const same = Interactions.from({ u: ['ann'], i: ['tea'] }, { user: 'u', item: 'i' });
    expect(erased.without(same).interactions).toBe(same);
  });

  test('are HMAC-SHA-256 of "erased", a zero byte and the spelling', () => {
    const mark = (text: string) => createHmac('sha256', key).update(`erased\0${text}`).digest('hex');
    expect(erased.marksOf(ERASED)).toEqual(['zoë@shop.example', '17850', 'kunde 7'].map(mark).sort());
    expect(new Tombstones({ key: key.map((byte) => byte ^ 1) }).marksOf(17850)).not.toEqual([mark('17850')]);
  });

  test('come back from their file, whose bytes hold no id and depend on no order', () => {
    const bytes = erased.toBytes();
    const again = Tombstones.fromBytes(bytes, { key });
    expect([again.has('KUNDE 7'), again.size, again.toBytes()]).toEqual([true, 3, bytes]);
    const otherOrder = [...ERASED.ids].reverse().reduce((all: Tombstones, id) => all.with(id), new Tombstones({ key }));
    expect(otherOrder.toBytes()).toEqual(bytes);
    const text = Buffer.from(bytes).toString('latin1').toLowerCase();
    for (const trace of ['zo', '17850', 'kunde', Buffer.from(key).toString('latin1'), Buffer.from(key).toString('hex')])
      expect(text.includes(trace), trace).toBe(false);
    expect(Tombstones.fromBytes(new Tombstones({ key }).toBytes(), { key }).size).toBe(0);
  });

  test('a file that was changed, cut off or written with another key is refused', () => {
    const bytes = erased.toBytes();
    const code = (file: Uint8Array, by = key) => {
      try {
        Tombstones.fromBytes(file, { key: by });
        return 'opened';
      } catch (error) {
        return (error as KindredError).code;
      }
    };
    for (let i = 0; i < bytes.length; i++) {
      expect(code(bytes.map((byte, j) => (j === i ? byte ^ (1 << (i & 7)) : byte))), `byte ${i}`).not.toBe('opened');
      expect(code(bytes.slice(0, i)), `${i} bytes`).toBe('file-corrupt');
    }
    expect(code(bytes, new Uint8Array(32))).toBe('denied');
  });

  test('a new key is random, and the caller can keep it', () => {
    const one = new Tombstones().with('ann');
    expect(one.key).not.toEqual(new Tombstones().key);
    expect(Tombstones.fromBytes(one.toBytes(), { key: one.key }).has('Ann')).toBe(true);
    one.key.fill(0); // a copy
    expect(one.has('ann')).toBe(true);
  });

  test('wrong arguments', () => {
    for (const wrong of [
      () => new Tombstones({ key: new Uint8Array(31) }),
      () => Tombstones.fromBytes(erased.toBytes(), undefined as never),
      () => Tombstones.fromBytes('x' as never, { key }),
      () => erased.with({ ids: [] }),
      () => erased.with(''),
      () => erased.without(Table.from({ a: ['x'] }), []),
      () => erased.without(Table.from({ a: ['x'] }), ['b']),
      () => erased.without(Table.from({ a: [true] }), ['a']),
      () => erased.without('x' as never, ['a']),
    ])
      expect(wrong).toThrow(KindredError);
  });
});
