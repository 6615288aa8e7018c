import { describe, expect, test } from 'vitest';
import { readModelFile, writeModelFile, type ModelFile } from '../../src/data/model-file.js';
import type { ModelClass } from '../../src/data/nested-model.js';
import {
  KMeans,
  KMeansModel,
  load,
  Matrix,
  PCA,
  PCAModel,
  Table,
  type Column,
  type KMeansOptions,
  type LongWork,
  type SegmentExplanation,
} from '../../src/index.js';
import {
  ColumnTransformer,
  ColumnTransformerModel,
  Log1pTransformer,
  Log1pTransformerModel,
  OneHotEncoder,
  OneHotEncoderModel,
  OrdinalEncoder,
  OrdinalEncoderModel,
  Pipeline,
  PipelineModel,
  SimpleImputer,
  SimpleImputerModel,
  StandardScaler,
  StandardScalerModel,
  type Data,
  type SimpleImputerOptions,
} from '../../src/preprocessing/index.js';
import { COLUMN_TRANSFORMER } from '../../src/preprocessing/column-transformer.js';
import { SIMPLE_IMPUTER } from '../../src/preprocessing/simple-imputer.js';
import { K_MEANS } from '../../src/segmentation/kmeans.js';
import { expectDamageRefused, expectSameBytes, thrown } from '../support/files.js';
import { generator } from '../support/random.js';
import { checkConstraints, checkEstimator } from './contract.js';
import { checkTransformer, tableWithHoles } from './transformer-contract.js';

const CLASSES = [
  ColumnTransformerModel,
  KMeansModel,
  OneHotEncoderModel,
  OrdinalEncoderModel,
  SimpleImputerModel,
  StandardScalerModel,
] as const;

checkEstimator('Pipeline of a scaler and KMeans', {
  make: (options: KMeansOptions) => new Pipeline([new StandardScaler(), new KMeans(options)]),
  options: { nClusters: 4, nInit: 2 },
  constraints: K_MEANS as never,
  Model: PipelineModel as ModelClass<PipelineModel<KMeansModel>>,
  classes: CLASSES,
  apply: (model, X) => model.predict(X),
});
checkEstimator('Pipeline of imputer and scaler', {
  make: (options: SimpleImputerOptions) => new Pipeline([new SimpleImputer(options), new StandardScaler()]),
  options: { strategy: 'median' } as const,
  constraints: SIMPLE_IMPUTER as never,
  Model: PipelineModel as ModelClass<PipelineModel<StandardScalerModel>>,
  classes: CLASSES,
  apply: (model, X: Matrix) => model.transform(X).data,
});
checkTransformer('Pipeline of imputer and scaler', {
  make: (options: SimpleImputerOptions) => new Pipeline([new SimpleImputer(options), new StandardScaler()]),
  options: { addIndicator: true },
  Model: PipelineModel as ModelClass<PipelineModel<StandardScalerModel>>,
  classes: CLASSES,
  columnsOut: ['a', 'b', 'c', 'missing(b)', 'missing(c)'],
  keepsMissing: false,
});

/** Customers as a shop exports them: gaps, categories, a number that is none. */
function customers(n: number, seed = 1): Table {
  const random = generator(seed);
  const pick = <T>(...of: T[]) => of[Math.floor(random() * of.length)];
  return Table.from(
    Array.from({ length: n }, (_, i) => {
      const plan = pick('year', 'month', 'month', null);
      return {
        id: `c${i}`,
        plan,
        active: pick(true, false),
        size: pick(1, 2, 3),
        spend: random() < 0.1 ? null : (plan === 'year' ? 90 : 10) * random(),
      };
    }),
  );
}
const table = customers(80);
const parts = () => [
  {
    columns: ['spend'],
    transformer: new Pipeline([
      new SimpleImputer({ strategy: 'median', addIndicator: true }),
      new Log1pTransformer(),
      new StandardScaler(),
    ]),
  },
  { columns: ['plan', 'active'], transformer: new OneHotEncoder({ drop: 'ifBinary', handleUnknown: 'ignore' }) },
];
const OUT = ['spend', 'missing(spend)', 'plan=month', 'plan=year', 'missing(plan)', 'active=true'];
const ALL_CLASSES = [...CLASSES, Log1pTransformerModel, PipelineModel] as const;

describe('ColumnTransformer', () =>
  checkConstraints((options: object) => new ColumnTransformer([], options), {}, COLUMN_TRANSFORMER as never));
checkTransformer('ColumnTransformer', {
  make: (options: object) => new ColumnTransformer(parts(), options),
  options: {},
  Model: ColumnTransformerModel,
  classes: ALL_CLASSES,
  table: table.select(['plan', 'active', 'spend']),
  columnsOut: OUT,
  keepsMissing: false,
});
checkTransformer('ColumnTransformer with columns passed through', {
  make: (options: object) => new ColumnTransformer([{ columns: ['c', 'a'], transformer: new StandardScaler() }], options),
  options: { remainder: 'passthrough' },
  Model: ColumnTransformerModel,
  classes: CLASSES,
  table: tableWithHoles(),
  columnsOut: ['c', 'a', 'b'],
  keepsMissing: false,
});

describe('ColumnTransformer', () => {
  test('puts the parts side by side in the order given, and remembers what it needs', () => {
    const model = new ColumnTransformer(parts()).fit(table);
    expect(model.outputColumns).toEqual(OUT);
    expect(model.columns).toEqual(['plan', 'active', 'spend']);
    expect(model.transform(table).columns).toEqual(OUT);
    const error = thrown(() => model.transform(table.select(['plan', 'active'])));
    expect([error.code, error.message]).toEqual(['unknown-column', expect.stringContaining('no column "spend"')]);
  });

  test('gives what each part gives alone', () => {
    const [scaled, encoded] = parts().map(({ columns, transformer }) => {
      const some = table.select(columns);
      return (transformer.fit(some) as { transform(X: Table): Table }).transform(some);
    });
    const out = new ColumnTransformer(parts(), { remainder: 'passthrough' }).fit(table).transform(table);
    expect(out.columns).toEqual([...OUT, 'id', 'size']);
    for (const [names, from] of [
      [OUT.slice(0, 2), scaled],
      [OUT.slice(2), encoded],
      [['id', 'size'], table],
    ] as const)
      // prettier-ignore
      for (const name of names) expect(out.column(name)).toEqual(from.column(name));
  });

  test('takes a column twice, and columns as they are', () => {
    const model = new ColumnTransformer([
      { columns: ['size'], transformer: new OneHotEncoder() },
      { columns: ['size'], transformer: 'passthrough' },
    ]).fit(table);
    expect(model.outputColumns).toEqual(['size=1', 'size=2', 'size=3', 'size']);
    expect(model.inverseTransform(model.transform(table)).column('size')).toEqual(table.column('size'));
    // pooled, the sizes could not be told any more: the first part tells
    const pooled = new ColumnTransformer([
      { columns: ['size'], transformer: 'passthrough' },
      { columns: ['size'], transformer: new OneHotEncoder({ maxCategories: 1 }) },
    ]).fit(table);
    expect(pooled.inverseTransform(pooled.transform(table)).column('size')).toEqual(table.column('size'));
  });

  test('keeps columns in their order whatever they are called', () => {
    const years = Table.of(
      ['x', '2026', '2025', '__proto__'].map((name): [string, Column] => [name, { kind: 'number', values: Float64Array.of(1, 2) }]),
    );
    const model = new ColumnTransformer([{ columns: ['2026', 'x'], transformer: new StandardScaler() }], { remainder: 'passthrough' }).fit(
      years,
    );
    expect(model.outputColumns).toEqual(['2026', 'x', '2025', '__proto__']);
    expect(model.transform(years).columns).toEqual(model.outputColumns);
  });

  test('takes a matrix by its names, or by places', () => {
    const rows = [[1, 2, 3], [3, 2, 5]]; // prettier-ignore
    const make = (columns: string[]) => new ColumnTransformer([{ columns, transformer: new StandardScaler() }]);
    const named = make(['c', 'a']).fit(Matrix.from(rows, { columns: ['a', 'b', 'c'] }));
    expect(Array.from(named.transform(Matrix.from([[3, 9, 1]], { columns: ['c', 'x', 'a'] })).data)).toEqual([-1, -1]);
    expect(Array.from(named.transform(Matrix.from([[1, 3]])).data)).toEqual([-1, -1]);
    const placed = make(['column 3']).fit(Matrix.from(rows));
    expect(Array.from(placed.transform(Matrix.from([[5]])).data)).toEqual([1]);
  });

  test('refuses parts that are none, columns that are not there, and two columns of one name', () => {
    const refused = (part: unknown) => thrown(() => new ColumnTransformer([part as never])).message;
    const transformer = new StandardScaler();
    expect(refused(null)).toBe('"columns" of part 1 must be an array of column names, got undefined');
    expect(refused({ columns: [], transformer })).toBe('"columns" of part 1 must be an array of column names, got an array of 0');
    expect(refused({ columns: ['a', 'a'], transformer })).toBe('"columns" of part 1 must be different names');
    expect(refused({ columns: ['a'], transformer: 'drop' })).toBe(
      '"transformer" of part 1 must be a recipe with a method "fit", got "drop"',
    );
    expect(thrown(() => new ColumnTransformer({} as never)).message).toContain('"transformers" must be an array');
    const fit = (...columns: string[]) =>
      thrown(() => new ColumnTransformer(columns.map((name) => ({ columns: [name], transformer: new OneHotEncoder() }))).fit(table));
    expect([fit('pln').code, fit('pln').message]).toEqual(['unknown-column', expect.stringContaining('did you mean "plan"')]);
    const worked: string[] = [];
    const late = new ColumnTransformer([...parts(), { columns: ['pln'], transformer }]);
    expect(thrown(() => late.fit(table, { onProgress: ({ stage }) => void worked.push(stage) })).code).toBe('unknown-column');
    expect(worked).toEqual([]);
    expect(fit('plan', 'plan').message).toBe(
      'two output columns would be called "plan=month": give a column another name, or leave one out',
    );
    expect(fit('spend').message).toContain('must be a whole number to be a category');
    const clusters = new ColumnTransformer([{ columns: ['size'], transformer: new Labels() }]);
    expect(thrown(() => clusters.fit(table)).message).toBe('LabelsModel has no method "transform"');
  });
});

const segments = () => new Pipeline([new ColumnTransformer(parts()), new KMeans({ nClusters: 3, nInit: 2 })]);

describe('Pipeline', () => {
  test('does what its steps do, typed by the last', () => {
    const model = segments().fit(table);
    const columns = new ColumnTransformer(parts()).fit(table);
    const features = columns.transform(table).toMatrix();
    const kmeans = new KMeans({ nClusters: 3, nInit: 2 }).fit(features);
    const labels: Int32Array = model.predict(table);
    const distances: Matrix = model.transform(table);
    expect(labels).toEqual(kmeans.labels);
    expect(distances.data).toEqual(kmeans.transform(features).data);
    expect(model.last.inertia).toBe(kmeans.inertia);
    expect((model.features(table) as Matrix).data).toEqual(features.data);
    expectSameBytes((model.steps[0] as ColumnTransformerModel).toBytes(), columns.toBytes());
    const plain = new Pipeline([new KMeans({ nClusters: 3 })]).fit(Table.from({ a: [0, 5, 9], b: [1, 1, 1] }));
    expect(plain.predict(Table.from({ b: [1], other: ['x'], a: [9] }))[0]).toBe(plain.last.labels[2]);
    // other columns are passed over, and rows alone are what they are among others
    expect(model.predict(table.select(['spend', 'active', 'plan']).filter((_, i) => i === 2))).toEqual(labels.slice(2, 3));
  });

  test('explains a row by the columns that the last step sees', () => {
    const model = segments().fit(table);
    const row = { plan: 'year', active: true, spend: null };
    const why: SegmentExplanation = model.explain(row);
    expect(why.parts.map(({ column }) => column)).toEqual(OUT);
    expect(why.score).toBe(why.parts.reduce((sum, { contribution }) => sum + contribution, 0));
    expect(why.label).toBe(model.predict(Table.from([row]))[0]);
    expect(model.explain(Table.from([row]))).toEqual(why);
    expect(thrown(() => model.explain({ ...row, plan: 3 })).message).toContain('column "plan" must hold texts');
    expect(thrown(() => model.explain({ plan: 'year', spend: 3 })).code).toBe('unknown-column');
    expect(thrown(() => model.explain(table)).message).toBe('"row" must be one row, got 80');
    expect(thrown(() => model.explain(null as never)).message).toBe('"row" must be a row, got null');
    const plain = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 2 })]).fit(Matrix.from([[0, 0], [1, 1], [9, 9]])); // prettier-ignore
    expect(plain.explain([9, 8]).label).toBe(plain.predict(Matrix.from([[9, 8]]))[0]);
  });

  test('takes any row: what is missing, what is new, what a column never had', () => {
    const model = segments().fit(table);
    const odd = [
      { plan: null, active: null, spend: null },
      { plan: 'decade', active: false, spend: 1e12 },
    ];
    for (const row of odd) expect(model.predict(Table.from([row]))[0]).toBe(model.explain(row).label);
    expect(model.predict(Table.from(odd))).toHaveLength(2);
    expect(model.predict(table.filter(() => false))).toHaveLength(0);
  });

  test('takes another model for its last, which it saves', () => {
    const model = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 2 })]).fit(table.select(['size']));
    const named = model.withLast(model.last.withNames(['One', 'Two']));
    const loaded = PipelineModel.fromBytes(named.toBytes(), CLASSES);
    expect(loaded.explain({ size: 3 })).toEqual(named.explain({ size: 3 }));
    expect(named.explain({ size: 3 }).name).toBe(['One', 'Two'][model.explain({ size: 3 }).label]);
    expect(model.explain({ size: 3 }).name).toBe(undefined); // as it was
    expect(thrown(() => model.withLast(undefined as never)).message).toBe('"last" must be a model, got undefined');
  });

  test('says which column a part of an explanation is about', () => {
    const model = PipelineModel.fromBytes(segments().fit(table).toBytes(), ALL_CLASSES, KMeansModel);
    const { parts } = model.explain({ plan: 'year', active: true, spend: null });
    expect(parts.map(({ column }) => [column, model.inputOf(column)])).toEqual([
      ['spend', 'spend'],
      ['missing(spend)', 'spend'],
      ['plan=month', 'plan'],
      ['plan=year', 'plan'],
      ['missing(plan)', 'plan'],
      ['active=true', 'active'],
    ]);
    expect(model.inputOf('plan')).toBe(undefined); // it does not come to the last step
    // names that look like another column's, a column twice, columns as they are
    const like = Table.from({ a: ['x', 'y'], 'a=b': ['x', 'y'], n: [1, 2] });
    const columns = new ColumnTransformer(
      [
        { columns: ['a=b', 'a'], transformer: new OneHotEncoder({ drop: 'first', handleUnknown: 'ownColumn' }) },
        { columns: ['a'], transformer: new OrdinalEncoder() },
      ],
      { remainder: 'passthrough' },
    );
    const scaled = new Pipeline([columns, new StandardScaler(), new KMeans({ nClusters: 1 })]).fit(like);
    const names = scaled.features(like).columns!;
    expect(names.map((name) => [name, scaled.inputOf(name)])).toEqual([
      ['a=b=y', 'a=b'],
      ['unknown(a=b)', 'a=b'],
      ['a=y', 'a'],
      ['unknown(a)', 'a'],
      ['a', 'a'],
      ['n', 'n'],
    ]);
    // a component is made of several; a matrix has no names
    const pca = new Pipeline([new PCA({ nComponents: 1 }), new KMeans({ nClusters: 1 })]).fit(table.select(['size']));
    expect(['size', ...pca.features(table).columns!].map((name) => pca.inputOf(name))).toEqual([undefined, undefined]);
    expect(new Pipeline([new KMeans({ nClusters: 1 })]).fit(Matrix.from([[1], [2]])).inputOf('column 1')).toBe(undefined);
  });

  test('says what a page must ask for', () => {
    const model = segments().fit(table);
    const median = (new SimpleImputer({ strategy: 'median' }).fit(table.select(['spend'])).statistics as number[])[0];
    const expected = [
      { name: 'plan', kind: 'category', categories: ['month', 'year', null] },
      { name: 'active', kind: 'boolean', categories: [false, true] },
      { name: 'spend', kind: 'number', typical: median },
    ];
    expect(model.inputColumns).toEqual(expected);
    expect(PipelineModel.fromBytes(model.toBytes(), ALL_CLASSES).inputColumns).toEqual(expected);
    const filled = new Pipeline([new SimpleImputer({ strategy: 'mostFrequent' }), new OrdinalEncoder()]).fit(table.select(['plan']));
    expect(filled.inputColumns).toEqual([{ name: 'plan', kind: 'category', typical: 'month', categories: ['month', 'year'] }]);
    const passed = new Pipeline([new ColumnTransformer([], { remainder: 'passthrough' }), new StandardScaler()]).fit(
      table.select(['size']),
    );
    expect(passed.inputColumns).toEqual([{ name: 'size', kind: 'number', typical: expect.closeTo(2, 0) as number }]);
    // a mean of logarithms is no typical amount
    expect(new Pipeline([new Log1pTransformer(), new StandardScaler()]).fit(table.select(['size'])).inputColumns).toEqual([
      { name: 'size', kind: 'number' },
    ]);
    expect(new Pipeline([new KMeans({ nClusters: 1 })]).fit(Matrix.from([[1, 2]])).inputColumns.map(({ name }) => name)).toEqual([
      'column 1',
      'column 2',
    ]);
  });

  test('takes centers back to the units of the table', () => {
    const model = segments().fit(table);
    const centers = model.inverseTransform(model.last.clusterCenters);
    expect(centers.columns).toEqual(['plan', 'active', 'spend']);
    expect(centers.nRows).toBe(3);
    const found = centers.column('plan', 'category');
    model.last.clusterCenters.columns!.forEach((name) => expect(OUT).toContain(name));
    for (let c = 0; c < 3; c++) expect(['month', 'year', undefined]).toContain(found.categories[found.codes[c]]);
    const numbers = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 1 })]).fit(Table.from({ a: [1, 3], b: [10, 20] }));
    expect(Array.from(numbers.inverseTransform(numbers.last.clusterCenters).toMatrix().data)).toEqual([2, 15]);
    const scaled = new Pipeline([new SimpleImputer(), new StandardScaler()]).fit(Table.from({ a: [1, 3] }));
    expect(Array.from(scaled.inverseTransform(scaled.transform(Table.from({ a: [7] }))).toMatrix().data)).toEqual([7]);
    expect(thrown(() => new Pipeline([new Labels(), new Labels()]).fit(table.select(['size']))).code).toBe('unsupported');
  });

  test('hands what else fit is given to the last step: sample weights, too', () => {
    const [rows, sampleWeight] = [Matrix.from([[0], [1], [9]]), [0, 1, 1]];
    const recipe = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 1 })]);
    const features = new StandardScaler().fit(rows).transform(rows);
    expect(recipe.fit(rows, { sampleWeight }).last.inertia).toBe(new KMeans({ nClusters: 1 }).fit(features, { sampleWeight }).inertia);
    expect(thrown(() => recipe.fit(rows, { sampleWeight: [1] })).code).toBe('invalid-data');
  });

  test('reduces with PCA on the way, which takes a matrix', () => {
    const numbers = tableWithHoles();
    const model = new Pipeline([new SimpleImputer(), new StandardScaler(), new PCA({ nComponents: 2 }), new KMeans({ nClusters: 3 })]).fit(
      numbers,
    );
    expect((model.features(numbers) as Matrix).columns).toEqual(['pca1', 'pca2']);
    expect(model.inverseTransform(model.last.clusterCenters).columns).toEqual(['a', 'b', 'c']);
    const loaded = load(model.toBytes(), [PipelineModel, PCAModel, ...CLASSES]) as typeof model;
    expect(loaded.predict(numbers)).toEqual(model.last.labels);
  });

  test('hands progress and signal to its steps', async () => {
    const stages: string[] = [];
    segments().fit(table, { onProgress: ({ stage }) => void stages.push(stage) });
    expect(stages).toEqual(expect.arrayContaining(['measuring columns', 'finding categories', 'fitting steps', 'finding clusters']));
    const stop = new AbortController();
    const error = await segments()
      .fitAsync(table, { signal: stop.signal, onProgress: ({ stage }) => void (stage === 'finding clusters' && stop.abort()) })
      .then(() => undefined, (reason: unknown) => reason); // prettier-ignore
    expect(error).toMatchObject({ code: 'cancelled', message: expect.stringContaining('finding clusters') as string });
  });

  test('refuses what is no step', () => {
    const refused = (...steps: unknown[]) => thrown(() => new Pipeline(steps as never)).message;
    expect(refused()).toBe('"steps" must be an array of one step or more, got an array of 0');
    expect(refused(new StandardScaler(), null)).toBe('step 2 must be a recipe with a method "fit", got null');
    expect(refused(new StandardScaler().fit(Matrix.from([[1]])))).toContain('(a model? give its recipe)');
    expect(thrown(() => new Pipeline({} as never)).message).toContain('"steps" must be an array');
    expect(thrown(() => segments().fit([] as never)).message).toBe('"X" must be a Matrix or a Table, got an array of 0');
    expect(
      thrown(() =>
        segments()
          .fit(table)
          .predict([] as never),
      ).code,
    ).toBe('invalid-data');
    const scaler = new Pipeline([new StandardScaler()]).fit(Matrix.from([[1]]));
    expect(thrown(() => (scaler as PipelineModel).predict(Matrix.from([[1]]))).message).toBe('StandardScalerModel has no method "predict"');
    // what is no number must not come to a step that takes a matrix
    expect(thrown(() => new Pipeline([new KMeans({ nClusters: 1 })]).fit(table)).message).toContain(
      '"id" must be of kind number or boolean, it is category',
    );
    expect(thrown(() => new Pipeline([new StandardScaler(), new KMeans({ nClusters: 1 })]).fit(Table.from({ a: [1, null] }))).message).toBe(
      'row 2, column "a" must be a finite number, got NaN',
    );
  });
});

/** Steps as a caller may write them. */
class Labels {
  fit(X: Matrix): LabelsModel {
    return new LabelsModel(X.nColumns);
  }
}
class LabelsModel {
  constructor(readonly nColumns: number) {}
  predict(X: Matrix): string[] {
    return Array.from({ length: X.nRows }, (_, i) => `row ${i} of ${X.nColumns}`);
  }
}
class Doubler {
  readonly takesTables = true;
  fit(): DoublerModel {
    return new DoublerModel(2);
  }
}
class DoublerModel {
  static readonly type = 'DoublerModel';
  constructor(readonly factor: number) {}
  transform(X: Data): Data {
    const { columns } = X;
    if (X instanceof Matrix)
      return Matrix.from(
        Float64Array.from(X.data, (v) => v * this.factor),
        X.nColumns,
        columns && { columns },
      );
    return Table.from(Object.fromEntries(X.columns.map((name) => [name, X.column(name, 'number').values.map((v) => v * this.factor)])));
  }
  toBytes(): Uint8Array {
    return Uint8Array.of(this.factor);
  }
  static fromBytes(bytes: Uint8Array): DoublerModel {
    return new DoublerModel(bytes[0]);
  }
}
/** A model whose file is that of another. */
class Inside {
  fit(X: Matrix): InsideModel {
    return new InsideModel(new StandardScaler().fit(X));
  }
}
class InsideModel {
  static readonly type = 'InsideModel';
  constructor(private readonly scaler: StandardScalerModel) {}
  transform(X: Matrix): Matrix {
    return this.scaler.transform(X);
  }
  toBytes(): Uint8Array {
    return this.scaler.toBytes();
  }
  static fromBytes(bytes: Uint8Array): InsideModel {
    return new InsideModel(StandardScalerModel.fromBytes(bytes));
  }
}
/** Needs to know y, as a regression does. */
class Mean {
  fit(X: Matrix, y: Float64Array, { plus = 0 }: { plus?: number } & LongWork = {}): { predict(X: Matrix): number[] } {
    const mean = y.reduce((sum, v) => sum + v / X.nRows, plus);
    return { predict: (rows) => Array.from({ length: rows.nRows }, () => mean) };
  }
}

describe('Pipeline of steps that a caller wrote', () => {
  const numbers = Table.from({ a: [1, 2, null], b: [3, 5, 7] });

  test('gives them tables or matrices, as they say, and the last what fit is given', () => {
    const model = new Pipeline([new Doubler(), new SimpleImputer(), new Labels()]).fit(numbers);
    const labels: string[] = model.predict(numbers);
    expect(labels).toEqual(['row 0 of 2', 'row 1 of 2', 'row 2 of 2']);
    expect((model.features(numbers) as Matrix).data).toEqual(Float64Array.of(2, 6, 4, 10, 3, 14));
    const mean: number[] = new Pipeline([new SimpleImputer(), new Mean()])
      .fit(numbers, Float64Array.of(1, 2, 6), { plus: 1 })
      .predict(numbers);
    expect(mean).toEqual([4, 4, 4]);
    const plain = new Pipeline([new Doubler()]).fit(Matrix.from([[1]])).transform(Matrix.from([[4]])) as Matrix;
    expect(plain.data).toEqual(Float64Array.of(8));
  });

  test('saves those that have a format of their own, and says which cannot be saved', () => {
    const model = new Pipeline([new Doubler(), new SimpleImputer()]).fit(numbers);
    const bytes = model.toBytes();
    const loaded = PipelineModel.fromBytes(bytes, [DoublerModel, SimpleImputerModel]);
    expectSameBytes(loaded.toBytes(), bytes);
    expect(loaded.transform(numbers)).toEqual(model.transform(numbers));
    const inside = new Pipeline([new Inside()]).fit(Matrix.from([[1], [3]]));
    expect(PipelineModel.fromBytes(inside.toBytes(), [InsideModel]).transform(Matrix.from([[3]]))).toEqual(Matrix.from([[1]]));
    const error = thrown(() => new Pipeline([new SimpleImputer(), new Labels()]).fit(numbers).toBytes());
    expect([error.code, error.message]).toEqual(['unsupported', expect.stringMatching(/^model 2 \(LabelsModel\) cannot be saved/)]);
  });

  test('refuses answers that are none', () => {
    const bad = (out: unknown) => new Pipeline([{ fit: () => ({ transform: () => out }) }, new KMeans({ nClusters: 1 })]);
    expect(thrown(() => bad(3).fit(Matrix.from([[1]]))).message).toBe('"transform" of Object must give a Matrix or a Table, got 3');
    expect(thrown(() => bad(Matrix.from([[1], [2]])).fit(Matrix.from([[1]]))).message).toBe(
      '"transform" of Object must give 1 rows, got 2',
    );
  });
});

describe('the file of a pipeline', () => {
  const model = segments().fit(customers(12, 3));
  const bytes = model.toBytes();
  const open = (classes: readonly ModelClass[]) => PipelineModel.fromBytes(bytes, classes);

  test('is read with the classes named, also by load, and written again byte for byte', () => {
    expectSameBytes(open(ALL_CLASSES).toBytes(), bytes);
    const loaded = load(bytes, [PipelineModel, ...ALL_CLASSES]);
    expect(loaded).toBeInstanceOf(PipelineModel);
    expect((loaded as PipelineModel<KMeansModel>).predict(table)).toEqual(model.predict(table));
    const typed: Int32Array = PipelineModel.fromBytes(bytes, [ColumnTransformerModel, SimpleImputerModel, Log1pTransformerModel, StandardScalerModel, OneHotEncoderModel, KMeansModel]).predict(table); // prettier-ignore
    expect(typed).toEqual(model.predict(table));
    const { clusterCenters }: KMeansModel = PipelineModel.fromBytes(bytes, ALL_CLASSES, KMeansModel).last;
    expect(clusterCenters).toEqual(model.last.clusterCenters);
    const other = thrown(() => PipelineModel.fromBytes(bytes, ALL_CLASSES, StandardScalerModel));
    expect([other.code, other.message]).toEqual(['unsupported', 'the pipeline ends in "KMeansModel", not in "StandardScalerModel"']);
  });

  test.each(ALL_CLASSES.filter((of) => of !== OrdinalEncoderModel && of !== PipelineModel).map((of) => [of.type, of] as const))(
    'names %s where it is needed and was not given',
    (type, missing) => {
      const error = thrown(() => open(ALL_CLASSES.filter((of) => of !== missing)));
      expect([error.code, error.message]).toEqual([
        'unsupported',
        expect.stringContaining(`holds "${type}", which is none of the classes given`),
      ]);
    },
  );

  test('can be read with no classes at all only where it needs none', () => {
    expect(thrown(() => open(undefined as never)).message).toContain('none of the classes given: PipelineModel');
  });

  test('is refused where it is damaged', () => {
    expectDamageRefused(new ColumnTransformer(parts().slice(1)).fit(table).toBytes(), (damaged) =>
      ColumnTransformerModel.fromBytes(damaged, ALL_CLASSES),
    );
  });

  type Settings = Record<string, unknown> & { models: { type: string; settings: Record<string, unknown> }[] };
  const changed = (change: (file: { settings: Settings; tensors: ModelFile['tensors'] }) => void) => {
    const { type, settings, tensors, shapes } = readModelFile(bytes.slice());
    const file = { settings: structuredClone(settings) as Settings, tensors };
    change(file);
    return writeModelFile({ type, shapes: shapes!, ...file });
  };
  test.each<[string, string, Parameters<typeof changed>[0]]>([
    ['no models', 'which models it holds', ({ settings }) => void (settings.models = undefined as never)],
    ['no steps', 'it lacks its steps', ({ settings, tensors }) => Object.assign(settings, { models: [], takesTables: [] }, Object.keys(tensors).forEach((name) => delete tensors[name]))],
    ['a model that is none', 'what model 1 is', ({ settings }) => void (settings.models[0] = null as never)],
    ['a model without a type', 'what model 1 is', ({ settings }) => void (settings.models[0].type = 3 as never)],
    ['a model of another class', 'it lacks its centers', ({ settings }) => void (settings.models[0].type = 'KMeansModel')],
    ['one word too few', 'it lacks its steps', ({ settings }) => void (settings['takesTables'] = [true])],
    ['columns that are none', 'it lacks its columns', ({ settings }) => void (settings['inputs'] = [{ name: 'a' }])],
    ['columns twice', 'it lacks its columns', ({ settings }) => void (settings['inputs'] = [{ name: 'a', kind: 'number' }, { name: 'a', kind: 'number' }])],
    ['a tensor of no model', '"7/mean" belongs to no model', ({ tensors }) => void (tensors['7/mean'] = new Float64Array(1))],
    ['a tensor without a place', '"mean" belongs to no model', ({ tensors }) => void (tensors['mean'] = new Float64Array(1))],
    ['a part without a model', 'belongs to no model', ({ settings }) => void (settings.models[0].settings['models'] = [])],
    ['a model without a part', 'a model belongs to no part', ({ settings }) => void (settings.models[0].settings['parts'] as unknown[]).pop()],
    ['parts that are none', 'it lacks its columns', ({ settings }) => void (settings.models[0].settings['parts'] = 3)],
    ['a part of a column that is not there', 'a part has columns', ({ settings }) => void ((settings.models[0].settings['parts'] as { columns: string[] }[])[0].columns = ['x'])],
    ['no centers', 'it lacks its centers', ({ tensors }) => void delete tensors['1/clusterCenters']],
  ])('is refused with %s', (_, message, change) => {
    const error = thrown(() => PipelineModel.fromBytes(changed(change), ALL_CLASSES));
    expect([error.code, error.message]).toEqual(['file-corrupt', expect.stringContaining(message)]);
  }); // prettier-ignore

  test('nothing changed: it opens', () => {
    expectSameBytes(
      PipelineModel.fromBytes(
        changed(() => {}),
        ALL_CLASSES,
      ).toBytes(),
      bytes,
    );
  });
});
