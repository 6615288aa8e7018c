import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readModelFile, writeModelFile } from '../../src/data/model-file.js';
import { Matrix, Table } from '../../src/index.js';
import {
  OneHotEncoder,
  OneHotEncoderModel,
  OrdinalEncoder,
  OrdinalEncoderModel,
  type Category,
  type OneHotEncoderOptions,
  type OrdinalEncoderOptions,
} from '../../src/preprocessing/index.js';
import { ONE_HOT_ENCODER } from '../../src/preprocessing/one-hot-encoder.js';
import { ORDINAL_ENCODER } from '../../src/preprocessing/ordinal-encoder.js';
import { largestError } from '../golden/errors.js';
import { expectDamageRefused, expectSameBytes, misaligned, thrown } from '../support/files.js';
import { checkConstraints } from './contract.js';
import { checkTransformer } from './transformer-contract.js';

const kinds = Table.from({
  plan: ['year', null, 'month', 'year', 'a=b', 'month'],
  active: [true, null, false, false, true, true],
  size: [2, 10, null, -3, 2, 2],
});
const oneHot = { make: (options: OneHotEncoderOptions) => new OneHotEncoder(options), Model: OneHotEncoderModel };
const ordinal = { make: (options: OrdinalEncoderOptions) => new OrdinalEncoder(options), Model: OrdinalEncoderModel };

describe('OneHotEncoder', () => checkConstraints(oneHot.make, {}, ONE_HOT_ENCODER as never));
describe('OrdinalEncoder', () => checkConstraints(ordinal.make, {}, ORDINAL_ENCODER as never));

const ALL = [
  ['plan=a=b', 'plan=month', 'plan=year', 'missing(plan)'],
  ['active=false', 'active=true', 'missing(active)'],
  ['size=-3', 'size=2', 'size=10', 'missing(size)'],
];
for (const drop of ['none', 'first'] as const) {
  checkTransformer(`OneHotEncoder, dropping ${drop}`, {
    ...oneHot,
    options: { drop },
    table: kinds,
    columnsOut: ALL.flatMap((names) => (drop === 'first' ? names.slice(1) : names)),
    keepsMissing: false,
    inverse: 0,
  });
}
checkTransformer('OrdinalEncoder', { ...ordinal, options: {}, table: kinds, keepsMissing: false, inverse: 0 });
checkTransformer('OrdinalEncoder with codes of its own', {
  ...ordinal,
  options: { handleUnknown: 'useEncodedValue', unknownValue: -1, encodedMissingValue: -2 } as const,
  table: kinds,
  keepsMissing: false,
  inverse: 0,
});

const plans = (...plan: (string | null)[]) => Table.from({ plan });
const rows = (table: Table) => {
  const { data, nColumns } = table.toMatrix();
  return Array.from({ length: table.nRows }, (_, i) => Array.from(data.subarray(i * nColumns, (i + 1) * nColumns)).join(''));
};
const some = plans('b', 'a', 'b', 'c', 'a', 'b');

describe('OneHotEncoder', () => {
  test('names its columns and puts one 1 in each row', () => {
    const model = new OneHotEncoder().fit(kinds);
    expect(model.outputColumns).toEqual(ALL.flat());
    expect(rows(model.transform(kinds)).slice(0, 2)).toEqual(['00100100100', '00010010010']);
    expect(model.categories).toEqual([['a=b', 'month', 'year', null], [false, true, null], [-3, 2, 10, null]]); // prettier-ignore
  });

  test('says which row holds what fit has not seen, and the near miss', () => {
    const model = new OneHotEncoder().fit(plans('month', 'year'));
    const error = thrown(() => model.transform(plans('year', 'yaer')));
    expect([error.code, error.message]).toEqual([
      'invalid-data',
      'row 2 of "plan" is "yaer", which is none of its categories (did you mean "year"?); they are: month, year',
    ]);
    expect(thrown(() => model.transform(plans(null, 'year'))).message).toBe(
      'row 1 of "plan" is missing, which is none of its categories; they are: month, year',
    );
    const many = new OneHotEncoder().fit(plans(...'abcdefghijklm'));
    expect(thrown(() => many.transform(plans('z'))).message).toMatch(/a, b, c, d, e, f, g, h, i, j and 3 more$/);
  });

  test('makes of a new category zeros, the column of the rare ones, or a column of its own', () => {
    const odd = plans('b', 'new', null);
    const encode = (options: OneHotEncoderOptions) => {
      const model = new OneHotEncoder(options).fit(some);
      return [model.outputColumns.join(), ...rows(model.transform(odd))];
    };
    expect(encode({ handleUnknown: 'ignore' })).toEqual(['plan=a,plan=b,plan=c', '010', '000', '000']);
    expect(encode({ handleUnknown: 'infrequentIfExist' })).toEqual(['plan=a,plan=b,plan=c', '010', '000', '000']);
    expect(encode({ handleUnknown: 'infrequentIfExist', minFrequency: 2 })).toEqual([
      'plan=a,plan=b,infrequent(plan)',
      '010',
      '001',
      '001',
    ]);
    expect(encode({ handleUnknown: 'ownColumn' })).toEqual(['plan=a,plan=b,plan=c,unknown(plan)', '0100', '0001', '0001']);
    expect(encode({ handleUnknown: 'ownColumn', drop: 'first' })).toEqual(['plan=b,plan=c,unknown(plan)', '100', '001', '001']);
  });

  test('pools the rare ones, by count, by share and by number', () => {
    const pooled = (options: OneHotEncoderOptions) => new OneHotEncoder(options).fit(some).infrequentCategories[0].join();
    expect(pooled({ minFrequency: 2 })).toBe('c');
    expect(pooled({ minFrequency: 3 })).toBe('a,c');
    expect(pooled({ minFrequency: 0.4 })).toBe('a,c');
    expect(pooled({ minFrequency: 1 / 3 })).toBe('c');
    expect(pooled({ maxCategories: 2 })).toBe('a,c');
    expect(pooled({ maxCategories: 1 })).toBe('a,b,c');
    expect(pooled({ maxCategories: 4 })).toBe('');
    const model = new OneHotEncoder({ minFrequency: 2 }).fit(some);
    const back = model.inverseTransform(model.transform(some)).column('plan', 'category');
    expect(Array.from(back.codes)).toEqual([1, 0, 1, -1, 0, 1]); // which rare one it was is not known any more
  });

  test('takes the categories given, in their order', () => {
    const model = new OneHotEncoder({ categories: { plan: ['c', 'b', 'a', 'z'] } }).fit(some);
    expect(model.outputColumns).toEqual(['plan=c', 'plan=b', 'plan=a', 'plan=z']);
    expect(rows(model.transform(plans('z', 'c')))).toEqual(['0001', '1000']);
    expect(thrown(() => new OneHotEncoder({ categories: { plan: ['a', 'b'] } }).fit(some)).message).toContain('row 4 of "plan" is "c"');
    expect(new OneHotEncoder({ categories: { plan: ['a', 'b'] }, handleUnknown: 'ignore' }).fit(some).outputColumns).toHaveLength(2);
    const error = thrown(() => new OneHotEncoder({ categories: { pln: ['a'] } }).fit(some));
    expect([error.code, error.message]).toEqual(['unknown-column', expect.stringContaining('"pln" (did you mean "plan"?)')]);
  });

  test('has one outcome for a constant column and for one without any value', () => {
    const odd = Table.of([
      ['one', { kind: 'category', codes: new Int32Array(2), categories: ['x'] }],
      ['none', { kind: 'category', codes: new Int32Array(2).fill(-1), categories: ['unused'] }],
    ]);
    const model = new OneHotEncoder().fit(odd);
    expect([model.outputColumns, rows(model.transform(odd))]).toEqual([
      ['one=x', 'missing(none)'],
      ['11', '11'],
    ]);
    expect(new OneHotEncoder({ drop: 'first' }).fit(odd).outputColumns).toEqual([]);
    expect(new OneHotEncoder({ drop: 'ifBinary' }).fit(odd).outputColumns).toEqual(['one=x', 'missing(none)']);
    // what comes later in a column that fit knows nothing of is a new category, of whatever kind
    expect(thrown(() => model.transform(Table.from({ one: ['x'], none: [3] }))).message).toContain('row 1 of "none" is 3');
    expect(rows(model.transform(Table.from({ one: ['x'], none: [null] })))).toEqual(['11']);
  });

  test('takes centers back to categories: the largest share, what is dropped included', () => {
    const model = new OneHotEncoder({ drop: 'first' }).fit(some);
    const centers = Table.from({ 'plan=b': [0.2, 0.5, 0], 'plan=c': [0.2, 0.1, 0] });
    const back = model.inverseTransform(centers).column('plan', 'category');
    expect(Array.from(back.codes, (code) => back.categories[code])).toEqual(['a', 'b', 'a']);
    const whole = new OneHotEncoder().fit(some);
    expect(thrown(() => whole.inverseTransform(Table.from({ 'plan=a': [0], 'plan=b': [0], 'plan=c': [0] }))).message).toBe(
      'row 1 must have a 1 in one of the columns of "plan", it has only zeros',
    );
    expect(thrown(() => whole.inverseTransform(Table.from({ 'plan=a': [null], 'plan=b': [0], 'plan=c': [0] }))).message).toContain(
      'it has a cell that is no finite number',
    );
    const ignoring = new OneHotEncoder({ handleUnknown: 'ignore' }).fit(some);
    expect(ignoring.inverseTransform(ignoring.transform(plans('new'))).column('plan', 'category').codes).toEqual(Int32Array.of(-1));
  });

  test('refuses what is no category, and two columns of one name', () => {
    const fit = (table: Table) => thrown(() => new OneHotEncoder().fit(table)).message;
    expect(fit(Table.from({ spend: [1, 2.5] }))).toBe('row 2 of "spend" must be a whole number to be a category, got 2.5');
    expect(fit(Table.from({ spend: [1, Infinity] }))).toContain('got Infinity');
    expect(fit(Table.from({ day: [new Date(0)] }))).toContain('column "day" holds dates');
    expect(fit(Table.from({ a: ['b=c'], 'a=b': ['c'] }))).toBe(
      'two output columns would be called "a=b=c": give a column another name, or leave one out',
    );
    const model = new OneHotEncoder({ handleUnknown: 'ignore' }).fit(some);
    expect(thrown(() => model.transform(Table.from({ plan: [1] }))).message).toBe(
      'column "plan" must hold texts, as it was fitted on, it holds 1',
    );
    expect(thrown(() => new OneHotEncoder().fit([] as never)).code).toBe('invalid-data');
  });

  test('refuses to make more than memory holds', () => {
    const model = new OneHotEncoder().fit(Table.from({ id: Array.from({ length: 30000 }, (_, i) => i) }));
    const error = thrown(() => model.transform(Table.from({ id: new Float64Array(30000) })));
    expect([error.code, error.message]).toEqual(['too-large', expect.stringContaining('"id" has 30000 categories (see "maxCategories")')]);
  });

  test('makes a Matrix of a Matrix of whole numbers', () => {
    const X = Matrix.from([[1, 5], [2, 5], [1, 6]]); // prettier-ignore
    const model = new OneHotEncoder().fit(X);
    const out = model.transform(X);
    expect([out.columns, Array.from(out.data)]).toEqual([
      ['column 1=1', 'column 1=2', 'column 2=5', 'column 2=6'],
      [1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1],
    ]);
    expect(Array.from(model.inverseTransform(out).data)).toEqual(Array.from(X.data));
    expect(thrown(() => model.transform(Matrix.from([[1]]))).message).toContain('must have 2 columns');
  });

  test('tells -0 from nothing', () => {
    expect(new OneHotEncoder().fit(Table.from({ x: [-0, 0, 1] })).outputColumns).toEqual(['x=0', 'x=1']);
  });
});

describe('OrdinalEncoder', () => {
  const codes = (options: OrdinalEncoderOptions, fit: Table, table: Table) => {
    const values = new OrdinalEncoder(options).fit(fit).transform(table).column('plan', 'number').values;
    return Array.from(values, (v) => (Number.isNaN(v) ? null : v));
  };
  const gaps = plans('b', null, 'a');

  test('numbers categories in their order, a missing cell as told', () => {
    expect(codes({}, gaps, gaps)).toEqual([1, null, 0]);
    expect(codes({ encodedMissingValue: -1 }, gaps, gaps)).toEqual([1, -1, 0]);
    expect(codes({ categories: { plan: ['b', null, 'a'] } }, gaps, gaps)).toEqual([0, null, 2]);
    expect(codes({ handleUnknown: 'useEncodedValue', unknownValue: -9 }, gaps, plans('z', null))).toEqual([-9, null]);
    expect(codes({ handleUnknown: 'useEncodedValue' }, gaps, plans('z'))).toEqual([null]);
    // a missing cell where fit saw none is a new category
    expect(codes({ handleUnknown: 'useEncodedValue', unknownValue: -9, encodedMissingValue: -1 }, some, plans(null))).toEqual([-9]);
    expect(thrown(() => codes({}, some, plans('b', 'z'))).message).toContain('row 2 of "plan" is "z"');
  });

  test('has one outcome for a constant column and for one without any value', () => {
    expect(codes({}, plans('x', 'x'), plans('x'))).toEqual([0]);
    const none = Table.of([['plan', { kind: 'category', codes: Int32Array.of(-1), categories: [] }]]);
    expect(codes({}, none, none)).toEqual([null]);
  });

  test('refuses codes that are places of categories, and numbers that are no codes', () => {
    const options = { handleUnknown: 'useEncodedValue' as const };
    expect(thrown(() => codes({ ...options, unknownValue: 1 }, gaps, gaps)).message).toBe(
      '"unknownValue" must be no place of a category (0 to 1), got 1',
    );
    expect(thrown(() => codes({ encodedMissingValue: 0 }, gaps, gaps)).message).toContain('"encodedMissingValue" must be no place');
    expect(codes({ encodedMissingValue: 2 }, gaps, gaps)).toEqual([1, 2, 0]);
    expect(thrown(() => new OrdinalEncoder().fit(gaps).inverseTransform(Table.from({ plan: [0.5] }))).message).toBe(
      'row 1 of "plan" must be the code of a category, got 0.5',
    );
  });
});

describe('encoders as scikit-learn', () => {
  const { small } = JSON.parse(readFileSync('test/golden/encoders.json', 'utf8')) as {
    small: {
      nFit: number;
      data: Record<string, Category[]>;
      oneHot: { options: OneHotEncoderOptions; rows: string }[];
      ordinal: { options: OrdinalEncoderOptions; values: (number | null)[] }[];
    };
  };
  const table = Table.from({ plan: small.data['plan'], size: small.data['size'] });
  const first = table.filter(Array.from({ length: table.nRows }, (_, i) => i < small.nFit));

  test('one-hot, in all ways of dropping and pooling', () => {
    expect(small.oneHot).toHaveLength(151);
    for (const { options, rows: wanted } of small.oneHot) {
      const encoded = new OneHotEncoder(options).fit(first).transform(table);
      if (encoded.columns.length > 0) expect(rows(encoded).join(' '), JSON.stringify(options)).toBe(wanted);
      else expect(wanted.trim(), JSON.stringify(options)).toBe('');
    }
  });

  test('ordinal', () => {
    expect(small.ordinal).toHaveLength(3);
    for (const { options, values } of small.ordinal) {
      const given = options.encodedMissingValue === null ? { ...options, encodedMissingValue: NaN } : options;
      const encoded = new OrdinalEncoder(given).fit(first).transform(table);
      const [plan, size] = ['plan', 'size'].map((name) => encoded.column(name, 'number').values);
      const missing = (v: number) => (Number.isNaN(v) ? -100 : v);
      const found = values.map((_, p) => missing((p % 2 === 0 ? plan : size)[p >> 1]));
      expect(largestError(found, values.map((v) => v ?? -100)), JSON.stringify(options)).toBe(0); // prettier-ignore
    }
  });
});

describe('files of encoders', () => {
  const models = [
    { Model: OneHotEncoderModel, model: new OneHotEncoder({ drop: 'first', minFrequency: 2, handleUnknown: 'ownColumn' }).fit(kinds) },
    { Model: OrdinalEncoderModel, model: new OrdinalEncoder({ encodedMissingValue: -1 }).fit(kinds) },
  ];
  test.each(models)('$Model.type is read to the same bytes, damaged ones are refused', ({ Model, model }) => {
    const bytes = model.toBytes();
    for (const copy of [bytes, misaligned(bytes)]) expectSameBytes(Model.fromBytes(copy).toBytes(), bytes);
    expectDamageRefused(bytes, (damaged) => Model.fromBytes(damaged));
  });

  test.each<[string, { type: string; fromBytes(bytes: Uint8Array): unknown }, Record<string, unknown>]>([
    ['no columns', OneHotEncoderModel, { columns: null }],
    ['a column twice', OneHotEncoderModel, { columns: ['plan', 'plan', 'size'] }],
    ['two kinds in one column', OneHotEncoderModel, { categories: [['a', 1], [true], [1]] }],
    ['no categories', OneHotEncoderModel, { categories: [[], [true], [1]] }],
    ['a category twice', OneHotEncoderModel, { categories: [['a', 'a'], [true], [1]] }],
    ['a fraction', OneHotEncoderModel, { categories: [['a'], [true], [1.5]] }],
    ['objects', OneHotEncoderModel, { categories: [[{}], [true], [1]] }],
    ['rare ones beyond the categories', OneHotEncoderModel, { infrequent: [[9], [], []] }],
    ['rare ones out of order', OneHotEncoderModel, { infrequent: [[1, 0], [], []] }],
    ['rare ones that are none', OneHotEncoderModel, { infrequent: [[], [], null] }],
    ['no rare ones', OneHotEncoderModel, { infrequent: [] }],
    ['nothing to drop', OneHotEncoderModel, { dropped: [0, 0, 9] }],
    ['an unknown rule', OneHotEncoderModel, { handleUnknown: 'x' }],
    ['two output columns of one name', OneHotEncoderModel, { columns: ['a', 'b', 'a=x'], categories: [['x=y'], ['z'], ['y']], infrequent: [[], [], []], dropped: [-1, -1, -1] }], // prettier-ignore
    ['fewer categories than columns', OrdinalEncoderModel, { categories: [['a']] }],
    ['no code of a missing cell', OrdinalEncoderModel, { missing: 'x' }],
    ['a code that is none', OrdinalEncoderModel, { unknown: null }],
  ])('are refused with %s', (_, Model, settings) => {
    const file = readModelFile(models.find((of) => of.Model === Model)!.model.toBytes());
    const read = (change: object) => Model.fromBytes(writeModelFile({ ...file, settings: { ...file.settings, ...change } }));
    expect(read({})).toBeInstanceOf(Model);
    expect(thrown(() => read(settings)).code).toBe('file-corrupt');
  });

  test('hold any text', () => {
    const odd = plans('__proto__', '\ud800', '"\u0000"', '\u{1F600}', '');
    const model = new OneHotEncoder().fit(odd);
    const loaded = OneHotEncoderModel.fromBytes(model.toBytes());
    expect(loaded.categories).toEqual(model.categories);
    expect(rows(loaded.transform(odd))).toEqual(rows(model.transform(odd)));
  });
});
