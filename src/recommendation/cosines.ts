/**
 * Cosines between rows of a sparse matrix, for models that have no neighbors of their own: cos(a, b) = a b / (|a| |b|).
 * @module
 */
import { squaresOf, transpose, type CompressedRows } from '../data/compressed-rows.js';
import { gatherProducts, listOf, openCommon, ratio, type Common, type Lists } from './sparse-products.js';

class Cosines {
  private readonly squares: Float64Array;
  private readonly common: Common;

  /**
   * @param rows - what is compared
   * @param columns - the same, transposed
   */
  constructor(
    private readonly rows: Lists,
    private readonly columns: Lists,
  ) {
    this.squares = squaresOf(rows);
    this.common = openCommon(this.squares.length, 1);
  }

  /** The k rows nearest to row a with a cosine above 0, best first, equal ones by number. */
  nearest(a: number, k: number): { index: number; score: number }[] {
    const { rows, columns, squares, common } = this;
    const { touched, counts } = common;
    const [products] = common.sums;
    const size = gatherProducts(...listOf(rows, a), columns, common);
    const found: { index: number; score: number }[] = [];
    for (const index of touched.subarray(0, size)) {
      const score = ratio(products[index], squares[a] * squares[index]);
      if (index !== a && score > 0) found.push({ index, score });
      counts[index] = products[index] = 0;
    }
    return found.sort((x, y) => y.score - x.score || x.index - y.index).slice(0, k);
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
    return ratio(product, this.squares[a] * this.squares[b]);
  }
}

/** Cosines among the items and among the users of users-by-items rows, each made ready when it is asked for. */
export class Relatives {
  private readonly byUser: Lists;
  private readonly byItem: Lists;
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
