/**
 * Matrix: dense rows of numbers without gaps, row-major, f64 unless f32 is given.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';

/**
 * A dense matrix, immutable by convention. Every cell is a finite number: missing values belong in a `Table`.
 */
export class Matrix {
  /** The name by which threads know it. @internal */
  static readonly type: string = 'Matrix';
  /** @internal */
  static readonly isOfKindred = true;

  private constructor(
    /** The cells, row by row: cell (i, j) is `data[i * nColumns + j]`. */
    readonly data: Float64Array | Float32Array,
    readonly nRows: number,
    readonly nColumns: number,
    /** One name a column, or none. */
    readonly columns: readonly string[] | undefined,
  ) {}

  /**
   * @param source - rows of numbers, or one typed array row by row (viewed, not copied: do not change it afterwards)
   * @param nColumns - with a typed array: how many columns it has
   * @param options - `columns`: one name a column
   * @throws KindredError `invalid-data` naming row and column of a ragged row, NaN or infinite cell; `invalid-option` for a wrong `nColumns`
   * @example
   * ```ts
   * import { Matrix } from 'kindred';
   * const x = Matrix.from([[1, 2], [3, 4], [5, 6]], { columns: ['visits', 'spend'] });
   * console.log(x.nRows, x.nColumns); // 3 2
   * ```
   */
  static from(source: readonly (readonly number[])[], options?: { columns?: readonly string[] }): Matrix;
  static from(source: Float64Array | Float32Array, nColumns: number, options?: { columns?: readonly string[] }): Matrix;
  static from(
    source: readonly (readonly number[])[] | Float64Array | Float32Array,
    second?: number | { columns?: readonly string[] },
    third?: { columns?: readonly string[] },
  ): Matrix {
    const typed = source instanceof Float64Array || source instanceof Float32Array;
    if (!typed && !Array.isArray(source)) {
      throw new KindredError('invalid-data', mustBe('source', 'an array of rows, a Float64Array or a Float32Array', source));
    }
    const columns = (typed ? third : (second as { columns?: readonly string[] } | undefined))?.columns;
    const nColumns = typed ? (second as number) : ((source as number[][])[0]?.length ?? columns?.length ?? 0);
    if (typed && !(Number.isSafeInteger(nColumns) && nColumns >= 1 && source.length % nColumns === 0)) {
      throw new KindredError(
        'invalid-option',
        mustBe('nColumns', `an integer from 1 that divides ${source.length} (the length of the array)`, nColumns),
      );
    }
    if (columns && columns.length !== nColumns) {
      throw new KindredError('invalid-option', mustBe('columns', `${nColumns} names, one a column`, columns));
    }
    const twice = columns?.find((name, j) => columns.indexOf(name) < j);
    if (twice !== undefined) throw new KindredError('invalid-option', `"columns" must be different names, ${show(twice)} is there twice`);
    const data = typed ? source : flatten(source as number[][], nColumns, columns);
    const nRows = nColumns === 0 ? source.length : data.length / nColumns;
    refuseGaps(data, nColumns, columns);
    return new Matrix(data, nRows, nColumns, columns && Object.freeze([...columns]));
  }

  /** The place of a column, from 0. @throws KindredError `unknown-column` @internal */
  placeOf(name: string): number {
    const at = this.columns?.indexOf(name) ?? -1;
    if (at >= 0) return at;
    const known = this.columns ?? [];
    throw new KindredError(
      'unknown-column',
      `the matrix has no column ${show(name)}${nearMiss(name, known)}; it has: ${known.join(', ') || 'no names'}`,
    );
  }

  /** Row i, as a view. */
  row(i: number): Float64Array | Float32Array {
    return this.data.subarray(i * this.nColumns, (i + 1) * this.nColumns);
  }
}

const cellName = (row: number, column: number, columns: readonly string[] | undefined) =>
  `row ${row + 1}, column ${columns ? show(columns[column]) : column + 1}`;

function flatten(rows: readonly (readonly number[])[], nColumns: number, columns: readonly string[] | undefined): Float64Array {
  const data = new Float64Array(rows.length * nColumns);
  rows.forEach((row, i) => {
    const length = (row as ArrayLike<number> | null | undefined)?.length;
    if (length !== nColumns) throw new KindredError('invalid-data', `row ${i + 1} must have ${nColumns} cells, got ${length ?? show(row)}`);
    for (let j = 0; j < nColumns; j++) {
      const cell = row[j];
      if (typeof cell !== 'number')
        throw new KindredError('invalid-data', `${cellName(i, j, columns)} must be a number, got ${show(cell)}`);
      data[i * nColumns + j] = cell;
    }
  });
  return data;
}

/** A sum is finite where all cells are (or it overflows, and a second look finds nothing); eight of them, because one would wait for itself. */
function refuseGaps(data: Float64Array | Float32Array, nColumns: number, columns: readonly string[] | undefined): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  const whole = data.length & ~7;
  for (let p = 0; p < whole; p += 8) {
    a += data[p];
    b += data[p + 1];
    c += data[p + 2];
    d += data[p + 3];
    e += data[p + 4];
    f += data[p + 5];
    g += data[p + 6];
    h += data[p + 7];
  }
  for (let p = whole; p < data.length; p++) a += data[p];
  if (Number.isFinite(a + b + c + d + (e + f + g + h))) return;
  const at = data.findIndex((v) => !Number.isFinite(v));
  if (at < 0) return;
  throw new KindredError(
    'invalid-data',
    `${cellName(Math.floor(at / nColumns), at % nColumns, columns)} must be a finite number, got ${data[at]}`,
  );
}
