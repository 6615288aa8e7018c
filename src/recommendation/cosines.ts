/**
 * Cosines between rows of a sparse matrix, for models that have no neighbors of their own: cos(a, b) = a b / (|a| |b|).
 * @module
 */
import { squaresOf, transpose, type CompressedRows } from '../data/compressed-rows.js';

/** Row r has ids[starts[r]..starts[r + 1]), rising, with their values. */
interface Sparse {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

class Cosines {
  private readonly squares: Float64Array;

  /**
   * @param rows - what is compared
   * @param columns - the same, transposed
   */
  constructor(
    private readonly rows: Sparse,
    private readonly columns: Sparse,
  ) {
    this.squares = squaresOf(rows);
  }

  /** The k rows nearest to row a with a cosine above 0, best first, equal ones by number. */
  nearest(a: number, k: number): { index: number; score: number }[] {
    const { rows, columns, squares } = this;
    const products = new Map<number, number>();
    for (let p = rows.starts[a]; p < rows.starts[a + 1]; p++) {
      const column = rows.ids[p];
      for (let q = columns.starts[column]; q < columns.starts[column + 1]; q++)
        products.set(columns.ids[q], (products.get(columns.ids[q]) ?? 0) + rows.values[p] * columns.values[q]);
    }
    products.delete(a);
    const found = Array.from(products, ([index, product]) => ({ index, score: product / Math.sqrt(squares[a] * squares[index]) }));
    return found
      .filter(({ score }) => score > 0)
      .sort((x, y) => y.score - x.score || x.index - y.index)
      .slice(0, k);
  }

  /** The cosine of two rows, 0 where one is empty. */
  between(a: number, b: number): number {
    const { starts, ids, values } = this.rows;
    let product = 0;
    for (let p = starts[a], q = starts[b]; p < starts[a + 1] && q < starts[b + 1];) {
      if (ids[p] === ids[q]) product += values[p++] * values[q++];
      else if (ids[p] < ids[q]) p++;
      else q++;
    }
    return product === 0 ? 0 : product / Math.sqrt(this.squares[a] * this.squares[b]);
  }
}

/** Cosines among the items and among the users of users-by-items rows, each made ready when it is asked for. */
export class Relatives {
  private readonly byUser: Sparse;
  private readonly byItem: Sparse;
  #items: Cosines | undefined;
  #users: Cosines | undefined;

  constructor(rows: CompressedRows, nItems: number) {
    const columns = transpose(rows, nItems);
    this.byUser = { starts: rows.starts, ids: rows.items, values: rows.values };
    this.byItem = { starts: columns.starts, ids: columns.users, values: columns.values };
  }

  get items(): Cosines {
    return (this.#items ??= new Cosines(this.byItem, this.byUser));
  }

  get users(): Cosines {
    return (this.#users ??= new Cosines(this.byUser, this.byItem));
  }
}
