/**
 * A small file of every class that is saved, how it is read, and what is then asked of it.
 * @module
 */
import * as kindred from 'kindred';
import * as campaign from 'kindred/campaign';
import * as preprocessing from 'kindred/preprocessing';
import * as privacy from 'kindred/privacy';
import { generator } from './mutate';

type Model = { toBytes(): Uint8Array };

export interface Saved {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Everything that opens it: `load`, and `fromBytes` of its class. */
  readonly open: readonly ((bytes: Uint8Array) => Model)[];
  /** Ask it whatever it is for. */
  use(model: Model): void;
}

type Class = { readonly type?: string; readonly name: string; fromBytes(bytes: Uint8Array, ...more: never[]): { toBytes(): Uint8Array } };

const rooms = [kindred, preprocessing, campaign].flatMap((room) => Object.values(room) as unknown[]);
/** Those that `load` is given. */
const CLASSES = rooms.filter((one): one is Class => typeof one === 'function' && 'fromBytes' in one && 'type' in one);

const below = generator(7);
const numbers = (n: number, d: number) =>
  kindred.Matrix.from(Array.from({ length: n }, () => Array.from({ length: d }, () => below(9) / 4)));
const X = numbers(9, 2);
const table = kindred.Table.from(
  Array.from({ length: 24 }, (_, i) => ({
    city: i % 7 === 3 ? null : ['Wien', 'Graz', 'é'][below(3)],
    age: i % 9 === 2 ? null : 20 + below(50),
    arm: ['none', 'mail'][below(2)],
    bought: below(2),
  })),
);
const people = table.select(['city', 'age']);
const reached = kindred.Table.from(Array.from({ length: 24 }, () => ({ city: ['Wien', 'Graz', 'é'][below(3)], age: 20 + below(50) })));
const whole = kindred.Table.from({ city: ['Wien', 'Graz', 'Wien', 'é', 'Graz', 'Wien'], age: [20, 31, 44, 52, 63, 71] });
const yes = ['no', 'no', 'yes', 'no', 'yes', 'yes'];
const day = (n: number) => 1.7e12 + n * 864e5;
const events = (names: boolean, values?: 'sum' | 'last') =>
  kindred.Interactions.from(
    Array.from({ length: 24 }, () => ({
      user: names ? `u${below(6)}` : below(6),
      item: names ? ['Ä', 'b', 'c', 'd', 'é'][below(5)] : below(5),
      value: 1 + below(9) / 2,
      time: day(below(30)),
    })),
    { user: 'user', item: 'item', ...(values && { value: 'value', duplicates: values, time: 'time' }) },
  );
const summary = kindred.Table.from({
  frequency: [0, 1, 2, 3, 5, 0, 1, 8],
  recency: [0, 10, 20, 15, 30, 0, 3, 33],
  age: [40, 41, 30, 22, 44, 12, 9, 34],
  monetary: [NaN, 10, 12.5, 9, 30, NaN, 11, 22],
});
const figures = kindred.Table.from({ recency: [1, 5, 9, 20, 3, 7], frequency: [9, 5, 1, 2, 4, 3], monetary: [90, 20, 5, 7, 44, 31] });

const asked = (model: kindred.RecommenderModel<kindred.Id, kindred.Id>) => {
  const { items } = model;
  const [first, second] = [items.at(0), items.at(items.size - 1)];
  model.recommend({ history: [first, { item: second, value: 2 }] }, { k: 3 });
  model.recommend({ history: [] }, { k: 2 });
  model.similarItems(first, 3);
  const users = model.interactions?.users;
  if (!users) return;
  for (const user of [users.at(0), users.at(users.size - 1)]) {
    for (const { item } of model.recommend(user, { k: 3, diversity: 0.3 })) model.explain(user, item);
    model.predict(user, first);
    model.similarUsers(user, 2);
  }
  model.audienceFor(first, { k: 2 });
  Array.from(model.recommendAll({ k: 2 }));
};

type Transforms = { transform(X: kindred.Table): kindred.Table; inverseTransform?(X: kindred.Table): kindred.Table };
const through = (X: kindred.Table) => (model: Transforms) => {
  const out = model.transform(X);
  model.inverseTransform?.(out);
};
const ofMatrix = (model: { transform(X: kindred.Matrix): kindred.Matrix; inverseTransform?(X: kindred.Matrix): kindred.Matrix }) => {
  model.inverseTransform?.(model.transform(X));
};
const predicts = (rows: kindred.Table) => (model: kindred.LogisticRegressionModel | kindred.LinearRegressionModel) => {
  model.predict(rows);
  if (model instanceof kindred.LogisticRegressionModel) model.probabilities(rows);
  void model.explain(rows.row(0)).parts;
};
const uplifts = (model: campaign.UpliftModel) => {
  model.predictAll(reached);
  model.best(reached);
  void model.explain(reached.row(1)).parts;
};

const { ColumnTransformer, Log1pTransformer, MinMaxScaler, OneHotEncoder, OrdinalEncoder, Pipeline, QuantileTransformer, RobustScaler, SimpleImputer, StandardScaler } = preprocessing; // prettier-ignore
const columns = () =>
  new ColumnTransformer([
    { columns: ['age'], transformer: new Pipeline([new SimpleImputer({ strategy: 'median' }), new StandardScaler()]) },
    { columns: ['city'], transformer: new OneHotEncoder({ handleUnknown: 'ignore' }) },
  ]);
const uplift = (learner: { fit(...args: never[]): { toBytes(): Uint8Array } }) =>
  (learner as unknown as campaign.ClassTransformation).fit(reached, table.column('bought'), table.column('arm'), { control: 'none' });

/** By class: models of it, and what they are asked. A class may have several, where options change what is saved. */
const MADE: Readonly<Record<string, readonly [readonly { toBytes(): Uint8Array }[], (model: never) => void]>> = {
  KMeansModel: [
    [new kindred.KMeans({ nClusters: 3, nInit: 1 }).fit(X).withNames(['a', 'b', 'é'])],
    (model: kindred.KMeansModel) => {
      model.predict(X);
      model.transform(X);
      void model.explain(X.row(0)).parts;
      model.relabel(model);
      model.nameOf(0);
    },
  ],
  PCAModel: [[new kindred.PCA({ nComponents: 2 }).fit(X)], (model: kindred.PCAModel) => model.inverseTransform(model.transform(X))],
  RfmSegmenterModel: [
    [new kindred.RfmSegmenter().fit(figures)],
    (model: kindred.RfmSegmenterModel) => {
      model.transform(figures);
      model.predict(figures);
      model.explain([3, 2, 10]);
    },
  ],
  ItemKNNModel: [
    [
      new kindred.ItemKNN({ nNeighbors: 3 }).fit(events(true)),
      new kindred.ItemKNN({ aggregate: 'average', center: 'bias' }).fit(events(false, 'last').decay({ halfLifeDays: 9 })),
      new kindred.ItemKNN({ similarity: 'dot' }).fit(events(true, 'sum').weight('bm25').filter({ minPerUser: 2 })),
    ],
    asked,
  ],
  UserKNNModel: [
    [new kindred.UserKNN({ nNeighbors: 3 }).fit(events(true)), new kindred.UserKNN({ similarity: 'pearson' }).fit(events(false, 'last'))],
    asked,
  ],
  EASEModel: [[new kindred.EASE({ l2: 2 }).fit(events(true)), new kindred.EASE({ precision: 'f32' }).fit(events(false, 'sum'))], asked],
  BiasBaselineModel: [[new kindred.BiasBaseline().fit(events(false, 'last'))], asked],
  PopularityModel: [
    [
      new kindred.Popularity().fit(events(true)),
      new kindred.Popularity({ window: { days: 20 } }).fit(events(true, 'last'), { segments: (user) => `s${String(user).length % 2}` }),
    ],
    asked,
  ],
  LinearRegressionModel: [[new kindred.LinearRegression({ l2: 0.1 }).fit(whole, [1, 2, 2, 5, 3, 4])], predicts(whole)],
  LogisticRegressionModel: [
    [
      new kindred.LogisticRegression({ l2: 0.1 }).fit(whole, yes),
      new kindred.LogisticRegression({ l2: 0.1, maxIter: 5 }).fit(whole, ['no', 'maybe', 'yes', 'no', 'maybe', 'yes']),
    ],
    predicts(whole),
  ],
  BGNBDModel: [
    [new kindred.BGNBD({ penalizer: 0.1 }).fit(summary)],
    (model: kindred.BGNBDModel) => {
      model.predict(summary, { days: 30 });
      model.expectedPurchasesOfNew(30);
      model.explain({ frequency: 2, recency: 20, age: 30 }, { days: 30 });
    },
  ],
  GammaGammaModel: [
    [new kindred.GammaGamma({ penalizer: 0.01 }).fit(summary)],
    (model: kindred.GammaGammaModel) => {
      model.predict(summary);
      model.explain({ frequency: 2, monetary: 12.5 });
    },
  ],
  PlattScalingModel: [
    [new kindred.PlattScaling().fit([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1])],
    (model: kindred.PlattScalingModel) => model.predict([0.2, 0.5]),
  ],
  IsotonicRegressionModel: [
    [new kindred.IsotonicRegression().fit([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1])],
    (model: kindred.IsotonicRegressionModel) => model.predict([0.2, 0.5]),
  ],
  CalibratedClassifierModel: [
    [new kindred.CalibratedClassifier({ method: 'isotonic' }).fit(new kindred.LogisticRegression({ l2: 0.1 }).fit(whole, yes), whole, yes)],
    (model: kindred.CalibratedClassifierModel) => {
      model.predict(whole);
      model.predictProba(whole);
    },
  ],
  StandardScalerModel: [[new StandardScaler().fit(X)], ofMatrix],
  MinMaxScalerModel: [[new MinMaxScaler({ clip: true }).fit(X)], ofMatrix],
  RobustScalerModel: [[new RobustScaler().fit(X)], ofMatrix],
  Log1pTransformerModel: [[new Log1pTransformer().fit(X)], ofMatrix],
  QuantileTransformerModel: [[new QuantileTransformer({ nQuantiles: 5, outputDistribution: 'normal' }).fit(X)], ofMatrix],
  SimpleImputerModel: [[new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }).fit(people)], through(people)],
  OneHotEncoderModel: [
    [new OneHotEncoder({ handleUnknown: 'infrequentIfExist', maxCategories: 2, drop: 'first' }).fit(people.select(['city']))],
    through(people),
  ],
  OrdinalEncoderModel: [
    [new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: -1 }).fit(people.select(['city']))],
    through(people),
  ],
  ColumnTransformerModel: [[columns().fit(people)], through(people)],
  PipelineModel: [
    [new Pipeline([columns(), new kindred.KMeans({ nClusters: 2, nInit: 1 })]).fit(people)],
    (model: preprocessing.PipelineModel<kindred.KMeansModel>) => {
      model.predict(people);
      void model.inputColumns;
      void model.explain({ city: 'Wien', age: null }).parts;
      void model.warnings;
    },
  ],
  TwoModelUpliftModel: [[uplift(new campaign.TwoModelUplift())], uplifts],
  ClassTransformationModel: [[uplift(new campaign.ClassTransformation())], uplifts],
  InteractionUpliftModel: [[uplift(new campaign.InteractionUplift())], uplifts],
};

/** Texts and files of formats of their own: no `load`. */
const KEY = new Uint8Array(32).fill(7);
const ledger = privacy.ConsentLedger.from([
  { person: 'ann@example.org', purpose: 'email-marketing', action: 'grant', basis: 'consent', time: '2026-01-02', source: 'form' },
  { person: 12, purpose: '*', action: 'object', time: '2026-02-03', source: 'letter' },
]);
const letters = campaign.Campaign.of({
  name: 'spring',
  startsAt: '2026-03-10',
  purpose: 'letters',
  people: kindred.Table.from({ person: ['ann', 'bob'], arm: ['treatment', 'control'], score: [0.5, NaN], segment: ['a', null] }),
});
const exported = campaign.destinationFiles(
  campaign.googleCustomerMatch({ columns: { email: 'mail' } }),
  kindred.Table.from({ person: ['ann', 'bob'], mail: ['ann@example.org', 'bob@example.org'] }),
  { members: ['ann', 'bob'], consent: ['ann', 'bob'] },
).state;
const tombstones = new privacy.Tombstones({ key: KEY }).with('ann@example.org');

const own = <M extends Model>(name: string, model: M, open: (bytes: Uint8Array) => M, use: (model: M) => void): Saved => ({
  name,
  bytes: model.toBytes(),
  open: [open],
  use: use as (model: Model) => void,
});

/** A scorer saves nothing: its file is the model's. */
const scorerOf = (bytes: Uint8Array) => ({ scorer: kindred.ItemScorer.fromBytes<kindred.Id>(bytes), toBytes: () => bytes });
const scored = new kindred.ItemKNN({ nNeighbors: 3 }).fit(events(true).weight('binary')).toBytes({ users: false });

export const SAVED: readonly Saved[] = [
  ...Object.entries(MADE).flatMap(([name, [models, use]]) =>
    models.map((model): Saved => {
      const type = CLASSES.find((one) => one.type === name)!;
      return {
        name,
        bytes: model.toBytes(),
        open: [(bytes) => kindred.load(bytes, CLASSES as never) as Model, (bytes) => type.fromBytes(bytes, CLASSES as never)],
        use: use as (model: Model) => void,
      };
    }),
  ),
  own('ItemScorer', scorerOf(scored), scorerOf, ({ scorer }) => {
    const first = scorer.items.at(0);
    for (const { item } of scorer.recommend({ history: [first] }, { k: 3 })) scorer.explain({ history: [first] }, item);
    scorer.similarItems(first, 3);
  }),
  own('ConsentLedger', ledger, privacy.ConsentLedger.fromBytes.bind(privacy.ConsentLedger), (model) => {
    model.toCsv();
    privacy.gate(['ann@example.org', 12], 'email-marketing', { ledger: model, asOf: '2026-07-01' });
  }),
  own(
    'Campaign',
    letters,
    (bytes) => campaign.Campaign.fromBytes(bytes),
    (model) => void [model.treatment, model.control, model.arms()],
  ),
  own(
    'DestinationState',
    exported,
    (bytes) => campaign.DestinationState.fromBytes(bytes),
    (model) => void model.keys.length,
  ),
  own(
    'Tombstones',
    tombstones,
    (bytes) => privacy.Tombstones.fromBytes(bytes, { key: KEY }),
    (model) => void model.without(people, ['city']),
  ),
];
