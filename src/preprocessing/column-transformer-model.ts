/**
 * ColumnTransformerModel: each part of the columns through its own model, the results side by side.
 * @module
 */
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { nest, setUnsaved, unnest, unsavedOf, type ModelClass } from '../data/nested-model.js';
import { Table, type Column } from '../data/table.js';
import { asTable, mapTable, refuseTwice, savedNames } from './as-table.js';
import { transformBy, type FittedStep } from './fitted-step.js';
import {
  areInputs,
  inputColumns,
  knownBefore,
  merged,
  sourcesThrough,
  type InputColumn,
  type Inputs,
  type Known,
  type Sources,
} from './input-columns.js';
import type { Data } from './transformer.js';

/** Columns and what transforms them; nothing where they stay as they are. */
export interface FittedPart {
  readonly columns: readonly string[];
  readonly step: FittedStep | undefined;
  readonly outputColumns: readonly string[];
}

/** A fitted ColumnTransformer. */
export class ColumnTransformerModel {
  /** The name in a model file. */
  static readonly type = 'ColumnTransformerModel';
  /** @internal */
  static readonly isOfKindred = true;
  /** The names of the columns of the result: those of the parts in their order, then the remainder. */
  readonly outputColumns: readonly string[];

  /** @internal */
  constructor(
    private readonly parts: readonly FittedPart[],
    private readonly inputs: Inputs,
  ) {
    this.outputColumns = parts.flatMap(({ outputColumns }) => outputColumns);
    refuseTwice(this.outputColumns);
  }

  /** The names of the columns it needs, as they came in fit. */
  get columns(): readonly string[] {
    return this.inputs.map(({ name }) => name);
  }

  /** The models of the parts, in the order given; undefined where columns pass through. */
  get transformers(): readonly unknown[] {
    return this.parts.map(({ step }) => step?.model);
  }

  /**
   * What it needs of a row, and what its parts know of that: see `InputColumn`.
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { ColumnTransformer, ColumnTransformerModel, OneHotEncoder, OneHotEncoderModel } from 'kindred/preprocessing';
   * const recipe = new ColumnTransformer([{ columns: ['plan'], transformer: new OneHotEncoder() }], { remainder: 'passthrough' });
   * const bytes = recipe.fit(Table.from({ spend: [10, 20], plan: ['year', 'month'] })).toBytes();
   * const model = ColumnTransformerModel.fromBytes(bytes, [OneHotEncoderModel]);
   * console.log(model.inputColumns.map(({ name, kind }) => `${name}: ${kind}`)); // [ 'spend: number', 'plan: category' ]
   * console.log(model.inputColumns[1].categories); // [ 'month', 'year' ]
   * ```
   */
  get inputColumns(): readonly InputColumn[] {
    return inputColumns(this.inputs, this.inputsBefore([]));
  }

  /** @internal */
  get unsaved(): unknown {
    return unsavedOf(this.transformers);
  }

  set unsaved(unsaved: unknown) {
    setUnsaved(this.transformers, unsaved);
  }

  /** What a reader of the result should know, in sentences. */
  get warnings(): readonly string[] {
    return this.transformers.flatMap((model) => (model as { warnings?: readonly string[] } | undefined)?.warnings ?? []);
  }

  /** @param X - may hold other columns too @throws KindredError `unknown-column`, `invalid-data`, as its parts do */
  transform<D extends Data>(X: D): D {
    return mapTable(X, this.columns, (table) =>
      Table.of(
        this.parts.flatMap(({ columns, step }) => {
          const some = table.select(columns);
          return pairs(step ? asTable(transformBy(step, some)) : some);
        }),
      ),
    );
  }

  /** The columns it needs again, where the parts have an inverse; a column of two parts as the first gives it. @throws KindredError `unsupported`, `invalid-data` */
  inverseTransform<D extends Data>(X: D): D {
    return mapTable(X, this.outputColumns, (table) => {
      const found = new Map<string, Column>();
      for (const { columns, step, outputColumns } of this.parts) {
        const some = table.select(outputColumns);
        const before = step ? asTable(transformBy(step, some, true)) : some;
        for (const name of columns) if (!found.has(name)) found.set(name, before.column(name));
      }
      return Table.of(this.columns.map((name) => [name, found.get(name)!] as const));
    });
  }

  /** @internal */
  inputsBefore(after: readonly Known[]): readonly Known[] {
    const known = this.parts.flatMap(({ step, outputColumns }) => {
      const behind = after.filter(({ name }) => outputColumns.includes(name));
      return step ? knownBefore(step.model, behind) : behind;
    });
    return this.columns.map((name) => merged(...known.filter((of) => of.name === name)));
  }

  /** @internal */
  sources(): Sources {
    return new Map(this.parts.flatMap(({ columns, step }) => [...sourcesThrough(columns, step ? [step.model] : [])]));
  }

  /** The model as one safetensors file, with those of its parts. @throws KindredError `unsupported` for a part that cannot be saved */
  toBytes(): Uint8Array {
    const { models, tensors, shapes } = nest(this.transformers.filter((model) => model !== undefined));
    const parts = this.parts.map(({ columns, step, outputColumns }) => ({
      columns,
      outputColumns,
      takesTables: step ? step.takesTables : null,
    }));
    return writeModelFile({ type: ColumnTransformerModel.type, settings: { inputs: this.inputs, parts, models }, tensors, shapes });
  }

  /**
   * Open a file written by `toBytes`.
   * @param classes - those of the models of its parts
   * @throws KindredError `file-corrupt`, `file-version`; `unsupported` naming a class that is needed and was not given
   */
  static fromBytes(bytes: Uint8Array, classes: readonly ModelClass[]): ColumnTransformerModel {
    return openModel(bytes, ColumnTransformerModel.type, (file) => {
      const { inputs, parts, models } = file.settings as Record<string, Record<string, unknown>[]>;
      requireThat(areInputs(inputs) && Array.isArray(parts), 'it lacks its columns');
      const inside = unnest(models, file, classes);
      const names = (inputs as unknown as Inputs).map(({ name }) => name);
      const read = parts.map(({ columns, outputColumns, takesTables }): FittedPart => {
        requireThat(
          savedNames(columns).every((name) => names.includes(name)),
          'a part has columns that it does not',
        );
        requireThat(takesTables === null || (typeof takesTables === 'boolean' && inside.length > 0), 'a part lacks its model');
        const step = takesTables === null ? undefined : { model: inside.shift(), takesTables: takesTables as boolean };
        return { columns: savedNames(columns), outputColumns: savedNames(outputColumns), step };
      });
      requireThat(inside.length === 0, 'a model belongs to no part');
      return new ColumnTransformerModel(read, inputs as unknown as Inputs);
    });
  }
}

const pairs = (table: Table) => table.columns.map((name) => [name, table.column(name)] as const);
