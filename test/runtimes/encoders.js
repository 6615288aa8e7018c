/**
 * Imputers, encoders and pipelines over tables with gaps: they use no kernel, but what they sort, pool, name and save must be the same everywhere; KMeans at
 * the end of a pipeline runs its own.
 * @module
 */
import { generator, nameOf } from './data.js';
import { sameBytes } from './same.js';

/** Customers with gaps: texts whose order by code unit is not the locale's, whole numbers, booleans, amounts. */
function customers({ Table }, seed, n) {
  const below = generator(seed);
  const gap = (value) => (below(9) === 0 ? null : value);
  return Table.from(
    Array.from({ length: n }, () => ({
      city: gap(nameOf(Math.min(below(30), below(30)))),
      active: gap(below(2) === 0),
      size: gap(below(5) * 3 - 4),
      spend: gap(below(1e6) / 100),
      visits: gap(below(40) * below(40)),
    })),
  );
}

const cells = (table) =>
  table.columns.map((name) => {
    const column = table.column(name);
    return [name, column.kind, Array.from(column.codes ?? column.values, (v) => (Number.isNaN(v) ? null : v)), column.categories ?? null];
  });

export function* encoderCases(kindred, preprocessing) {
  const { KMeans, KMeansModel, load } = kindred;
  const { ColumnTransformer, ColumnTransformerModel, Log1pTransformer, Log1pTransformerModel, OneHotEncoder, OneHotEncoderModel } =
    preprocessing;
  const {
    OrdinalEncoder,
    OrdinalEncoderModel,
    Pipeline,
    PipelineModel,
    SimpleImputer,
    SimpleImputerModel,
    StandardScaler,
    StandardScalerModel,
  } = preprocessing;
  const CLASSES = [ColumnTransformerModel, KMeansModel, Log1pTransformerModel, OneHotEncoderModel, OrdinalEncoderModel, PipelineModel, SimpleImputerModel, StandardScalerModel]; // prettier-ignore
  const seen = customers(kindred, 1, 300);
  const later = customers(kindred, 2, 200);
  const loaded = (model) => {
    const bytes = model.toBytes();
    const again = load(bytes, CLASSES);
    sameBytes(again.toBytes(), bytes, `a loaded ${again.constructor.type} saves as`);
    return [bytes, again];
  };
  const record = (recipe, names = seen.columns) => {
    const [bytes, model] = loaded(recipe.fit(seen.select(names)));
    const out = model.transform(later);
    return [bytes, model.outputColumns, cells(out), cells(model.inverseTransform(out))];
  };
  const categories = ['city', 'active', 'size'];
  const columns = () =>
    new ColumnTransformer(
      [
        {
          columns: ['spend', 'visits'],
          transformer: new Pipeline([
            new SimpleImputer({ strategy: 'median', addIndicator: true }),
            new Log1pTransformer(),
            new StandardScaler(),
          ]),
        },
        {
          columns: ['city', 'active'],
          transformer: new OneHotEncoder({ handleUnknown: 'infrequentIfExist', minFrequency: 0.03, drop: 'ifBinary' }),
        },
        { columns: ['size'], transformer: new OrdinalEncoder({ encodedMissingValue: -1 }) },
      ],
      { remainder: 'passthrough' },
    );

  yield [
    'SimpleImputer',
    () => [
      record(new SimpleImputer({ addIndicator: true }), ['spend', 'visits']),
      record(new SimpleImputer({ strategy: 'median' }), ['spend', 'visits']),
      record(new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true })),
      record(new SimpleImputer({ strategy: 'constant' })),
    ],
  ];
  yield [
    'OneHotEncoder',
    () => [
      record(new OneHotEncoder({ handleUnknown: 'ignore' }), categories),
      record(new OneHotEncoder({ handleUnknown: 'infrequentIfExist', maxCategories: 7, drop: 'first' }), categories),
      record(new OneHotEncoder({ handleUnknown: 'ownColumn', minFrequency: 12, drop: 'ifBinary' }), categories),
    ],
  ];
  yield ['OrdinalEncoder', () => record(new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: -1 }), categories)];
  yield ['ColumnTransformer', () => record(columns())];
  yield [
    'Pipeline ending in KMeans',
    () => {
      const [bytes, model] = loaded(new Pipeline([columns(), new KMeans({ nClusters: 5, nInit: 2 })]).fit(seen));
      const { score, label, runnerUp, parts } = model.explain({ city: null, active: true, size: 2, spend: 12.5, visits: null });
      return [bytes, model.inputColumns, model.predict(later), model.features(later).data, { score, label, runnerUp, parts }];
    },
  ];
}
