/**
 * One file of each class that is saved, and what is read out of it: `file of X` is the digest of both.
 *
 * Every runtime writes all of these files, and reads those that the suite's Node wrote, which its entry hands in. Both must give the digest of the table. So
 * the bytes that A writes are Node's, and Node's load in B, are saved again as the same bytes and score as they do in Node: that is every pair of A and B.
 * @module
 */
import { blobs, generator, nameOf, orders } from './data.js';
import { sameBytes } from './same.js';

/** Visitors with a gap in each column, and what they did. */
function visitors(n) {
  const below = generator(71);
  const gap = (value) => (below(9) === 0 ? null : value);
  const rows = Array.from({ length: n }, () => ({ age: 20 + below(50), city: gap(nameOf(below(4))), vip: below(3) === 0, spent: gap(below(1e5) / 64) }));
  return {
    rows,
    bought: rows.map(({ age }) => age + below(60) > 75),
    paid: rows.map(({ age, vip }) => age * 3 + (vip ? 40 : 0) + below(100) / 7),
    arms: rows.map(() => ['none', 'mail'][below(2)]),
  };
} // prettier-ignore

/** A table as a digest takes it: NaN has many bits. */
const cells = (table) =>
  table.columns.map((name) => {
    const { values, codes, categories } = table.column(name);
    return [name, Array.from(codes ?? values, (v) => (Number.isNaN(v) ? null : v)), categories ?? null];
  });

/** By class name: what makes the file, what it says, and the classes of what is nested in it. */
function kinds(kindred, preprocessing, campaign, privacy) {
  const { Interactions, Matrix, Table, purchaseSummary } = kindred;
  const { rows, bought, paid, arms } = visitors(60);
  const table = Table.from(rows);
  const numbers = Matrix.from(blobs(72, 60, 3, 4), 3);
  const filled = Table.from(rows.map(({ city, spent, ...row }) => ({ ...row, city: city ?? 'none', spent: spent ?? 0 })));
  const known = filled.select(['age', 'vip', 'city']);
  const scores = numbers.data.filter((_, p) => p % 3 === 0);
  const bills = orders(73, 20, 9, 90, { kind: 'fractions', user: nameOf, item: nameOf });
  const events = Interactions.from(bills, { user: 'user', item: 'item', value: 'value', time: 'at', duplicates: 'sum' });
  const invoices = Table.from(
    bills.user.map((customer, i) => ({ customer, order: i, time: new Date(bills.at[i]), amount: bills.value[i] })),
  );
  const named = { customer: 'customer', order: 'order', time: 'time', amount: 'amount' };
  const summary = purchaseSummary(invoices, named);

  const list = (model) => [
    model.recommend(nameOf(3), { k: 4 }),
    model.recommend({ history: [nameOf(1)] }, { k: 4 }),
    model.predict(nameOf(3), nameOf(2)),
  ];
  const recommender = (recipe) => [() => recipe.fit(events), list];
  const transformer = (recipe, X) => [
    () => recipe.fit(X),
    (model) => {
      const out = model.transform(X);
      return out instanceof Table ? cells(out) : out.data;
    },
  ];
  const uplift = (learner) => [() => learner.fit(known, bought, arms, { control: 'none' }), (model) => model.predictAll(known).data];
  const logistic = () => new kindred.LogisticRegression({ maxIter: 20 }).fit(known, bought);
  const probabilities = (model) => [model.predictProba(known), model.explain(known.row(5)).parts];

  return {
    KMeansModel: [() => new kindred.KMeans({ nClusters: 3, nInit: 1 }).fit(numbers), (model) => [model.predict(numbers), model.explain(numbers.row(0)).parts]],
    RfmSegmenterModel: [() => new kindred.RfmSegmenter().fit(preprocessing.rfm(invoices, { ...named, asOf: new Date(1.702e12) })), (model) => [model.predict(Matrix.from([[3, 2, 5]])), model.explain([3, 2, 5])]],
    PCAModel: [() => new kindred.PCA().fit(numbers), (model) => model.transform(numbers).data],
    ItemKNNModel: recommender(new kindred.ItemKNN({ nNeighbors: 3 })),
    UserKNNModel: recommender(new kindred.UserKNN({ nNeighbors: 3 })),
    EASEModel: recommender(new kindred.EASE()),
    PopularityModel: recommender(new kindred.Popularity()),
    BiasBaselineModel: recommender(new kindred.BiasBaseline()),
    LinearRegressionModel: [() => new kindred.LinearRegression().fit(known, paid), (model) => [model.predict(known), model.explain(known.row(5)).parts]],
    LogisticRegressionModel: [logistic, probabilities],
    PlattScalingModel: [() => new kindred.PlattScaling().fit(scores, bought), (model) => model.predict(scores)],
    IsotonicRegressionModel: [() => new kindred.IsotonicRegression().fit(scores, paid), (model) => model.predict(scores)],
    CalibratedClassifierModel: [() => new kindred.CalibratedClassifier().fit(logistic(), known, bought), probabilities, [kindred.LogisticRegressionModel]],
    BGNBDModel: [() => new kindred.BGNBD({ penalizer: 0.1 }).fit(summary), (model) => cells(model.predict(summary, { days: 30 }))],
    GammaGammaModel: [() => new kindred.GammaGamma({ penalizer: 0.1 }).fit(summary), (model) => cells(model.predict(summary))],
    StandardScalerModel: transformer(new preprocessing.StandardScaler(), numbers),
    MinMaxScalerModel: transformer(new preprocessing.MinMaxScaler(), numbers),
    RobustScalerModel: transformer(new preprocessing.RobustScaler(), numbers),
    Log1pTransformerModel: transformer(new preprocessing.Log1pTransformer(), table.select(['age', 'spent'])),
    QuantileTransformerModel: transformer(new preprocessing.QuantileTransformer({ nQuantiles: 9 }), numbers),
    SimpleImputerModel: transformer(new preprocessing.SimpleImputer({ strategy: 'mostFrequent' }), table),
    OneHotEncoderModel: transformer(new preprocessing.OneHotEncoder(), filled.select(['city', 'vip'])),
    OrdinalEncoderModel: transformer(new preprocessing.OrdinalEncoder(), filled.select(['city', 'vip'])),
    ColumnTransformerModel: [...transformer(new preprocessing.ColumnTransformer([{ columns: ['age', 'spent'], transformer: new preprocessing.StandardScaler() }]), filled), [preprocessing.StandardScalerModel]],
    PipelineModel: [() => new preprocessing.Pipeline([new preprocessing.StandardScaler(), new kindred.KMeans({ nClusters: 2, nInit: 1 })]).fit(filled.select(['age', 'spent'])), (model) => model.predict(filled), [preprocessing.StandardScalerModel, kindred.KMeansModel]],
    TwoModelUpliftModel: uplift(new campaign.TwoModelUplift()),
    ClassTransformationModel: uplift(new campaign.ClassTransformation()),
    InteractionUpliftModel: uplift(new campaign.InteractionUplift({ interactions: ['age'] })),
    Campaign: [() => campaign.Campaign.of({ name: 'Frühling', startsAt: '2026-03-01', purpose: 'letters', people: Table.from(rows.map((_, i) => ({ person: nameOf(i), arm: arms[i] === 'none' ? 'control' : 'treatment' }))) }), (sent) => cells(sent.people)],
    ConsentLedger: [() => privacy.ConsentLedger.from([{ person: 'Zoë', purpose: 'analytics', action: 'grant', basis: 'consent', time: '2026-02-01', source: 'shop' }]), (ledger) => ledger.toCsv()],
  }; // prettier-ignore
}

/** @returns by the names of the cases, what writes a file, and what reads one */
export function fileKinds(kindred, preprocessing, campaign, privacy) {
  const classes = { ...kindred, ...preprocessing, ...campaign, ...privacy };
  return Object.entries(kinds(kindred, preprocessing, campaign, privacy)).map(([type, [make, says, nested = []]]) => ({
    name: `file of ${type}`,
    write: () => make().toBytes(),
    read(bytes) {
      const loaded = classes[type].fromBytes(bytes, [...nested, classes[type]]);
      sameBytes(loaded.toBytes(), bytes, `a ${type} from its file gives`);
      return [bytes, says(loaded)];
    },
  }));
}
