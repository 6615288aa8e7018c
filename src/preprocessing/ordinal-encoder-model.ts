/**
 * OrdinalEncoderModel: each category is its place among those of its column.
 * @module
 */
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { Table, type Column } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { mapTable, savedNames } from './as-table.js';
import { columnOf, placesOf, refuseUnknown, savedCategories, type Category } from './categories.js';
import type { Known } from './input-columns.js';
import type { Data } from './transformer.js';

/** What cells become that are no category, NaN for a missing cell. */
export interface OrdinalCodes {
  /** Undefined: unknown categories are an error. */
  readonly unknown: number | undefined;
  readonly missing: number;
}

/** A fitted OrdinalEncoder. */
export class OrdinalEncoderModel {
  /** The name in a model file. */
  static readonly type = 'OrdinalEncoderModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** The names of the columns it was fitted on. */
    readonly columns: readonly string[],
    /** Of each column, in their order; null for a missing cell. */
    readonly categories: readonly (readonly Category[])[],
    private readonly codes: OrdinalCodes,
  ) {}

  /** The names of the columns of the result: those it was fitted on. */
  get outputColumns(): readonly string[] {
    return this.columns;
  }

  /** @throws KindredError `unknown-column`; `invalid-data` naming row, column and value of an unknown category (`handleUnknown: 'error'`) */
  transform<D extends Data>(X: D): D {
    return mapTable(X, this.columns, (table) =>
      Table.of(
        this.columns.map((name, j): [string, Column] => {
          const { unknown, missing } = this.codes;
          const places = placesOf(table, name, this.categories[j]);
          if (unknown === undefined) refuseUnknown(table, name, this.categories[j], places);
          const none = this.categories[j].indexOf(null);
          const values = new Float64Array(places.length);
          for (let row = 0; row < values.length; row++)
            values[row] = places[row] < 0 ? unknown! : places[row] === none ? missing : places[row];
          return [name, { kind: 'number', values }];
        }),
      ),
    );
  }

  /**
   * The categories again; what was unknown is missing.
   * @throws KindredError `unknown-column`; `invalid-data` for a number that is no code
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { OrdinalEncoder, OrdinalEncoderModel } from 'kindred/preprocessing';
   * const bytes = new OrdinalEncoder().fit(Table.from({ active: [true, false, null] })).toBytes();
   * const model = OrdinalEncoderModel.fromBytes(bytes);
   * console.log(model.categories); // [ [ false, true, null ] ]
   * console.log(model.inverseTransform(Table.from({ active: [1] })).column('active', 'boolean').values); // Uint8Array(1) [ 1 ]
   * ```
   */
  inverseTransform<D extends Data>(X: D): D {
    return mapTable(X, this.columns, (table) =>
      Table.of(
        this.columns.map((name, j): [string, Column] => {
          const categories = this.categories[j];
          const { values } = table.column(name, 'number');
          const places = new Int32Array(values.length);
          for (let row = 0; row < places.length; row++) {
            const v = values[row];
            const known = Number.isInteger(v) && v >= 0 && v < categories.length && categories[v] !== null;
            if (!known && !Object.is(v, this.codes.unknown) && !Object.is(v, this.codes.missing))
              throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} must be the code of a category, got ${v}`);
            places[row] = known ? v : -1;
          }
          return [name, columnOf(categories, places)];
        }),
      ),
    );
  }

  /** @internal */
  inputsBefore(): readonly Known[] {
    return this.columns.map((name, j) => ({ name, categories: this.categories[j] }));
  }

  /** The model as a safetensors file: all in its settings. */
  toBytes(): Uint8Array {
    const { columns, categories, codes } = this;
    const saved = Object.fromEntries(Object.entries(codes).map(([what, code]) => [what, Number.isNaN(code) ? 'missing' : code]));
    return writeModelFile({ type: OrdinalEncoderModel.type, settings: { columns, categories, ...saved }, tensors: {} });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): OrdinalEncoderModel {
    return openModel(bytes, OrdinalEncoderModel.type, ({ settings }) => {
      const columns = savedNames(settings['columns']);
      const categories = savedCategories(settings['categories'], columns.length);
      const code = (saved: unknown) => (saved === 'missing' ? NaN : (saved as number));
      const codes = { unknown: code(settings['unknown']), missing: code(settings['missing']) };
      requireThat(typeof codes.missing === 'number' && ['number', 'undefined'].includes(typeof codes.unknown), 'it lacks its codes');
      return new OrdinalEncoderModel(columns, categories, codes);
    });
  }
}
