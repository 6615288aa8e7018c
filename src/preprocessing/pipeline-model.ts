/**
 * PipelineModel: rows through all steps, and the answer of the last.
 * @module
 */
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { Matrix } from '../data/matrix.js';
import { nest, setUnsaved, unnest, unsavedOf, type ModelClass, type ModelOf } from '../data/nested-model.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { asTable } from './as-table.js';
import { asTaken, call, transformBy, type FittedStep } from './fitted-step.js';
import {
  areInputs,
  inputColumns,
  knownBefore,
  sourcesThrough,
  type InputColumn,
  type Inputs,
  type Known,
  type Sources,
} from './input-columns.js';
import { checkData, type Data } from './transformer.js';

/** What the `predict` of a model gives; never where it has none. */
export type Predicted<M> = unknown extends M ? unknown : M extends { predict(X: never): infer R } ? R : never;

/** What the `explain` of a model gives; never where it has none. */
export type Explained<M> = unknown extends M ? unknown : M extends { explain(row: never): infer R } ? R : never;

/** What a method of a model takes besides rows; never where it has none. */
type More<M, Method extends string> = unknown extends M
  ? readonly unknown[]
  : M extends { readonly [K in Method]: (rows: never, ...more: infer R) => unknown }
    ? R
    : never;

/** What the `transform` of a model makes of data: the same kind for a transformer. */
export type Transformed<M, D> = unknown extends M
  ? unknown
  : M extends { transform<E extends Data>(X: E): E }
    ? D
    : M extends { transform(X: never): infer R }
      ? R
      : never;

/** One row: a table of one, the cells by the column's name, or numbers in the columns' order. */
export type Row = Table | Readonly<Record<string, unknown>> | readonly number[] | Float64Array | Float32Array;

/** A fitted Pipeline, ending in a model `M`. */
export class PipelineModel<M = unknown> {
  /** The name in a model file. */
  static readonly type = 'PipelineModel';
  /** @internal */
  static readonly isOfKindred = true;

  #inputsOf: Sources | undefined;

  /** @internal */
  constructor(
    private readonly fitted: readonly FittedStep[],
    private readonly inputs: Inputs,
    /** Whether the rows of fit had names. */
    private readonly named: boolean,
  ) {}

  /** The models of the steps. */
  get steps(): readonly unknown[] {
    return this.fitted.map(({ model }) => model);
  }

  /** The model of the last step. */
  get last(): M {
    return this.steps.at(-1) as M;
  }

  /** The names of the columns it needs; undefined where it was fitted on a matrix without names. */
  get columns(): readonly string[] | undefined {
    return this.named ? this.inputs.map(({ name }) => name) : undefined;
  }

  /**
   * What it needs of a row: name and kind of each column, the categories that a step knows, and a value to begin with where a step knows one. Enough to build a
   * form.
   * @example
   * ```ts
   * import { KMeans, KMeansModel, Table } from 'kindred';
   * import { Pipeline, PipelineModel, SimpleImputer, SimpleImputerModel } from 'kindred/preprocessing';
   * const table = Table.from({ age: [20, 30, null, 70], spend: [5, 7, 90, 80] });
   * const bytes = new Pipeline([new SimpleImputer(), new KMeans({ nClusters: 2 })]).fit(table).toBytes();
   * const model = PipelineModel.fromBytes(bytes, [SimpleImputerModel, KMeansModel]);
   * console.log(model.inputColumns[0]); // { name: 'age', kind: 'number', typical: 40 }
   * console.log(model.explain({ age: null, spend: 85 }).label === model.predict(table)[3]); // true
   * ```
   */
  get inputColumns(): readonly InputColumn[] {
    return inputColumns(this.inputs, this.inputsBefore([]));
  }

  /** The names of the columns that `transform` gives, where the last step has names for them. */
  get outputColumns(): readonly string[] | undefined {
    return (this.last as { outputColumns?: readonly string[] }).outputColumns;
  }

  /** @internal */
  get unsaved(): unknown {
    return unsavedOf(this.steps);
  }

  set unsaved(unsaved: unknown) {
    setUnsaved(this.steps, unsaved);
  }

  /** What a reader of the result should know, in sentences, step by step. */
  get warnings(): readonly string[] {
    return this.steps.flatMap((model) => (model as { warnings?: readonly string[] }).warnings ?? []);
  }

  /**
   * What the last step says of each row.
   * @param X - may hold other columns too
   * @throws KindredError `unknown-column`, `invalid-data`, as the steps do; `unsupported` where the last step does not predict
   */
  predict(X: Data): Predicted<M> {
    return call(this.last, 'predict', this.features(X)) as Predicted<M>;
  }

  /** The probability of one class, one number a row. @param more - the class, as the last step takes it @throws KindredError as `predict` */
  predictProba(X: Data, ...more: More<M, 'predictProba'>): Float64Array {
    return call(this.last, 'predictProba', this.features(X), ...more) as Float64Array;
  }

  /** What `explain` of a regression explains, one number a row. @param more - the class, as the last step takes it @throws KindredError as `predict` */
  decisionFunction(X: Data, ...more: More<M, 'decisionFunction'>): Float64Array {
    return call(this.last, 'decisionFunction', this.features(X), ...more) as Float64Array;
  }

  /** The rows through all steps. @throws KindredError `unknown-column`, `invalid-data`, as the steps do; `unsupported` where the last step does not transform */
  transform<D extends Data>(X: D): Transformed<M, D> {
    return transformBy(this.fitted.at(-1)!, this.features(X)) as Transformed<M, D>;
  }

  /** The rows as they come to the last step. @throws KindredError as `transform` */
  features(X: Data): Data {
    checkData(X);
    const rows = X instanceof Table && this.columns ? X.select(this.columns) : X;
    const before = this.fitted.slice(0, -1).reduce<Data>((data, step) => transformBy(step, data), rows);
    return asTaken(before, this.fitted.at(-1)!.takesTables);
  }

  /**
   * Features as they were before the steps, for instance the centers of a KMeans in the units of the table. The last step takes part where it has an inverse.
   * @returns a table, because a matrix holds no categories
   * @throws KindredError `unsupported` for a step without inverse
   */
  inverseTransform(X: Data): Table {
    const inverses = this.fitted.filter(
      ({ model }, i) => i < this.fitted.length - 1 || typeof (model as { inverseTransform?: unknown }).inverseTransform === 'function',
    );
    return inverses.reduceRight((table, step) => asTable(transformBy(step, table, true)), asTable(X));
  }

  /**
   * Why the last step says what it says of a row: its explanation, by the columns that come to it.
   * @param row - numbers, a table of one row, or an object: null where a value is missing
   * @param more - what else the last step takes, such as the class
   * @throws KindredError as `predict`; `unsupported` where the last step does not explain
   */
  explain(row: Row, ...more: More<M, 'explain'>): Explained<M> {
    const features = this.features(oneRow(row));
    return call(this.last, 'explain', features instanceof Table ? features : features.row(0), ...more) as Explained<M>;
  }

  /**
   * Which column that it needs a column that comes to the last step was made of: what a part of `explain` is about.
   * @param feature - as `explain` names it
   * @returns undefined where it was made of several, as by a PCA, or there is no such column
   * @example
   * ```ts
   * import { KMeans, Table } from 'kindred';
   * import { OneHotEncoder, Pipeline } from 'kindred/preprocessing';
   * const table = Table.from({ plan: ['year', 'month', 'month'] });
   * const model = new Pipeline([new OneHotEncoder(), new KMeans({ nClusters: 2 })]).fit(table);
   * const [part] = model.explain({ plan: 'year' }).parts;
   * console.log(part.column, model.inputOf(part.column)); // plan=month plan
   * ```
   */
  inputOf(feature: string): string | undefined {
    this.#inputsOf ??= sourcesThrough(this.columns ?? [], this.steps.slice(0, -1)); // asked for again and again, of each part of each explanation
    return this.#inputsOf.get(feature);
  }

  /** @internal */
  sources(): Sources {
    return sourcesThrough(this.columns ?? [], this.steps);
  }

  /** @internal */
  inputsBefore(after: readonly Known[]): readonly Known[] {
    return this.steps.reduceRight<readonly Known[]>((known, model) => knownBefore(model, known), after);
  }

  /**
   * The same steps with another model at the end: one with names, say, or renumbered.
   * @param last - takes the rows as the one there now
   * @throws KindredError `invalid-data` where it is no model
   * @example
   * ```ts
   * import { KMeans, Matrix } from 'kindred';
   * import { Pipeline, StandardScaler } from 'kindred/preprocessing';
   * const X = Matrix.from([[1, 10], [2, 20], [8, 80], [9, 90]]);
   * const model = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 2, init: [[-1, -1], [1, 1]] })]).fit(X);
   * const named = model.withLast(model.last.withNames(['Small', 'Large']));
   * console.log(named.explain([9, 80]).name); // Large
   * ```
   */
  withLast<N extends { toBytes(): Uint8Array }>(last: N): PipelineModel<N> {
    if (typeof (last as Partial<N> | null | undefined)?.toBytes !== 'function')
      throw new KindredError('invalid-data', mustBe('last', 'a model', last));
    const { takesTables } = this.fitted.at(-1)!;
    return new PipelineModel<N>([...this.fitted.slice(0, -1), { model: last, takesTables }], this.inputs, this.named);
  }

  /** The model as one safetensors file, with those of its steps. @throws KindredError `unsupported` for a step that cannot be saved */
  toBytes(): Uint8Array {
    const { inputs, named, fitted } = this;
    const { models, tensors, shapes } = nest(this.steps);
    const settings = { inputs, named, takesTables: fitted.map(({ takesTables }) => takesTables), models };
    return writeModelFile({ type: PipelineModel.type, settings, tensors, shapes });
  }

  /**
   * Open a file written by `toBytes`; `load` does it too.
   * @param classes - those of the models of its steps (and of the steps inside those)
   * @param Last - the class of its last model, which need not be among `classes`: TypeScript then knows what `last`, `predict` and `explain` are
   * @throws KindredError `file-corrupt`, `file-version`; `unsupported` naming a class that is needed and was not given, or another last model
   * @example
   * ```ts
   * import { LogisticRegression, LogisticRegressionModel, Matrix } from 'kindred';
   * import { Pipeline, PipelineModel, StandardScaler, StandardScalerModel } from 'kindred/preprocessing';
   * const bytes = new Pipeline([new StandardScaler(), new LogisticRegression({ l2: 0.01 })]).fit(Matrix.from([[1], [2], [9]]), ['no', 'no', 'yes']).toBytes();
   * const model = PipelineModel.fromBytes(bytes, [StandardScalerModel], LogisticRegressionModel);
   * console.log(model.last.classes, model.predictProba(Matrix.from([[8]]))[0] > 0.5); // [ 'no', 'yes' ] true
   * ```
   */
  static fromBytes<M>(bytes: Uint8Array, classes: readonly ModelClass[], Last: ModelClass<M>): PipelineModel<M>;
  static fromBytes<const C extends readonly ModelClass[]>(bytes: Uint8Array, classes: C): PipelineModel<ModelOf<C[number]>>;
  static fromBytes(bytes: Uint8Array, classes: readonly ModelClass[], Last?: ModelClass): PipelineModel {
    return openModel(bytes, PipelineModel.type, (file) => {
      const { inputs, named, takesTables, models } = file.settings;
      requireThat(areInputs(inputs) && typeof named === 'boolean', 'it lacks its columns');
      const inside = unnest(models, file, [...new Set([...(classes ?? []), ...(Last ? [Last] : []), PipelineModel])]);
      const ends = (models as readonly { readonly type: string }[]).at(-1)?.type;
      if (Last && ends !== Last.type)
        throw new KindredError('unsupported', `the pipeline ends in ${show(ends)}, not in ${show(Last.type)}`);
      const fine = Array.isArray(takesTables) && takesTables.every((takes) => typeof takes === 'boolean');
      requireThat(fine && inside.length > 0 && inside.length === takesTables.length, 'it lacks its steps');
      const fitted = inside.map((model, i) => ({ model, takesTables: (takesTables as boolean[])[i] }));
      return new PipelineModel(fitted, inputs as Inputs, named as boolean);
    });
  }
}

function oneRow(row: Row): Data {
  const list = Array.isArray(row) || ArrayBuffer.isView(row);
  if (row === null || typeof row !== 'object') throw new KindredError('invalid-data', `"row" must be a row, got ${show(row)}`);
  const data =
    row instanceof Table
      ? row
      : list
        ? Matrix.from([Array.from(row as readonly number[])])
        : Table.from([row as object as Record<string, unknown>]);
  if (data.nRows !== 1) throw new KindredError('invalid-data', `"row" must be one row, got ${data.nRows}`);
  return data;
}
