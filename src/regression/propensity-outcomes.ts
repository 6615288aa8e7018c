/**
 * The job behind propensity and churn: snapshots, a model of earlier ones tested on the last, a model of all for today.
 * @module
 */
import { Table, type Column } from '../data/table.js';
import { DAY, isoDay } from '../data/time.js';
import { KindredError } from '../errors.js';
import { ColumnTransformer } from '../preprocessing/column-transformer.js';
import { Log1pTransformer } from '../preprocessing/log1p.js';
import { readLines } from '../preprocessing/order-lines.js';
import { Pipeline } from '../preprocessing/pipeline.js';
import type { PipelineModel } from '../preprocessing/pipeline-model.js';
import { SimpleImputer } from '../preprocessing/simple-imputer.js';
import { StandardScaler } from '../preprocessing/standard-scaler.js';
import type { NamedClass } from '../parts.js';
import type { Steps } from '../progress.js';
import { plural } from '../words.js';
import { LogisticRegression } from './logistic-regression.js';
import type { LogisticRegressionModel } from './logistic-regression-model.js';
import type { OrderColumns } from './order-features.js';
import { evaluated } from './propensity-evaluation.js';
import { datesOf, snapshotAt, stacked, type Snapshot } from './propensity-snapshots.js';
import type { Outcomes } from './propensity.js';

/** What is foretold. */
export interface Question {
  /** What the customers did, as it is said of them. */
  readonly what: string;
  /** Whose outcome is asked for. Default: everyone's. */
  readonly among?: (features: Table) => ArrayLike<boolean>;
  /** From who ordered in the horizon to the outcome. */
  readonly positive: (bought: number) => boolean;
  /** The scores of the rule without a model. */
  readonly naive: (features: Table) => Float64Array;
}

type Model = PipelineModel<LogisticRegressionModel<boolean>>;
const STEPS = 5;

/** @param asOf - in milliseconds; default: the last order line */
export function* outcomes(
  orders: Table,
  { horizonDays, snapshots, l2, seed, ...columns }: OrderColumns & { horizonDays: number; snapshots: number; l2: number; seed: number },
  asOf: number | undefined,
  { what, among, positive, naive }: Question,
): Steps<Outcomes> {
  const at = (done: number, stage: string) => ({ done, total: STEPS, stage });
  const lines = readLines(orders, columns);
  const dates = datesOf(lines, asOf, horizonDays, snapshots);
  yield at(0, 'reading customers');
  const snapshot = (date: number, days: number): Snapshot => {
    const all = snapshotAt(orders, columns, lines, date, days);
    const marks = among?.(all.features);
    const bought = all.bought.filter((_, row) => !marks || marks[row]).map((v) => Number(positive(v)));
    return { date, features: marks ? all.features.filter(marks) : all.features, bought };
  };
  const train: Snapshot[] = [];
  for (const date of dates.train) {
    train.push(snapshot(date, horizonDays));
    yield at(0, 'reading customers');
  }
  const test = snapshot(dates.test, horizonDays);
  const known = checkBoth(train, what, horizonDays);
  checkBoth([test], what, horizonDays);
  yield at(1, 'learning');
  const tested = (yield* fit(train, l2)).predictProba(test.features);
  yield at(2, 'testing');
  const period = { features: test.features, outcome: test.bought, from: test.date, until: dates.score };
  const evaluation = yield* evaluated(period, tested, naive(test.features), known.rate, seed);
  yield at(3, 'learning');
  const model = yield* fit([test, ...train], l2);
  yield at(4, 'scoring');
  const { features } = snapshot(dates.score, 0);
  const probability: Column = { kind: 'number', values: model.predictProba(features) };
  return {
    asOf: new Date(dates.score),
    horizonDays,
    model,
    features,
    scores: Table.of({ customer: features.column('customer'), probability }),
    evaluation,
    importance: importanceOf(model, features),
  };
}

/** @throws KindredError `invalid-data` where all did the same */
function checkBoth(snapshots: readonly Snapshot[], what: string, horizonDays: number): { rate: number } {
  const { bought } = stacked(snapshots);
  const yes = bought.reduce((sum, v) => sum + v, 0);
  if (yes > 0 && yes < bought.length) return { rate: yes / bought.length };
  const days = snapshots.map(({ date }) => `${isoDay(date)} to ${isoDay(date + horizonDays * DAY)}`).join(', ');
  throw new KindredError(
    'invalid-data',
    bought.length === 0
      ? `there must be customers to learn from and to test, got none in ${days}`
      : `some customers must have ${what} and some not, got ${yes === 0 ? 'none' : 'all'} of ${plural(bought.length, 'customer')} in ${days}: take ${
          yes === 0 ? 'more' : 'fewer'
        } "horizonDays"`,
  );
}

/**
 * Missing values filled and marked, logarithms, one scale, regression. Left out are features that are the same for everyone, or that one of the days does not know of
 * anyone.
 */
function* fit(snapshots: readonly Snapshot[], l2: number): Steps<Model> {
  const { features, bought } = stacked(snapshots);
  const kinds = features.columns.map((name) => [name, features.column(name)] as const);
  const numbers = kinds.flatMap(([name, column]) =>
    column.kind === 'number' && varies(column.values) && snapshots.every(isKnown(name)) ? [name] : [],
  );
  const categories = kinds.flatMap(([name, column]) => (column.kind === 'category' ? [name] : []));
  const recipe = recipeOf(numbers, categories, l2);
  return (yield* recipe.steps(
    features,
    Array.from(bought, (v) => v === 1),
  )) as Model;
}

function recipeOf(numbers: readonly string[], categories: readonly string[], l2: number) {
  const figures = new Pipeline([
    new SimpleImputer({ strategy: 'median', addIndicator: true }),
    new Log1pTransformer(),
    new StandardScaler(),
  ]);
  const columns = new ColumnTransformer([
    ...(numbers.length > 0 ? [{ columns: numbers, transformer: figures }] : []),
    ...(categories.length > 0 ? [{ columns: categories, transformer: 'passthrough' as const }] : []),
  ]);
  return new Pipeline([columns, new LogisticRegression({ l2, handleUnknown: 'ignore' })]);
}

/** The classes of what is found. @internal */
export const outcomeClasses = (): readonly NamedClass[] => [Table, ...recipeOf(['recency'], [], 0).models];

const varies = (values: Float64Array) => values.some((v) => v !== values[0]);
const isKnown =
  (name: string) =>
  ({ features }: Snapshot) =>
    features.nRows === 0 || features.column(name, 'number').values.some((v) => !Number.isNaN(v));

/** The mean size of what each feature contributes to the log-odds of a customer, over 2000 of them at most. */
function importanceOf(model: Model, features: Table): Outcomes['importance'] {
  const rows = model.features(features) as Table;
  const every = Math.max(1, Math.ceil(rows.nRows / 2000));
  const sizes = new Map<string, number>();
  let n = 0;
  for (let row = 0; row < rows.nRows; row += every, n++)
    for (const [feature, size] of contributionsOf(model, rows, row)) sizes.set(feature, (sizes.get(feature) ?? 0) + Math.abs(size));
  return [...sizes]
    .map(([feature, size]) => ({ feature, effect: size / n }))
    .sort((a, b) => b.effect - a.effect || (a.feature < b.feature ? -1 : 1));
}

/**
 * What each feature contributes to the log-odds of a customer: a figure and the mark that it is missing are one feature.
 * @param rows - as they come to the regression (`model.features`)
 * @internal
 */
export function contributionsOf(model: Model, rows: Table, row: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const part of model.last.explain(rows.row(row)).parts) {
    if (part.kind !== 'feature') continue;
    const feature = model.inputOf(part.column) ?? part.column;
    sums.set(feature, (sums.get(feature) ?? 0) + part.contribution);
  }
  return sums;
}
