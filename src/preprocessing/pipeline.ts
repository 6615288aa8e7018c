/**
 * Pipeline: transformers one behind the other and an estimator at their end, fitted, saved and asked as one.
 * @module
 */
import { KindredError, mustBe } from '../errors.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { namesOf } from './as-table.js';
import { transformBy, type FittedStep } from './fitted-step.js';
import { inputsOf } from './input-columns.js';
import { PipelineModel } from './pipeline-model.js';
import { checkStep, fitStep, workOf, type Fit, type Last, type More, type Step } from './step.js';
import { checkData, type Data } from './transformer.js';

/** The recipe; `fit` makes the model. */
export class Pipeline<const S extends readonly [Step, ...Step[]] | readonly Step[]> {
  readonly options: Readonly<{ steps: S }>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @param steps - transformers, and a transformer or any estimator at the end; all but the last see the rows only, the last also what else `fit` is given
   * @throws KindredError `invalid-option`
   * @example
   * ```ts
   * import { KMeans, KMeansModel, Table } from 'kindred';
   * import { ColumnTransformer, ColumnTransformerModel, OneHotEncoder, OneHotEncoderModel, Pipeline, PipelineModel } from 'kindred/preprocessing';
   * const table = Table.from({ plan: ['year', 'year', 'month', 'month'], id: [1, 2, 3, 4] });
   * const columns = new ColumnTransformer([{ columns: ['plan'], transformer: new OneHotEncoder() }]);
   * const model = new Pipeline([columns, new KMeans({ nClusters: 2 })]).fit(table);
   * const bytes = model.toBytes();
   * const loaded = PipelineModel.fromBytes(bytes, [ColumnTransformerModel, OneHotEncoderModel, KMeansModel]);
   * const [a, , b] = loaded.predict(table);
   * console.log(a !== b); // true
   * console.log(loaded.explain({ plan: 'year' }).parts.map((part) => part.column)); // [ 'plan=month', 'plan=year' ]
   * ```
   */
  constructor(steps: S) {
    if (!Array.isArray(steps) || steps.length === 0)
      throw new KindredError('invalid-option', mustBe('steps', 'an array of one step or more', steps));
    steps.forEach((step, i) => checkStep(step, `step ${i + 1}`));
    this.options = Object.freeze({ steps: Object.freeze([...steps]) as unknown as S });
  }

  /**
   * @param X - rows, as the first step takes them
   * @param more - what the last step's `fit` takes besides the rows, such as progress and signal
   * @throws KindredError as the steps do; `unsupported` for a step before the last that cannot transform; `cancelled`
   */
  fit(X: Data, ...more: More<Last<S>>): PipelineModel<Fit<Last<S>>> {
    return drain(this.steps(X, ...more), workOf(more));
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, ...more: More<Last<S>>): Promise<PipelineModel<Fit<Last<S>>>> {
    return drainAsync(this.steps(X, ...more), workOf(more));
  }

  /** @internal */
  *steps(X: Data, ...more: readonly unknown[]): Steps<PipelineModel<Fit<Last<S>>>> {
    checkData(X, 1);
    const { steps } = this.options;
    const fitted: FittedStep[] = [];
    let rows = X;
    for (const step of steps) {
      const last = fitted.length === steps.length - 1;
      const stage = `step ${fitted.length + 1} of ${steps.length}`;
      fitted.push(yield* fitStep(step, rows, last ? more : [], stage));
      if (!last) {
        rows = transformBy(fitted.at(-1)!, rows);
        yield { done: fitted.length, total: steps.length, stage: 'fitting steps' };
      }
    }
    const all = namesOf(X);
    const { columns } = fitted[0].model as { columns?: readonly string[] };
    const needed =
      Array.isArray(columns) && columns.every((name) => all.includes(name as string)) ? (columns as readonly string[]) : undefined;
    return new PipelineModel(fitted, inputsOf(X, needed ?? all), X.columns !== undefined);
  }
}
