/**
 * OneHotEncoderModel: for each row 1 in the column of its category, 0 in the others.
 * @module
 */
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { Table, type Column } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { mapTable, refuseTwice, savedNames } from './as-table.js';
import { columnOf, placesOf, refuseUnknown, savedCategories, type Category } from './categories.js';
import type { Known, Sources } from './input-columns.js';
import { blockOf, HANDLE_UNKNOWN, nGroups, type Block, type HandleUnknown, type OneHotColumn } from './one-hot-blocks.js';
import type { Data } from './transformer.js';

/** A table of more cells than this is refused: 4 GB. */
const MOST_CELLS = 536870912;

/** A fitted OneHotEncoder. */
export class OneHotEncoderModel {
  /** The name in a model file. */
  static readonly type = 'OneHotEncoderModel';
  /** @internal */
  static readonly isOfKindred = true;
  private readonly blocks: readonly Block[];
  /** What the columns of the result are called: `Contract=One year`, `missing(Contract)`, `infrequent(Contract)`, `unknown(Contract)`. */
  readonly outputColumns: readonly string[];

  /** @internal */
  constructor(
    private readonly encoded: readonly OneHotColumn[],
    readonly handleUnknown: HandleUnknown,
  ) {
    this.blocks = encoded.map((column) => blockOf(column, handleUnknown));
    this.outputColumns = this.blocks.flatMap(({ names }) => names);
    refuseTwice(this.outputColumns);
  }

  /** The names of the columns it was fitted on. */
  get columns(): readonly string[] {
    return this.encoded.map(({ name }) => name);
  }

  /** Of each column, in their order; null for a missing cell. */
  get categories(): readonly (readonly Category[])[] {
    return this.encoded.map(({ categories }) => categories);
  }

  /** Those of each column that were too rare for a column of their own. */
  get infrequentCategories(): readonly (readonly Category[])[] {
    return this.encoded.map(({ categories, infrequent }) => infrequent.map((i) => categories[i]));
  }

  /** @throws KindredError `unknown-column`; `invalid-data` naming row, column and value of an unknown category (`handleUnknown: 'error'`); `too-large` */
  transform<D extends Data>(X: D): D {
    return mapTable(X, this.columns, (table) => {
      if (table.nRows * this.outputColumns.length > MOST_CELLS) throw this.tooLarge(table.nRows);
      return Table.of(this.encoded.flatMap((_, j) => this.encode(table, j)));
    });
  }

  /**
   * The category with the largest share of each row, where a column was dropped that counts with what is left to 1. What is no longer known, an infrequent or
   * unknown category, comes back missing; with `drop`, an unknown category that became zeros comes back as the one left out.
   * @throws KindredError `unknown-column`; `invalid-data` for a row of zeros that no category has
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { OneHotEncoder, OneHotEncoderModel } from 'kindred/preprocessing';
   * const bytes = new OneHotEncoder({ drop: 'first' }).fit(Table.from({ plan: ['year', 'month', null] })).toBytes();
   * const model = OneHotEncoderModel.fromBytes(bytes);
   * console.log(model.outputColumns); // [ 'plan=year', 'missing(plan)' ]
   * const center = Table.from({ 'plan=year': [0.7], 'missing(plan)': [0.1] });
   * const { codes, categories } = model.inverseTransform(center).column('plan', 'category');
   * console.log(categories[codes[0]]); // year
   * ```
   */
  inverseTransform<D extends Data>(X: D): D {
    return mapTable(X, this.outputColumns, (table) => Table.of(this.encoded.map((_, j) => this.decode(table, j))));
  }

  /** @internal */
  inputsBefore(): readonly Known[] {
    return this.encoded.map(({ name, categories }) => ({ name, categories }));
  }

  /** @internal */
  sources(): Sources {
    return new Map(this.encoded.flatMap(({ name }, j) => this.blocks[j].names.map((output) => [output, name] as const)));
  }

  /** The model as a safetensors file: all in its settings. */
  toBytes(): Uint8Array {
    const { encoded, handleUnknown } = this;
    const settings = {
      columns: this.columns,
      categories: this.categories,
      infrequent: encoded.map(({ infrequent }) => infrequent),
      dropped: encoded.map(({ dropped }) => dropped),
      handleUnknown,
    };
    return writeModelFile({ type: OneHotEncoderModel.type, settings, tensors: {} });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): OneHotEncoderModel {
    return openModel(bytes, OneHotEncoderModel.type, ({ settings }) => {
      const names = savedNames(settings['columns']);
      const categories = savedCategories(settings['categories'], names.length);
      const { infrequent, dropped, handleUnknown } = settings as Record<string, unknown[]>;
      const known = HANDLE_UNKNOWN.includes(handleUnknown as unknown as HandleUnknown);
      requireThat(known && [infrequent, dropped].every((list) => list?.length === names.length), 'it lacks its rules');
      const encoded = names.map((name, j): OneHotColumn => {
        const rare = infrequent[j] as number[];
        requireThat(
          rare.every((i, n) => Number.isSafeInteger(i) && i > (rare[n - 1] ?? -1) && i < categories[j].length),
          'its infrequent categories are none',
        );
        const column = { name, categories: categories[j], infrequent: rare, dropped: dropped[j] as number };
        requireThat(
          Number.isSafeInteger(column.dropped) && column.dropped >= -1 && column.dropped < nGroups(column),
          'what it drops is none',
        );
        return column;
      });
      return new OneHotEncoderModel(encoded, handleUnknown as unknown as HandleUnknown);
    });
  }

  private encode(table: Table, j: number): [string, Column][] {
    const { name, categories } = this.encoded[j];
    const { names, places, unknown } = this.blocks[j];
    const found = placesOf(table, name, categories);
    if (this.handleUnknown === 'error') refuseUnknown(table, name, categories, found);
    const lists = names.map(() => new Float64Array(table.nRows));
    for (let row = 0; row < found.length; row++) {
      const place = found[row] < 0 ? unknown : places[found[row]];
      if (place >= 0) lists[place][row] = 1;
    }
    return names.map((of, place) => [of, { kind: 'number', values: lists[place] }]);
  }

  private decode(table: Table, j: number): [string, Column] {
    const { name, categories } = this.encoded[j];
    const { names, categories: of, dropped } = this.blocks[j];
    const shares = names.map((output) => table.column(output, 'number').values);
    const places = new Int32Array(table.nRows);
    for (let row = 0; row < places.length; row++) {
      let most = -Infinity;
      let sum = 0;
      for (let place = 0; place < shares.length; place++) {
        const share = shares[place][row];
        sum += share;
        if (share <= most) continue;
        most = share;
        places[row] = of[place];
      }
      if (dropped !== undefined ? 1 - sum >= most : sum === 0) places[row] = dropped ?? -1;
      const none = dropped === undefined && sum === 0 && (this.handleUnknown === 'error' || this.handleUnknown === 'ownColumn');
      if (none || !Number.isFinite(sum))
        throw new KindredError(
          'invalid-data',
          `row ${row + 1} must have a 1 in one of the columns of ${show(name)}, it has ${none ? 'only zeros' : 'a cell that is no finite number'}`,
        );
    }
    return [name, columnOf(categories, places)];
  }

  private tooLarge(nRows: number): KindredError {
    const [{ name, categories }] = [...this.encoded].sort((a, b) => b.categories.length - a.categories.length);
    return new KindredError(
      'too-large',
      `${nRows} rows would become ${this.outputColumns.length} columns, more than 4 GB: ${show(name)} has ${categories.length} categories (see "maxCategories")`,
    );
  }
}
