import { describe, expect, test } from 'vitest';
import { load, Matrix, RfmSegmenter, RfmSegmenterModel, Table } from '../../src/index.js';
import { writeModelFile } from '../../src/data/model-file.js';
import { rfm, type RfmOptions } from '../../src/preprocessing/index.js';
import { RFM } from '../../src/preprocessing/rfm.js';
import { cellOf, meanScore, RFM_SEGMENTS } from '../../src/segmentation/rfm-grid.js';
import { expectDamageRefused, expectSameBytes, misaligned, thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

const FIGURES = ['recency', 'frequency', 'monetary', 'tenure', 'averageOrderValue', 'interpurchaseTime'];
const figures = (table: Table) => FIGURES.map((name) => Array.from(table.column(name, 'number').values));
const columns = { customer: 'who', order: 'no', time: 'at', amount: 'paid' };

/** Orders out of `who no time paid`, a line each. */
const ordersOf = (...lines: string[]) =>
  Table.from(
    lines.map((line) => {
      const [who, no, at, paid] = line.split(' ');
      return { who, no, at: new Date(at), paid: Number(paid) };
    }),
  );
const of = (lines: string[], options: Partial<RfmOptions> = {}) => figures(rfm(ordersOf(...lines), { ...columns, ...options }));

describe('rfm counts', () => {
  const rows = [
    { who: 'bob', no: '3', at: new Date('2026-01-31T12:00:00Z'), paid: 0.1 },
    { who: 'ann', no: '1', at: new Date('2026-01-01T00:00:00Z'), paid: 10 },
    { who: 'ann', no: '1', at: new Date('2026-01-01T00:00:00Z'), paid: 5 },
    { who: 'ann', no: '2', at: new Date('2026-01-11T00:00:00Z'), paid: 0.2 },
  ];

  test('whole days, distinct orders and money, in id order', () => {
    const table = rfm(Table.from(rows), { ...columns, asOf: '2026-02-01' });
    expect(table.column('customer')).toMatchObject({ categories: ['ann', 'bob'] });
    expect(Array.from(table.toMatrix(['recency', 'frequency', 'monetary']).data)).toEqual([21, 2, 15.2, 0, 1, 0.1]);
    expect(figures(table).slice(3)).toEqual([[31, 0], [7.6, 0.1], [10, NaN]]); // prettier-ignore
  });

  test('the same bits in any order of the rows', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...rows[i % 4], no: String(i % 9), paid: i % 13 === 0 ? -0.1 * i : 0.1 * i }));
    for (const returns of ['drop', 'net'] as const) {
      const expected = figures(rfm(Table.from(many), { ...columns, returns }));
      for (let seed = 0; seed < 10; seed++)
        expect(figures(rfm(Table.from(shuffled(many, seed)), { ...columns, returns }))).toEqual(expected);
    }
  });

  test('whole numbers as ids', () => {
    const table = rfm(Table.from(rows.map((row) => ({ ...row, who: row.who === 'ann' ? 10 : 9, no: Number(row.no) }))), columns);
    expect(Array.from(table.toMatrix(['customer', 'frequency']).data)).toEqual([9, 1, 10, 2]);
  });

  test('an order when its last row takes place, and orders at one moment one by one', () => {
    const [recency, frequency, , tenure, , interpurchaseTime] = of(
      ['a 1 2026-01-01 1', 'a 1 2026-01-03 1', 'a 2 2026-01-09 1', 'a 3 2026-01-09 1', 'a 4 2026-01-06T12:00:00Z 1'],
      { asOf: '2026-01-10' },
    );
    expect([recency, frequency, tenure, interpurchaseTime]).toEqual([[1], [4], [7], [2]]);
  });

  test('an order number of two customers for each of them, and equal rows as often as they are there', () => {
    const [, frequency, monetary] = of(['a 1 2026-01-01 2', 'b 1 2026-01-01 3', 'a 1 2026-01-01 2', 'a 2 2026-01-01 2']);
    expect([frequency, monetary]).toEqual([[2, 1], [6, 3]]); // prettier-ignore
  });

  test('days before 1970, and the last row as the day to count from', () => {
    const [recency, , , tenure, , interpurchaseTime] = of(['a 1 1968-12-31 1', 'a 2 1969-12-31T12:00:00Z 1', 'b 3 1970-01-02 1']);
    expect([recency, tenure, interpurchaseTime]).toEqual([[1, 0], [367, 0], [365.5, NaN]]); // prettier-ignore
  });

  test('one row', () => {
    expect(of(['a 1 2026-01-01 5'])).toEqual([[0], [1], [5], [0], [5], [NaN]]);
  });
});

describe('rfm and returns', () => {
  const lines = [
    'a 1 2026-01-01 10',
    'a 2 2026-01-11 20',
    'a 2 2026-01-12 -5', // a row of an order
    'a C2 2026-01-21 -8', // an order of its own
    'b C9 2026-01-02 -3', // nothing else
    'c 3 2026-01-05 4',
    'c C3 2026-01-06 -6', // more than was bought
    'd 4 2026-01-07 0', // a gift
  ];

  test('left out, as if they were not there', () => {
    const sales = lines.filter((line) => !line.includes('-', line.lastIndexOf(' ')));
    expect(sales).toHaveLength(4);
    expect(of(lines)).toEqual(of(sales));
    expect(of(lines)).toEqual(of(lines, { returns: 'drop' }));
    expect(rfm(ordersOf(...lines), columns).column('customer')).toEqual({
      kind: 'category',
      codes: Int32Array.of(0, 1, 2),
      categories: ['a', 'c', 'd'],
    });
  });

  test('taken off what was paid, and of no other figure', () => {
    const asOf = '2026-02-01';
    const [drop, net] = [of(lines, { asOf }), of(lines, { asOf, returns: 'net' })];
    expect(net[2]).toEqual([17, -2, 0]);
    expect(net[4]).toEqual([8.5, -2, 0]);
    for (const f of [0, 1, 3, 5]) expect(net[f]).toEqual(drop[f]);
  });

  test('known by their pieces too, whatever their price', () => {
    const orders = Table.from({
      who: ['a', 'a', 'a'],
      no: ['1', '2', '3'],
      at: [1, 2, 3],
      paid: [10, 4, 0],
      pieces: [1, -2, -1],
    });
    const options = { ...columns, quantity: 'pieces' };
    expect(figures(rfm(orders, options)).slice(0, 3)).toEqual([[0], [1], [10]]);
    expect(figures(rfm(orders, { ...options, returns: 'net' })).slice(0, 3)).toEqual([[0], [1], [6]]);
    expect(figures(rfm(orders, columns)).slice(0, 3)).toEqual([[0], [3], [14]]);
  });

  test('the day to count from is that of a row that counts', () => {
    const late = ['a 1 2026-01-01 10', 'a C1 2026-01-31 -1'];
    expect(of(late)[0]).toEqual([0]);
    expect(of(late, { returns: 'net' })[0]).toEqual([30]);
    expect(of(late, { asOf: '2026-01-02' })[0]).toEqual([1]);
    expect(thrown(() => of(late, { asOf: '2026-01-02', returns: 'net' })).message).toContain('must not be before the last order');
    expect(thrown(() => of(['a C1 2026-01-31 -1'])).message).toBe('"orders" must have rows that are no returns, all 1 are');
    expect(thrown(() => of(['a C1 2026-01-31 -1'], { returns: 'net' })).code).toBe('invalid-data');
  });
});

describe('rfm refuses', () => {
  const orders = ordersOf('bob 3 2026-01-31T12:00:00Z 0.1', 'ann 1 2026-01-01 10');

  test('wrong names, no rows and a day before the last order', () => {
    expect(thrown(() => rfm(orders, { ...columns, amount: 'payed' })).message).toContain('did you mean "paid"');
    expect(thrown(() => rfm(orders, { ...columns, asof: '2026-02-01' } as never)).code).toBe('unknown-option');
    expect(thrown(() => rfm(orders, { ...columns, asOf: '2026-01-15' })).message).toContain('must not be before the last order');
    expect(thrown(() => rfm(orders, { ...columns, asOf: 'yesterday' })).code).toBe('invalid-data');
    expect(thrown(() => rfm(orders, { ...columns, customer: 'at' })).message).toContain('must be of kind category or text or number');
    expect(thrown(() => rfm(orders.filter([0, 0]), columns)).message).toContain('must have rows');
    expect(thrown(() => rfm([] as never, columns)).message).toBe('"orders" must be a Table, got an array of 0');
    expect(thrown(() => rfm(orders, undefined as never)).code).toBe('invalid-option');
  });

  test('missing and infinite cells, and columns of another kind', () => {
    const cell = (value: object) => Table.from([{ who: 'a', no: '1', at: new Date(0), paid: 1, pieces: 1 }, { who: 'b', no: '2', at: new Date(0), paid: 2, pieces: 1, ...value }]); // prettier-ignore
    for (const [name, value] of Object.entries({ who: null, no: null, at: null, paid: null, pieces: null }))
      expect(thrown(() => rfm(cell({ [name]: value }), { ...columns, quantity: 'pieces' })).message).toBe(`row 2 of "${name}" is missing`);
    expect(thrown(() => rfm(cell({ paid: Infinity }), columns)).message).toBe('row 2 of "paid" must be a finite number, got Infinity');
    expect(thrown(() => rfm(cell({}), { ...columns, amount: 'who' })).message).toContain('must be of kind number, it is category');
    expect(thrown(() => rfm(orders, { ...columns, order: 'paid' })).message).toContain('must be text or a whole number');
  });

  for (const [option, { invalid, expected }] of Object.entries(RFM))
    test.each(invalid.map((v) => [v]))(`${option} %j`, (value) => {
      const error = thrown(() => rfm(orders, { ...columns, [option]: value }));
      expect([error.code, error.message.startsWith(`"${option}" must be ${expected}`)]).toEqual(['invalid-option', true]);
    });
});

const table = (rows: readonly (readonly number[])[]) => {
  const [recency, frequency, monetary] = [0, 1, 2].map((j) => rows.map((row) => row[j]));
  return Table.from({ recency, frequency, monetary });
};
const random = generator(7);
const rows = Array.from({ length: 300 }, () => [Math.floor(400 * random()), 1 + Math.floor(8 * random() * random() * random()), 500 * random()]); // prettier-ignore
const customers = table(rows);
const model = new RfmSegmenter().fit(customers);
const scores = (X: Table, m = model) => ['r', 'f', 'm'].map((name) => Array.from(m.transform(X).column(name, 'number').values));

describe('RfmSegmenter scores', () => {
  test('one row of six by the quintiles between them', () => {
    const six = table([[0, 1, 10], [1, 2, 20], [2, 3, 30], [3, 4, 40], [4, 5, 50], [5, 6, 60]]); // prettier-ignore
    const fitted = new RfmSegmenter().fit(six);
    expect(Array.from(fitted.edges.monetary)).toEqual([20, 30, 40, 50]);
    expect(scores(six, fitted)).toEqual([[5, 5, 4, 3, 2, 1], [1, 1, 2, 3, 4, 5], [1, 1, 2, 3, 4, 5]]); // prettier-ignore
  });

  test('equal values equally, larger ones no less', () => {
    const given = scores(customers);
    [0, 1, 2].forEach((j) => {
      const order = rows.map((_, i) => i).sort((a, b) => rows[a][j] - rows[b][j]);
      order.slice(1).forEach((i, place) => {
        const [before, now] = j === 0 ? [-given[0][order[place]], -given[0][i]] : [given[j][order[place]], given[j][i]];
        if (rows[i][j] === rows[order[place]][j]) expect(now).toBe(before);
        else expect(now).toBeGreaterThanOrEqual(before);
      });
      expect(new Set(given[j])).toContain(5);
    });
  });

  test('where quintiles coincide: many with one order, and all alike', () => {
    const orders = [1, 1, 1, 1, 1, 1, 2, 3, 4, 9, 30];
    const half = table(orders.map((n) => [7, n, 7]));
    const fitted = new RfmSegmenter().fit(half);
    expect(Array.from(fitted.edges.frequency)).toEqual([1, 1, 2, 4]);
    expect(scores(half, fitted)).toEqual([orders.map(() => 5), [1, 1, 1, 1, 1, 1, 3, 4, 4, 5, 5], orders.map(() => 1)]);
    const alone = table([[3, 1, 20]]);
    expect(scores(alone, new RfmSegmenter().fit(alone))).toEqual([[5], [1], [1]]);
    expect(new RfmSegmenter().fit(alone).explain([3, 1, 20]).name).toBe('New customers');
  });

  test('customers it has not seen, also beyond those it has', () => {
    expect(scores(table([[-1, 1e9, 1e9], [1e9, -1, -1e9]]))).toEqual([[5, 1], [5, 1], [5, 1]]); // prettier-ignore
  });
});

describe('RfmSegmenter names', () => {
  /** The grid in common use, as patterns of recency and frequency score. */
  const PATTERNS: [RegExp, string][] = [
    [/^[12][12]$/, 'Hibernating'],
    [/^[12][34]$/, 'At risk'],
    [/^[12]5$/, 'Cannot lose them'],
    [/^3[12]$/, 'About to sleep'],
    [/^33$/, 'Need attention'],
    [/^[34][45]$/, 'Loyal customers'],
    [/^41$/, 'Promising'],
    [/^51$/, 'New customers'],
    [/^[45][23]$/, 'Potential loyalists'],
    [/^5[45]$/, 'Champions'],
  ];

  test('every cell of the grid once', () => {
    const used = new Set<string>();
    for (let r = 1; r <= 5; r++)
      for (let fm = 1; fm <= 5; fm++) {
        const names = PATTERNS.filter(([pattern]) => pattern.test(`${r}${fm}`)).map(([, name]) => name);
        expect([RFM_SEGMENTS[cellOf(r, fm)].name], `${r}, ${fm}`).toEqual(names);
        used.add(names[0]);
      }
    expect(used.size).toBe(RFM_SEGMENTS.length);
    expect(new Set(RFM_SEGMENTS.flatMap(({ name, sentence, advice }) => [name, sentence, advice])).size).toBe(30);
  });

  test('the mean of frequency and monetary value, neither weighing more', () => {
    for (let f = 1; f <= 5; f++) for (let m = 1; m <= 5; m++) expect(meanScore(f, m)).toBe(Math.round((f + m) / 2));
  });

  test('each customer, for a reason', () => {
    const labels = model.predict(customers);
    const [r, f, m] = scores(customers);
    rows.forEach((row, i) => {
      const why = model.explain(row);
      expect(why.label).toBe(labels[i]);
      expect([why.name, why.advice]).toEqual([model.nameOf(labels[i]), model.segments[labels[i]].advice]);
      expect(why.parts.map(({ column, value }) => [column, value])).toEqual([['recency', row[0]], ['frequency', row[1]], ['monetary', row[2]]]); // prettier-ignore
      expect(why.parts.map(({ score }) => score)).toEqual([r[i], f[i], m[i]]);
      for (const { value, above, upTo } of why.parts) expect(above < value && value <= upTo).toBe(true);
      expect(cellOf(r[i], why.fm)).toBe(why.label);
    });
    expect(new Set(labels).size).toBeGreaterThan(7);
    expect(model.names).toHaveLength(10);
    for (const label of [10, -1, 0.5]) expect(thrown(() => model.nameOf(label)).code).toBe('unknown-id');
  });
});

describe('RfmSegmenter', () => {
  const bytes = model.toBytes();

  test('fits to the same bytes again, in any order, as a matrix and asynchronously, and leaves the data alone', async () => {
    const before = customers.toMatrix().data;
    expectSameBytes(new RfmSegmenter().fit(table(shuffled(rows))).toBytes(), bytes);
    expectSameBytes(new RfmSegmenter().fit(Matrix.from(rows)).toBytes(), bytes);
    expectSameBytes((await new RfmSegmenter().fitAsync(customers)).toBytes(), bytes);
    expect(customers.toMatrix().data).toEqual(before);
    expectSameBytes(
      new RfmSegmenter()
        .fit(
          table([
            [0, 0, 0],
            [0, 0, 0],
          ]),
        )
        .toBytes(),
      new RfmSegmenter()
        .fit(
          table([
            [-0, -0, -0],
            [-0, -0, -0],
          ]),
        )
        .toBytes(),
    );
  });

  test('reports progress and stops when told to', async () => {
    const stages: number[] = [];
    new RfmSegmenter().fit(customers, { onProgress: ({ done, total }) => void stages.push(done / total) });
    expect(stages).toEqual([1 / 3, 2 / 3, 1]);
    const signal = AbortSignal.abort();
    expect(thrown(() => new RfmSegmenter().fit(customers, { signal })).code).toBe('cancelled');
    await expect(new RfmSegmenter().fitAsync(customers, { signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('saves and loads to the same bytes and answers', () => {
    for (const copy of [bytes, misaligned(bytes)]) {
      const loaded = RfmSegmenterModel.fromBytes(copy);
      expectSameBytes(loaded.toBytes(), bytes);
      expect(loaded.predict(customers)).toEqual(model.predict(customers));
      expect(loaded.explain(rows[3])).toEqual(model.explain(rows[3]));
    }
    expect(load(bytes, [RfmSegmenterModel])).toBeInstanceOf(RfmSegmenterModel);
  });

  test('refuses a damaged file: cut anywhere, any bit flipped', () => expectDamageRefused(bytes, RfmSegmenterModel.fromBytes));

  test('refuses a file whose edges are none', () => {
    const edges = { recency: Float64Array.of(1, 2, 2, 3), frequency: Float64Array.of(1, 1, 1, 1), monetary: Float64Array.of(-1, 0, 1, 2) };
    const saved = (more: object) => writeModelFile({ type: 'RfmSegmenterModel', settings: {}, tensors: { ...edges, ...more } });
    expect(RfmSegmenterModel.fromBytes(saved({})).edges).toEqual(edges);
    for (const monetary of [
      [1, 0, 1, 2],
      [1, 2, 3],
      [1, 2, 3, 4, 5],
      [0, 1, 2, NaN],
      [0, 1, 2, Infinity],
    ])
      // prettier-ignore
      expect(thrown(() => RfmSegmenterModel.fromBytes(saved({ monetary: Float64Array.from(monetary) }))).code).toBe('file-corrupt');
    expect(thrown(() => RfmSegmenterModel.fromBytes(saved({ monetary: Int32Array.of(1, 2, 3, 4) }))).code).toBe('file-corrupt');
  });

  test('says of a row what it says of it among others, and nothing of none', () => {
    const labels = model.predict(customers);
    for (const i of [0, 7, 299]) expect(Array.from(model.predict(Matrix.from([rows[i]])))).toEqual([labels[i]]);
    expect(model.predict(Matrix.from(new Float64Array(0), 3))).toHaveLength(0);
    expect(model.transform(table([])).nRows).toBe(0);
  });

  test('refuses what is no customers', () => {
    const fit = (X: unknown) => thrown(() => new RfmSegmenter().fit(X as Table));
    expect(fit([[1, 2, 3]]).message).toBe('"X" must be a Matrix or a Table, got an array of 1');
    expect(fit(table([])).message).toBe('"X" must have at least 1 row, got 0');
    expect(fit(table([[1, 2, 3], [4, NaN, 6]])).message).toBe('row 2, column "frequency" is missing'); // prettier-ignore
    expect(fit(table([[1, 2, -1e308], [1, 2, 1e308]])).message).toContain('column "monetary" must not span more than f64 can say'); // prettier-ignore
    expect(fit(table([[1, 2, 3], [4, 5, Infinity]])).message).toBe('row 2, column "monetary" must be a finite number, got Infinity'); // prettier-ignore
    expect(fit(Table.from({ recency: [1], frequency: [2] })).code).toBe('unknown-column');
    expect(fit(Matrix.from([[1, 2]])).message).toBe('"X" must have the columns recency, frequency, monetary, got 2 columns');
    const swapped = Matrix.from([[1, 2, 3]], { columns: ['monetary', 'frequency', 'recency'] });
    expect(thrown(() => model.predict(swapped)).message).toContain('got monetary, frequency, recency');
    expect(thrown(() => model.explain([1, 2])).code).toBe('invalid-data');
    expect(thrown(() => model.explain([1, NaN, 2])).code).toBe('invalid-data');
    expect(thrown(() => new RfmSegmenter({ nBins: 4 } as never)).code).toBe('unknown-option');
  });
});
