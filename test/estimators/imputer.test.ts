import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readModelFile, writeModelFile } from '../../src/data/model-file.js';
import { Table, type Matrix } from '../../src/index.js';
import { SimpleImputer, SimpleImputerModel, type SimpleImputerOptions } from '../../src/preprocessing/index.js';
import { SIMPLE_IMPUTER } from '../../src/preprocessing/simple-imputer.js';
import { largestError } from '../golden/errors.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { checkEstimator } from './contract.js';
import { checkTransformer, tableWithHoles } from './transformer-contract.js';

const mixed = Table.from({
  plan: ['year', null, 'month', 'year', null, 'month'],
  active: [true, null, false, null, true, true],
  age: [40, 20, null, 30, 30, 20],
});
const subject = { make: (options: SimpleImputerOptions) => new SimpleImputer(options), Model: SimpleImputerModel };

checkEstimator('SimpleImputer', {
  ...subject,
  options: {},
  constraints: SIMPLE_IMPUTER as never,
  apply: (model, X: Matrix) => model.transform(X).data,
});
checkTransformer('SimpleImputer, median and indicators', {
  ...subject,
  options: { strategy: 'median', addIndicator: true } as const,
  table: tableWithHoles(),
  columnsOut: ['a', 'b', 'c', 'missing(b)', 'missing(c)'],
  keepsMissing: false,
  inverse: 0,
});
checkTransformer('SimpleImputer, the most frequent of all kinds', {
  ...subject,
  options: { strategy: 'mostFrequent', addIndicator: true } as const,
  table: mixed,
  columnsOut: ['plan', 'active', 'age', 'missing(plan)', 'missing(active)', 'missing(age)'],
  keepsMissing: false,
  inverse: 0,
});

describe('SimpleImputer', () => {
  const numbers = (values: (number | null)[]) => Table.from({ spend: values });
  const filled = (options: SimpleImputerOptions, table: Table, name = table.columns[0]) => {
    const column = new SimpleImputer(options).fit(table).transform(table).column(name);
    return column.kind === 'category'
      ? Array.from(column.codes, (code) => column.categories[code])
      : Array.from(column.values as ArrayLike<unknown>);
  };

  test('fills with the mean, the median, the most frequent (of several the smallest) or a constant', () => {
    const spend = numbers([5, null, 1, 5, 1, 9]);
    expect(filled({}, spend)).toEqual([5, 4.2, 1, 5, 1, 9]);
    expect(filled({ strategy: 'median' }, spend)[1]).toBe(5);
    expect(filled({ strategy: 'median' }, numbers([5, null, 1, 5, 1]))[1]).toBe(3);
    expect(filled({ strategy: 'mostFrequent' }, spend)[1]).toBe(1);
    expect(filled({ strategy: 'constant' }, spend)[1]).toBe(0);
    expect(filled({ strategy: 'constant', fillValue: -3 }, spend)[1]).toBe(-3);
    expect(filled({ strategy: 'mostFrequent' }, mixed, 'plan')).toEqual(['year', 'month', 'month', 'year', 'month', 'month']);
    expect(filled({ strategy: 'mostFrequent' }, mixed, 'active')).toEqual([1, 1, 0, 1, 1, 1]);
    expect(filled({ strategy: 'constant', fillValue: 'none' }, Table.from({ plan: ['year', null] }))).toEqual(['year', 'none']);
    expect(filled({ strategy: 'constant' }, mixed, 'plan')[1]).toBe('missing');
    expect(filled({ strategy: 'constant' }, mixed, 'active')[1]).toBe(0);
  });

  test('keeps the kind of each column, text as well', () => {
    const text = Table.of([['note', { kind: 'text', values: ['b', null, 'a'] }]]);
    const model = new SimpleImputer({ strategy: 'mostFrequent' }).fit(text);
    expect(model.transform(text).column('note')).toEqual({ kind: 'text', values: ['b', 'a', 'a'] });
    expect(new SimpleImputer({ strategy: 'constant' }).fit(mixed).transform(mixed).column('plan', 'category').categories).toEqual([
      'missing',
      'month',
      'year',
    ]);
    // texts are texts, in whichever form they come
    expect(model.transform(Table.from({ note: [null, 'z'] })).column('note', 'category').categories).toEqual(['a', 'z']);
  });

  test('gives a column without any value one defined value, and says so', () => {
    const none = Table.of([
      ['spend', { kind: 'number', values: new Float64Array([NaN, NaN]) }],
      ['plan', { kind: 'category', codes: new Int32Array([-1, -1]), categories: [] }],
      ['active', { kind: 'boolean', values: new Uint8Array([2, 2]) }],
    ]);
    const model = new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }).fit(none);
    expect(model.statistics).toEqual([0, 'missing', false]);
    expect(model.warnings).toEqual([
      'column "spend" had no value in fit: its cells become 0',
      'column "plan" had no value in fit: its cells become "missing"',
      'column "active" had no value in fit: its cells become false',
    ]);
    const loaded = SimpleImputerModel.fromBytes(model.toBytes());
    expect(loaded.warnings).toEqual(model.warnings);
    expect(loaded.transform(none).column('missing(plan)', 'number').values).toEqual(Float64Array.of(1, 1));
    expect(new SimpleImputer({ fillValue: 'x' }).fit(numbers([null])).statistics).toEqual([0]);
    expect(new SimpleImputer({ strategy: 'constant', fillValue: 5 }).fit(numbers([null])).statistics).toEqual([5]);
  });

  test('takes a column without any value as the kind that fit saw', () => {
    const model = new SimpleImputer({ strategy: 'mostFrequent' }).fit(mixed);
    const one = model.transform(Table.from([{ plan: null, active: null, age: null }]));
    expect(one.column('plan')).toEqual({ kind: 'category', codes: Int32Array.of(0), categories: ['month'] });
    expect(one.column('active')).toEqual({ kind: 'boolean', values: Uint8Array.of(1) });
    expect(one.column('age')).toEqual({ kind: 'number', values: Float64Array.of(20) });
  });

  test('has indicators for the columns with gaps in fit alone', () => {
    const model = new SimpleImputer({ addIndicator: true }).fit(Table.from({ a: [1, null], b: [1, 2] }));
    const out = model.transform(Table.from({ a: [1, 2], b: [null, 2] }));
    expect(out.columns).toEqual(['a', 'b', 'missing(a)']);
    expect(Array.from(out.toMatrix().data)).toEqual([1, 1.5, 0, 2, 2, 0]);
  });

  test('says which column it cannot take, and why', () => {
    const fit = (options: SimpleImputerOptions, table: Table) => thrown(() => new SimpleImputer(options).fit(table)).message;
    expect(fit({}, mixed)).toBe(
      'column "plan" is of kind category: the strategy "mean" takes numbers; "mostFrequent" and "constant" take it',
    );
    expect(fit({ strategy: 'mostFrequent' }, Table.from({ day: [new Date(0)] }))).toBe(
      'column "day" is of kind date: a SimpleImputer fills numbers, texts and booleans',
    );
    expect(fit({ strategy: 'constant', fillValue: 1 }, mixed)).toBe(
      'column "plan" is of kind category: "fillValue" must be a string, got 1',
    );
    expect(fit({}, numbers([1, Infinity]))).toBe('row 2, column "spend" must be a finite number, got Infinity');
    expect(fit({ addIndicator: true }, Table.from({ a: [null, 1], 'missing(a)': [1, 2] }))).toContain('would be called "missing(a)"');
    const model = new SimpleImputer({ strategy: 'mostFrequent' }).fit(mixed);
    expect(thrown(() => model.transform(Table.from({ plan: [3], active: [true], age: [1] }))).message).toBe(
      'column "plan" must be of kind category, it is number: row 1 is 3',
    );
  });

  test('neither overflows nor depends on the order of the rows', () => {
    expect(new SimpleImputer().fit(numbers([1e308, 1e308, null])).statistics).toEqual([1e308]);
    expect(new SimpleImputer({ strategy: 'median' }).fit(numbers([1e308, 1.5e308])).statistics).toEqual([1.25e308]);
    const values = Array.from({ length: 999 }, (_, i) => (((i * 7919) % 999) - 500) / 7);
    const bytes = (list: number[]) => new SimpleImputer().fit(numbers(list)).toBytes();
    expectSameBytes(bytes(values), bytes([...values].reverse()));
    expect(Object.is(new SimpleImputer().fit(numbers([-0])).statistics[0], 0)).toBe(true);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no columns', { columns: 3 }],
    ['no values', { statistics: [] }],
    ['a value too many', { statistics: ['x', true, 2, 3] }],
    ['a value of another kind', { statistics: ['x', true, 'y'] }],
    ['a kind that is none', { kinds: ['category', 'boolean', 'date'] }],
    ['an indicator of no column', { indicated: ['x'] }],
    ['no warnings', { warnings: null }],
  ])('refuses a file with %s', (_, settings) => {
    const file = readModelFile(new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }).fit(mixed).toBytes());
    const read = (change: object) => SimpleImputerModel.fromBytes(writeModelFile({ ...file, settings: { ...file.settings, ...change } }));
    expect(read({})).toBeInstanceOf(SimpleImputerModel);
    expect(thrown(() => read(settings)).code).toBe('file-corrupt');
  });

  test('fills as scikit-learn', () => {
    const { small } = JSON.parse(readFileSync('test/golden/encoders.json', 'utf8')) as {
      small: {
        nFit: number;
        data: Record<string, (number | null)[]>;
        imputed: { options: SimpleImputerOptions; statistics: number[]; values: number[] }[];
      };
    };
    const table = Table.from({ age: small.data['age'], spend: small.data['spend'] });
    const first = table.filter(Array.from({ length: table.nRows }, (_, i) => i < small.nFit));
    expect(small.imputed).toHaveLength(8);
    for (const { options, statistics, values } of small.imputed) {
      const model = new SimpleImputer(options).fit(first);
      expect(largestError(model.statistics as number[], statistics), JSON.stringify(options)).toBeLessThan(1e-12);
      expect(largestError(model.transform(table).toMatrix().data, values), JSON.stringify(options)).toBeLessThan(1e-12);
    }
  });
});
