// A fit of every recipe, on small data. A name before ":" is the class, what stands after it tells cases of one class apart.
import { ClassTransformation, InteractionUplift, TwoModelUplift } from '../../src/campaign/index.js';
import {
  BGNBD,
  BiasBaseline,
  CalibratedClassifier,
  EASE,
  GammaGamma,
  Interactions,
  IsotonicRegression,
  ItemKNN,
  KMeans,
  LinearRegression,
  LogisticRegression,
  Matrix,
  PCA,
  PlattScaling,
  Popularity,
  purchaseSummary,
  RfmSegmenter,
  Table,
  UserKNN,
  type LongWork,
} from '../../src/index.js';
import { cleanOrders, exampleShop, ordersReader } from '../../src/io/index.js';
import {
  ColumnTransformer,
  Log1pTransformer,
  MinMaxScaler,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  QuantileTransformer,
  RobustScaler,
  SimpleImputer,
  StandardScaler,
} from '../../src/preprocessing/index.js';
import { blobs, events } from '../support/random.js';

const rows = blobs(120, 3, 4);
const X = Matrix.from(rows, { columns: ['a', 'b', 'c'] });
const f32 = Matrix.from(Float32Array.from(X.data), 3);
const positive = Matrix.from(rows.map((row) => row.map(Math.abs)));
const table = Table.from(
  rows.map(([a, b], i) => ({
    a: i % 11 === 0 ? null : a,
    b,
    plan: i % 5 === 0 ? null : ['year', 'month', 'day'][i % 3],
    vip: i % 2 === 0,
  })),
);
const yes = rows.map(([a], i) => a > 0 !== (i % 7 === 0));
const amount = Float64Array.from(rows, ([a, b, c]) => a + 2 * b - c);
const arm = rows.map((_, i) => (i % 2 === 0 ? 'mail' : 'none'));
const sampleWeight = rows.map((_, i) => 1 + (i % 3));
const columns = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'last' } as const;
const interactions = Interactions.from(events(30, 25, 300, { values: 'half' }), columns);
const reader = ordersReader();
reader.push(exampleShop({ customers: 200 }).orders);
export const orders = reader.end();
const summary = purchaseSummary(cleanOrders(orders).orders, { customer: 'customer', order: 'order', time: 'time', amount: 'amount' });
const figures = Table.from({
  recency: rows.map(([a]) => Math.abs(a)),
  frequency: rows.map((_, i) => 1 + (i % 9)),
  monetary: rows.map(([, b]) => Math.abs(b)),
});
const regression = new LogisticRegression({ l2: 0.1 }).fit(X, yes);

/** A call of `fitAsync`. */
export const FITS: Readonly<Record<string, (work: LongWork) => Promise<unknown>>> = {
  SimpleImputer: (work) => new SimpleImputer({ strategy: 'median', addIndicator: true }).fitAsync(table.select(['a', 'b']), work),
  StandardScaler: (work) => new StandardScaler().fitAsync(X, work),
  'StandardScaler: f32': (work) => new StandardScaler().fitAsync(f32, work),
  MinMaxScaler: (work) => new MinMaxScaler({ featureRange: [-1, 2] }).fitAsync(X, work),
  RobustScaler: (work) => new RobustScaler().fitAsync(X, work),
  Log1pTransformer: (work) => new Log1pTransformer().fitAsync(positive, work),
  QuantileTransformer: (work) => new QuantileTransformer({ nQuantiles: 50 }).fitAsync(X, work),
  OneHotEncoder: (work) => new OneHotEncoder({ drop: 'first' }).fitAsync(table.select(['plan']), work),
  OrdinalEncoder: (work) => new OrdinalEncoder().fitAsync(table.select(['plan']), work),
  ColumnTransformer: (work) =>
    new ColumnTransformer(
      [
        { columns: ['plan'], transformer: new OneHotEncoder() },
        { columns: ['a', 'b'], transformer: new Pipeline([new SimpleImputer(), new StandardScaler()]) },
      ],
      { remainder: 'passthrough' },
    ).fitAsync(table, work),
  Pipeline: (work) => new Pipeline([new StandardScaler(), new LogisticRegression()]).fitAsync(X, yes, { ...work, sampleWeight }),
  'Pipeline: of a table': (work) =>
    new Pipeline([
      new ColumnTransformer([
        { columns: ['a', 'b'], transformer: new SimpleImputer() },
        { columns: ['plan'], transformer: 'passthrough' },
      ]),
      new LinearRegression({ handleUnknown: 'ignore' }),
    ]).fitAsync(table, amount, work),
  'Pipeline: that ends in parts': (work) =>
    new Pipeline([new StandardScaler(), new PCA({ nComponents: 2 }), new KMeans({ nClusters: 3, nInit: 3 })]).fitAsync(X, work),
  'Pipeline: of one step': (work) => new Pipeline([new KMeans({ nClusters: 3, nInit: 3 })]).fitAsync(X, work),
  KMeans: (work) => new KMeans({ nClusters: 4, nInit: 3 }).fitAsync(X, { ...work, sampleWeight }),
  PCA: (work) => new PCA().fitAsync(X, work),
  RfmSegmenter: (work) => new RfmSegmenter().fitAsync(figures, work),
  ItemKNN: (work) => new ItemKNN({ nNeighbors: 5 }).fitAsync(interactions.weight('bm25').filter({ minPerItem: 2 }), work),
  'ItemKNN: average': (work) => new ItemKNN({ nNeighbors: 5, aggregate: 'average', center: 'item' }).fitAsync(interactions, work),
  UserKNN: (work) => new UserKNN({ nNeighbors: 5 }).fitAsync(interactions.decay({ halfLifeDays: 30 }), work),
  EASE: (work) => new EASE({ l2: 10 }).fitAsync(interactions, work),
  Popularity: (work) => new Popularity({ window: { days: 20 } }).fitAsync(interactions, work),
  'Popularity: by segment': (work) =>
    new Popularity({ minPerSegment: 1 }).fitAsync(interactions, {
      ...work,
      segments: new Map(interactions.users.values.map((user, u) => [user, u % 3 === 0 ? null : `s${u % 3}`])),
    }),
  BiasBaseline: (work) => new BiasBaseline().fitAsync(interactions, work),
  LinearRegression: (work) =>
    new LinearRegression({ solver: 'gradient-descent', learningRate: 0.001, maxIter: 20 }).fitAsync(X, amount, work),
  LogisticRegression: (work) =>
    new LogisticRegression({ classWeight: 'balanced', l2: 0.1 }).fitAsync(table.select(['b', 'plan', 'vip']), yes, {
      ...work,
      sampleWeight,
    }),
  'LogisticRegression: three classes, a column as labels': (work) =>
    new LogisticRegression({ l2: 0.1, solver: 'lbfgs' }).fitAsync(X, Table.from({ y: rows.map((_, i) => 'abc'[i % 3]) }).column('y'), work),
  PlattScaling: (work) => new PlattScaling().fitAsync(amount, yes, { ...work, sampleWeight }),
  IsotonicRegression: (work) =>
    new IsotonicRegression().fitAsync(
      amount,
      rows.map(([a]) => a),
      work,
    ),
  CalibratedClassifier: (work) => new CalibratedClassifier({ method: 'isotonic' }).fitAsync(regression, X, yes, work),
  'CalibratedClassifier: platt': (work) => new CalibratedClassifier().fitAsync(regression, X, yes, { ...work, sampleWeight }),
  BGNBD: (work) => new BGNBD({ penalizer: 0.01 }).fitAsync(summary, work),
  GammaGamma: (work) => new GammaGamma({ penalizer: 0.01 }).fitAsync(summary, work),
  TwoModelUplift: (work) => new TwoModelUplift().fitAsync(X, yes, arm, { ...work, control: 'none' }),
  ClassTransformation: (work) => new ClassTransformation().fitAsync(X, yes, arm, { ...work, control: 'none' }),
  InteractionUplift: (work) =>
    new InteractionUplift({ estimator: new LinearRegression(), interactions: ['a'] }).fitAsync(X, amount, arm, {
      ...work,
      control: 'none',
      sampleWeight,
    }),
};
