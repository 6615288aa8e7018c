/**
 * Pipeline: transformers one behind the other and an estimator at their end, fitted, saved and asked as one.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { fitted, inThread, type NamedClass, type Recipe, type Task } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { namesOf } from './as-table.js';
import { transformBy, type FittedStep } from './fitted-step.js';
import { inputsOf } from './input-columns.js';
import { PipelineModel } from './pipeline-model.js';
import { checkStep, fitStep, modelsOf, workOf, type Fit, type Last, type More, type Step } from './step.js';
import { checkData, type Data } from './transformer.js';

/** The recipe; `fit` makes the model. */
export class Pipeline<const S extends readonly [Step, ...Step[]] | readonly Step[]> {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'Pipeline';
  /** @internal */
  static readonly isOfKindred = true;

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
  get models(): readonly NamedClass[] {
    return [PipelineModel, ...this.options.steps.flatMap(modelsOf)];
  }

  /** @internal */
  get splits(): boolean {
    return (this.options.steps.at(-1) as Partial<Recipe>).splits === true;
  }

  /** @internal */
  steps(X: Data, ...more: readonly unknown[]): Steps<PipelineModel<Fit<Last<S>>>> {
    return fitted(this, [X, ...more], this.train(X, more));
  }

  private *train(X: Data, more: readonly unknown[]): Steps<PipelineModel<Fit<Last<S>>>> {
    checkData(X, 1);
    const { steps } = this.options;
    const { before, rows } =
      steps.length === 1
        ? { before: [], rows: X }
        : yield* inThread(PREPARE, { pipeline: this, X }, () => [...this.models, Matrix, Table], this.prepare(X));
    const last = yield* fitStep(steps.at(-1)!, rows, more, `step ${steps.length} of ${steps.length}`);
    const done = [...before, last];
    const all = namesOf(X);
    const { columns } = done[0].model as { columns?: readonly string[] };
    const needed =
      Array.isArray(columns) && columns.every((name) => all.includes(name as string)) ? (columns as readonly string[]) : undefined;
    return new PipelineModel(done, inputsOf(X, needed ?? all), X.columns !== undefined);
  }

  /** All steps but the last, and the rows as they come to it. @internal */
  *prepare(X: Data): Steps<Prepared> {
    const { steps } = this.options;
    const before: FittedStep[] = [];
    let rows = X;
    for (const step of steps.slice(0, -1)) {
      before.push(yield* fitStep(step, rows, [], `step ${before.length + 1} of ${steps.length}`));
      rows = transformBy(before.at(-1)!, rows);
      yield { done: before.length, total: steps.length, stage: 'fitting steps' };
    }
    return { before, rows };
  }
}

interface Prepared {
  readonly before: readonly FittedStep[];
  readonly rows: Data;
}

interface Preparing {
  readonly pipeline: { prepare(X: Data): Steps<Prepared> };
  readonly X: Data;
}

/** What comes before a last step that falls into parts. @internal */
export const PREPARE: Task<Preparing, null, Prepared, Preparing> = {
  name: 'pipeline steps',
  stage: 'fitting steps',
  isWhole: true,
  open: (shared) => shared,
  steps: ({ pipeline, X }) => pipeline.prepare(X),
};
