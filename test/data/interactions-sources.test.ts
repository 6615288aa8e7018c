// Interactions and tables out of typed arrays and of the package apache-arrow: the same as out of rows.
import * as arrow from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { Interactions, Table } from '../../src/index.js';
import { thrown } from '../support/files.js';

const rows = [
  { user: 3, item: 'tea', value: 2, time: 1000 },
  { user: 1, item: 'jam', value: 1, time: 3000 },
  { user: 3, item: 'mug', value: 4, time: 2000 },
];
const COLUMNS = { user: 'user', item: 'item', value: 'value', time: 'time' } as const;
const same = Interactions.from(rows, COLUMNS);

const KINDS = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
]; // prettier-ignore

describe('typed arrays', () => {
  test.each(KINDS.map((Kind) => [Kind.name, Kind] as const))('%s', (_, Kind) => {
    const columns = { user: Kind.from([3, 1, 3]), item: ['tea', 'jam', 'mug'], value: Kind.from([2, 1, 4]), time: [1000, 3000, 2000] };
    expect(Interactions.from(columns, COLUMNS)).toEqual(same);
    expect([...Table.from({ user: columns.user }).column('user', 'number').values]).toEqual([3, 1, 3]);
  });

  test.each([BigInt64Array, BigUint64Array].map((Kind) => [Kind.name, Kind] as const))('%s: safe values or an error', (_, Kind) => {
    const columns = (last: bigint) => ({ user: Kind.from([3n, 1n, last]), item: ['tea', 'jam', 'mug'], value: Kind.from([2n, 1n, 4n]), time: Kind.from([1000n, 3000n, 2000n]) }); // prettier-ignore
    expect(Interactions.from(columns(3n), COLUMNS)).toEqual(same);
    expect(Table.from({ user: columns(5n).user }).row(2)).toEqual({ user: 5 });
    const message = 'row 3 of "user" must be a whole number below 2^53 in size, got 9007199254740992';
    expect(thrown(() => Interactions.from(columns(2n ** 53n), COLUMNS))).toMatchObject({ code: 'invalid-data', message });
    expect(thrown(() => Table.from({ user: columns(2n ** 53n).user })).message).toBe(message);
  });

  test('fractions and numbers that are none are refused by row', () => {
    const from = (user: ArrayLike<number>, value: ArrayLike<number>) => Interactions.from({ user, item: [1, 2], value }, { user: 'user', item: 'item', value: 'value' }); // prettier-ignore
    expect(thrown(() => from(Float32Array.of(1, 2.5), [1, 1])).message).toContain('row 2 of "user" must be text or a whole number');
    expect(thrown(() => from([1, 2], Float32Array.of(1, NaN))).message).toContain('row 2 of "value" must be a finite number');
  });
});

/** A table in chunks of its first two rows and the rest. */
function chunked(vectors: Readonly<Record<string, arrow.Vector>>): arrow.Table {
  const table = new arrow.Table(vectors);
  return table.slice(0, 2).concat(table.slice(2));
}

const of = (values: readonly unknown[], type: arrow.DataType): arrow.Vector => arrow.vectorFromArray(values as never, type as never);
const dictionary = (values: readonly (string | null)[]) => of(values, new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()));

describe('Arrow', () => {
  const item = of(['tea', 'jam', 'mug'], new arrow.Utf8());
  const time = of([1000, 3000, 2000], new arrow.TimestampMillisecond());
  const value = of([2, 1, 4], new arrow.Float64());

  const users: [string, arrow.DataType][] = [
    ['int8', new arrow.Int8()], ['uint16', new arrow.Uint16()], ['int32', new arrow.Int32()], ['float32', new arrow.Float32()], ['float64', new arrow.Float64()],
  ]; // prettier-ignore
  test.each(users)('users as %s', (_, type) => {
    const user = of([3, 1, 3], type);
    for (const table of [new arrow.Table({ user, item, value, time }), chunked({ user, item, value, time })])
      expect(Interactions.from(table, COLUMNS)).toEqual(same);
  });

  test('int64 where it is safe', () => {
    const user = (last: bigint) => of([3n, 1n, last], new arrow.Int64());
    expect(Interactions.from(chunked({ user: user(3n), item, value, time }), COLUMNS)).toEqual(same);
    const wide = chunked({ user: user(-(2n ** 60n)), item, value, time });
    expect(thrown(() => Interactions.from(wide, COLUMNS)).message).toContain('row 3 of "user" must be a whole number below 2^53');
  });

  test('texts and dictionaries, as ids and in tables', () => {
    const texts = ['zoë', '', 'jam', 'jam', null];
    const ids = Interactions.from(chunked({ user: of([1, 1, 2, 2], new arrow.Int32()), item: dictionary(['tea', 'jam', 'jam', 'abc']) }), { user: 'user', item: 'item' }); // prettier-ignore
    expect(ids).toEqual(Interactions.from({ user: [1, 1, 2, 2], item: ['tea', 'jam', 'jam', 'abc'] }, { user: 'user', item: 'item' }));
    for (const vector of [of(texts, new arrow.Utf8()), dictionary(texts)]) {
      expect(Table.from(chunked({ text: vector }))).toEqual(Table.from({ text: texts }));
      expect(Table.from(chunked({ text: vector }), { missing: ['jam'] })).toEqual(Table.from({ text: texts }, { missing: ['jam'] }));
    }
  });

  test('times by their units, dates and truth, missing values in a table', () => {
    const at = [Date.UTC(2026, 0, 31, 12), null, Date.UTC(1969, 11, 31, 23)];
    const units = { s: 1, ms: 1000, us: 1000000, ns: 1000000000 };
    const types = { s: new arrow.TimestampSecond(), ms: new arrow.TimestampMillisecond(), us: new arrow.TimestampMicrosecond(), ns: new arrow.TimestampNanosecond() }; // prettier-ignore
    for (const unit of ['s', 'ms', 'us', 'ns'] as const) {
      const raw = BigInt64Array.from(at, (ms) => BigInt((ms ?? 0) / 1000) * BigInt(units[unit]));
      const nullBitmap = Uint8Array.of(0b101);
      const data = arrow.makeData({ type: types[unit], length: 3, nullCount: 1, nullBitmap, data: raw as never });
      const table = Table.from(new arrow.Table({ at: new arrow.Vector([data]) }));
      expect([...table.column('at', 'date').values], unit).toEqual([at[0], NaN, at[2]]);
    }
    const days = Table.from(chunked({ day: of([new Date('2026-01-31'), null, new Date('1969-12-31')], new arrow.DateDay()), yes: of([true, null, false], new arrow.Bool()), n: of([1, null, 3], new arrow.Int32()) })); // prettier-ignore
    expect([0, 1, 2].map((r) => days.row(r))).toEqual([
      { day: new Date('2026-01-31'), yes: true, n: 1 },
      { day: null, yes: null, n: null },
      { day: new Date('1969-12-31'), yes: false, n: 3 },
    ]);
    const seconds = of([1000, 3000, 2000], new arrow.TimestampSecond()); // the vector knows its unit, timeUnit is for numbers
    const user = of([3, 1, 3], new arrow.Int32());
    const [a, b] = (['ms', 's'] as const).map((timeUnit) => Interactions.from(new arrow.Table({ user, item, value, time: seconds }), { ...COLUMNS, timeUnit })); // prettier-ignore
    expect(a).toEqual(b);
  });

  test('refuses missing ids, values and times by row, unknown columns and types that are none', () => {
    const user = of([3, 1, 3], new arrow.Int32());
    const from = (change: Readonly<Record<string, arrow.Vector>>) => thrown(() => Interactions.from(new arrow.Table({ user, item, value, time, ...change }), COLUMNS)); // prettier-ignore
    expect(from({ user: of([3, null, 3], new arrow.Int32()) }).message).toContain('row 2 of "user"');
    expect(from({ item: of(['tea', 'jam', null], new arrow.Utf8()) }).message).toContain('row 3 of "item"');
    expect(from({ item: dictionary(['tea', null, 'jam']) }).message).toContain('row 2 of "item" is missing');
    expect(from({ value: of([1, null, 1], new arrow.Float32()) }).message).toContain('row 2 of "value" must be a finite number');
    expect(from({ time: of([1, 2, null], new arrow.TimestampMillisecond()) }).message).toContain('row 3 of "time" must be a Date');
    expect(from({ user: time }).message).toContain('"user" must hold texts or whole numbers, it holds dates');
    expect(from({ value: of([[1], [2], [3]], new arrow.List(new arrow.Field('x', new arrow.Int32()))) }).message).toContain('it is an Arrow List'); // prettier-ignore
    const other = { ...COLUMNS, item: 'itme' };
    expect(thrown(() => Interactions.from(new arrow.Table({ user, item, value, time }), other)).message).toBe('there is no column "itme" (did you mean "item"?); there are: user, item, value, time'); // prettier-ignore
  });

  test('reads what the package itself reads from a file', () => {
    const table = new arrow.Table({ user: of([3, 1, 3], new arrow.Int32()), item: dictionary(['tea', 'jam', 'mug']), value, time });
    expect(Interactions.from(arrow.tableFromIPC(arrow.tableToIPC(table)), COLUMNS)).toEqual(same);
    expect(Table.from(new arrow.Table({ n: of([], new arrow.Int32()) })).nRows).toBe(0);
  });
});

test('16-bit floats are numbers, and booleans are neither numbers, ids nor times', () => {
  const half = arrow.vectorFromArray([1.5, 2, 3], new arrow.Float16());
  const table = new arrow.Table({
    user: arrow.vectorFromArray(['a', 'b', 'c']),
    item: arrow.vectorFromArray(['x', 'y', 'z']),
    value: half,
  });
  expect(Interactions.from(table, { user: 'user', item: 'item', value: 'value' }).rows().values).toEqual(Float64Array.of(1.5, 2, 3));
  const flags = arrow.vectorFromArray([true, null, false], new arrow.Bool());
  const rest = { user: arrow.vectorFromArray(['a', 'b', 'c']), item: arrow.vectorFromArray(['x', 'y', 'z']) };
  for (const source of [
    new arrow.Table({ ...rest, flag: flags }),
    Table.from({ user: ['a', 'b', 'c'], item: ['x', 'y', 'z'], flag: [true, null, false] }),
  ])
    for (const columns of [
      { user: 'user', item: 'item', value: 'flag' },
      { user: 'flag', item: 'item' },
      { user: 'user', item: 'item', time: 'flag' },
    ])
      expect(thrown(() => Interactions.from(source, columns)).message).toContain('row 1 of');
});
