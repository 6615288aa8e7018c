/**
 * ColumnTransformer: some columns through one transformer, some through another, the results side by side.
 * @module
 */
import { checkOptions, oneOf, type Constraints } from '../check.js';
import { KindredError, mustBe, show } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { namesOf, tableToFit } from './as-table.js';
import { ColumnTransformerModel, type FittedPart } from './column-transformer-model.js';
import { transformBy } from './fitted-step.js';
import { inputsOf } from './input-columns.js';
import { checkStep, fitStep, modelsOf, type Step } from './step.js';
import type { Data } from './transformer.js';

/** Columns, and what is to be done with them. */
export interface ColumnPart {
  /** Their names; a column may be in several parts. */
  readonly columns: readonly string[];
  /** A recipe whose model transforms, also a Pipeline; `'passthrough'` leaves the columns as they are. */
  readonly transformer: Step | 'passthrough';
}

export interface ColumnTransformerOptions {
  /** What becomes of the columns that no part names: they are left out, or come last as they are. Default `'drop'`. */
  remainder?: 'drop' | 'passthrough';
}

/** @internal */
export const COLUMN_TRANSFORMER: Constraints<Required<ColumnTransformerOptions>> = { remainder: oneOf('drop', 'drop', 'passthrough') };

/** The recipe; `fit` makes the model. */
export class ColumnTransformer {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'ColumnTransformer';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<ColumnTransformerOptions> & { transformers: readonly ColumnPart[] }>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @param transformers - the parts, in the order of the output columns
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { ColumnTransformer, OneHotEncoder, StandardScaler } from 'kindred/preprocessing';
   * const table = Table.from({ plan: ['year', 'month'], spend: [10, 20], id: [7, 8] });
   * const model = new ColumnTransformer([
   *   { columns: ['spend'], transformer: new StandardScaler() },
   *   { columns: ['plan'], transformer: new OneHotEncoder() },
   * ]).fit(table);
   * console.log(model.outputColumns); // [ 'spend', 'plan=month', 'plan=year' ]
   * console.log(model.transform(table).toMatrix().row(0)); // Float64Array(3) [ -1, 0, 1 ]
   * ```
   */
  constructor(transformers: readonly ColumnPart[], options: ColumnTransformerOptions = {}) {
    const checked = checkOptions<Required<ColumnTransformerOptions>>('ColumnTransformer', COLUMN_TRANSFORMER, options);
    if (!Array.isArray(transformers))
      throw new KindredError('invalid-option', mustBe('transformers', 'an array of { columns, transformer }', transformers));
    this.options = Object.freeze({ ...checked, transformers: transformers.map(checkPart) });
  }

  /**
   * @param X - may hold other columns too
   * @throws KindredError `unknown-column` with the near miss; `invalid-data` for no rows, two output columns of one name, or what a part cannot take; `cancelled`
   */
  fit(X: Data, work?: LongWork): ColumnTransformerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<ColumnTransformerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [ColumnTransformerModel, ...this.options.transformers.flatMap(({ transformer }) => modelsOf(transformer))];
  }

  /** @internal */
  steps(X: Data): Steps<ColumnTransformerModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<ColumnTransformerModel> {
    const { transformers, remainder } = this.options;
    const table = tableToFit(X);
    const named = new Set(transformers.flatMap(({ columns }) => columns));
    table.select([...named]);
    const first = table.filter(Array.from({ length: table.nRows }, (_, row) => row === 0));
    const parts: FittedPart[] = [];
    for (const { columns, transformer } of transformers) {
      if (transformer === 'passthrough') {
        parts.push({ columns, outputColumns: columns, step: undefined });
      } else {
        const step = yield* fitStep(transformer, table.select(columns), [], `part ${parts.length + 1} of ${transformers.length}`);
        const outputColumns = namesOf(transformBy(step, first.select(columns)));
        parts.push({ columns, outputColumns, step });
      }
    }
    const others = table.columns.filter((name) => !named.has(name));
    if (remainder === 'passthrough') parts.push({ columns: others, outputColumns: others, step: undefined });
    const needed = table.columns.filter((name) => named.has(name) || remainder === 'passthrough');
    return new ColumnTransformerModel(parts, inputsOf(table, needed));
  }
}

function checkPart(part: ColumnPart, i: number): ColumnPart {
  const { columns, transformer } = part ?? {};
  const where = `part ${i + 1}`;
  if (!Array.isArray(columns) || columns.length === 0 || !columns.every((name) => typeof name === 'string'))
    throw new KindredError('invalid-option', `"columns" of ${where} must be an array of column names, got ${show(columns)}`);
  if (new Set(columns).size < columns.length) throw new KindredError('invalid-option', `"columns" of ${where} must be different names`);
  if (transformer !== 'passthrough') checkStep(transformer, `"transformer" of ${where}`);
  return { columns: [...columns] as string[], transformer };
}
