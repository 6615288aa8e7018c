/**
 * SimpleImputerModel: missing cells get the value that fit chose for their column.
 * @module
 */
import { gapsOf, ofKind, type Column } from '../data/column.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { Table } from '../data/table.js';
import { mapTable, refuseTwice, savedNames } from './as-table.js';
import { merged, type Known, type Sources } from './input-columns.js';
import { fill, FILL_KINDS, unfill, VALUES, type FillKind, type FillValue } from './missing.js';
import { refuseInfinite, type Data } from './transformer.js';

/** What fit found besides the values. */
export interface SimpleImputerFit {
  readonly kinds: readonly FillKind[];
  /** The columns that get a column `missing(name)`. */
  readonly indicated: readonly string[];
  readonly warnings: readonly string[];
}

/** A fitted SimpleImputer. */
export class SimpleImputerModel {
  /** The name in a model file. */
  static readonly type = 'SimpleImputerModel';
  /** @internal */
  static readonly isOfKindred = true;
  /** The columns it was fitted on, then `missing(name)` for those that had missing cells, if `addIndicator` was set. */
  readonly outputColumns: readonly string[];

  /** @internal */
  constructor(
    /** The names of the columns it was fitted on. */
    readonly columns: readonly string[],
    /** Of each column what a missing cell becomes. */
    readonly statistics: readonly FillValue[],
    private readonly found: SimpleImputerFit,
  ) {
    this.outputColumns = [...columns, ...found.indicated.map(indicator)];
    refuseTwice(this.outputColumns);
  }

  /**
   * What a reader of the result should know, in sentences: the columns without any value.
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { SimpleImputer, SimpleImputerModel } from 'kindred/preprocessing';
   * const bytes = new SimpleImputer().fit(Table.from({ age: [20, 40], spend: [null, null] })).toBytes();
   * const model = SimpleImputerModel.fromBytes(bytes);
   * console.log(model.statistics); // [ 30, 0 ]
   * console.log(model.warnings[0]); // column "spend" had no value in fit: its cells become 0
   * ```
   */
  get warnings(): readonly string[] {
    return this.found.warnings;
  }

  /** @throws KindredError `unknown-column`; `invalid-data` for a column of another kind than in fit, or an infinite number */
  transform<D extends Data>(X: D): D {
    return mapTable(X, this.columns, (table) => {
      const filled = this.columns.map((name, j): [string, Column] => [name, fill(this.column(table, j), this.statistics[j])]);
      const indicators = this.found.indicated.map((name): [string, Column] => {
        const values = Float64Array.from(gapsOf(table.column(name)));
        return [indicator(name), { kind: 'number', values }];
      });
      return Table.of([...filled, ...indicators]);
    });
  }

  /** The columns as they were, cells marked by `missing(name)` missing again; without `addIndicator` the values stay. @throws KindredError `unknown-column` */
  inverseTransform<D extends Data>(X: D): D {
    return mapTable(X, this.outputColumns, (table) =>
      Table.of(
        this.columns.map((name, j): [string, Column] => {
          const column = this.column(table, j);
          if (!this.found.indicated.includes(name)) return [name, column];
          const marks = table.column(indicator(name), 'number').values;
          return [name, unfill(column, marks)];
        }),
      ),
    );
  }

  /** @internal */
  inputsBefore(after: readonly Known[]): readonly Known[] {
    return this.columns.map((name, j) =>
      merged(
        { name, typical: this.statistics[j] },
        after.find((of) => of.name === name),
      ),
    );
  }

  /** @internal */
  sources(): Sources {
    return new Map([
      ...this.columns.map((name) => [name, name] as const),
      ...this.found.indicated.map((name) => [indicator(name), name] as const),
    ]);
  }

  /** The model as a safetensors file: all in its settings. */
  toBytes(): Uint8Array {
    const { columns, statistics, found } = this;
    return writeModelFile({ type: SimpleImputerModel.type, settings: { columns, statistics, ...found }, tensors: {} });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): SimpleImputerModel {
    return openModel(bytes, SimpleImputerModel.type, ({ settings }) => {
      const columns = savedNames(settings['columns']);
      const { statistics, kinds, indicated, warnings } = settings as unknown as SimpleImputerFit & { statistics: FillValue[] };
      const fine = columns.every((_, j) => FILL_KINDS.includes(kinds[j]) && typeof statistics[j] === VALUES[kinds[j]]);
      requireThat(fine && [kinds, statistics].every((list) => list.length === columns.length), 'it lacks its values');
      requireThat(
        savedNames(indicated).every((name) => columns.includes(name)),
        'what it indicates is no column',
      );
      requireThat(Array.isArray(warnings), 'it lacks its warnings');
      return new SimpleImputerModel(columns, statistics, { kinds, indicated, warnings });
    });
  }

  /** Column j of a table, of the kind that fit saw; one without any value may come as any kind. */
  private column(table: Table, j: number): Column {
    const [name, kind] = [this.columns[j], this.found.kinds[j]];
    const column = table.column(name);
    if (VALUES[kind] === VALUES[column.kind as FillKind]) {
      if (column.kind === 'number') refuseInfinite(column.values, name);
      return column;
    }
    return ofKind(name, column, kind);
  }
}

/** How the column that marks the missing cells of another is called. */
const indicator = (name: string) => `missing(${name})`;
