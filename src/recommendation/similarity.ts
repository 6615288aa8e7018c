/**
 * The similarities of one item (or user) with all others, computed from its own entries: no matrix of all pairs is ever held. `Similarity` has the formulas.
 * Both directions of a pair give the same bits.
 * @module
 */
import { expand, transpose, type CompressedRows } from '../data/compressed-rows.js';
import type { SimilaritySettings } from './knn-options.js';
import { above, meanOf } from './moments.js';
import { Selection, type Candidate } from './selection.js';
import { measureOf, type Measure } from './similarity-measures.js';
import { listOf, openCommon, type Common, type Lists } from './sparse-products.js';

/** The rows kept for the next question hold at most so many numbers together (32 MB). */
const KEPT = 4194304;

export class Similarities {
  /** How many are compared. */
  readonly size: number;
  /** The entries of each. */
  readonly own: Lists;
  /** The same the other way: who has an entry. */
  readonly other: Lists;
  private readonly measure: Measure;
  /** Means that are taken off first: of the lists compared, of those they are compared by, or none. */
  private readonly means: { readonly of: 'own' | 'other'; readonly at: Float64Array } | undefined;
  /** `other` after that. */
  private readonly centered: Lists;
  private readonly lengths: Int32Array;
  private readonly squares: Float64Array;
  private readonly common: Common;
  private readonly selection: Selection;
  /** Work space, all 0 between two calls. */
  private readonly row: Float64Array;
  private readonly rows = new Map<number, Float64Array>();

  /**
   * @param byUser - users by items, values after the recipe
   * @param side - what is compared
   */
  constructor(
    byUser: CompressedRows,
    nItems: number,
    side: 'items' | 'users',
    private readonly settings: SimilaritySettings,
  ) {
    const users: Lists = { starts: byUser.starts, ids: byUser.items, values: byUser.values };
    const columns = transpose(byUser, nItems);
    const items: Lists = { starts: columns.starts, ids: columns.users, values: columns.values };
    [this.own, this.other] = side === 'items' ? [items, users] : [users, items];
    this.size = this.own.starts.length - 1;
    this.measure = measureOf(settings);
    const { similarity, overlap } = settings;
    if (similarity === 'adjusted-cosine') this.means = { of: 'other', at: meansOf(this.other) };
    else if (similarity === 'pearson' && overlap === 'all') this.means = { of: 'own', at: meansOf(this.own) };
    this.centered = this.means ? { ...this.other, values: centeredBy(this.means, this.other) } : this.other;
    this.lengths = new Int32Array(this.size).map((_, x) => this.own.starts[x + 1] - this.own.starts[x]);
    this.squares = new Float64Array(this.size).map((_, x) => squareOf(this.center(...this.listOf(x))));
    this.common = openCommon(this.size, this.measure.nSums);
    this.selection = new Selection(this.size);
    this.row = new Float64Array(this.size);
  }

  /** The similarities of x with all; 0 where there is none, and with itself. Not to be written to. */
  of(x: number): Float64Array {
    let row = this.rows.get(x);
    if (row)
      this.rows.delete(x); // and in again as the newest
    else {
      if ((this.rows.size + 1) * this.size > KEPT) for (const oldest of this.rows.keys()) if (this.rows.delete(oldest)) break;
      this.compare(...this.listOf(x), x, (row = new Float64Array(this.size)));
    }
    this.rows.set(x, row);
    return row;
  }

  /**
   * The similarities of any list with all, into `out`, which must be empty: only where there is one, it is written. Returns how many of `touched` have anything in
   * common with the list.
   * @param self - whom to leave out, −1 for nobody
   * @param all - the entries of those it is compared with, by `only`; of all where left out
   */
  compare(ids: Int32Array, values: Float64Array, self: number, out: Float64Array, all: Lists = this.centered): number {
    const { measure, common, lengths, squares } = this;
    const { shrinkage, minSupport, negative } = this.settings;
    const { touched, counts, sums } = common;
    const own = this.center(ids, values);
    const x = { length: ids.length, square: squareOf(own) };
    const size = measure.gather(ids, own, all, common);
    for (let e = 0; e < size; e++) {
      const j = touched[e];
      const count = counts[j];
      if (j !== self && count >= minSupport) {
        let similarity = measure.of(j, common, x, lengths, squares);
        if (shrinkage > 0) similarity = (similarity * count) / (count + shrinkage);
        if (similarity > 0 || (similarity < 0 && negative === 'keep')) out[j] = similarity;
      }
      counts[j] = 0;
      for (const sum of sums) sum[j] = 0;
    }
    return size;
  }

  /** Those who had anything in common with the list compared last. */
  get touched(): Int32Array {
    return this.common.touched;
  }

  /** The entries of some alone, for `compare`: one list costs no more than what it has in common with them. */
  only(some: Int32Array): Lists {
    const wanted = new Uint8Array(this.size);
    let total = 0;
    for (const x of some) {
      wanted[x] = 1;
      total += this.lengths[x];
    }
    const { starts, ids, values } = this.centered;
    const found = { starts: new Int32Array(starts.length), ids: new Int32Array(total), values: new Float64Array(total) };
    for (let e = 0, size = 0; e + 1 < starts.length; e++) {
      for (let p = starts[e]; p < starts[e + 1]; p++) {
        if (wanted[ids[p]] === 0) continue;
        found.ids[size] = ids[p];
        found.values[size++] = values[p];
      }
      found.starts[e + 1] = size;
    }
    return found;
  }

  /** The best of a row, best first, equal ones by number. */
  best(row: Float64Array, k: number = row.length): Int32Array {
    for (let j = 0; j < row.length; j++) if (row[j] !== 0) this.selection.offer(j, row[j]);
    return this.selection.best(k);
  }

  /** The last of the k best for a list, `self` left out, by selection; undefined where fewer are similar to it. */
  last(ids: Int32Array, values: Float64Array, self: number, k: number): Candidate | undefined {
    const { row, touched } = this;
    const size = this.compare(ids, values, self, row);
    for (let e = 0; e < size; e++) {
      const j = touched[e];
      if (row[j] !== 0) this.selection.offer(j, row[j]);
      row[j] = 0;
    }
    return this.selection.last(k);
  }

  /** The entries of x. */
  listOf(x: number): [ids: Int32Array, values: Float64Array] {
    return listOf(this.own, x);
  }

  private center(ids: Int32Array, values: Float64Array): Float64Array {
    const { means } = this;
    if (!means) return values;
    const mean = means.of === 'own' ? meanOf(values) : 0;
    return values.map((value, p) => above(means.of === 'own' ? mean : means.at[ids[p]], value));
  }
}

const meansOf = ({ starts, values }: Lists) => new Float64Array(starts.length - 1).map((_, x) => meanOf(values, starts[x], starts[x + 1]));

function centeredBy(means: { of: 'own' | 'other'; at: Float64Array }, { starts, ids, values }: Lists): Float64Array {
  const owner = means.of === 'own' ? ids : expand(starts);
  return values.map((value, p) => above(means.at[owner[p]], value));
}

function squareOf(values: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < values.length; p++) sum += values[p] * values[p];
  return sum;
}
