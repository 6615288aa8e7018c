/**
 * Who was treated, who responded, and who is ranked before whom: what every measure of uplift is made of. Rows are laid in an order of their own (score from high
 * to low, then arm, then outcome), so that no result depends on the order in which they came.
 * @module
 */
import { KindredError, mustBe, show } from '../errors.js';

/** What tells the arms of a campaign apart. */
export type ArmLabel = string | number | boolean;

/** Which label is which arm; nothing is needed where treatment is 0 or 1, or false or true. */
export interface ArmOptions {
  /** The label of those who were left alone. Default: 0 or false. */
  control?: ArmLabel | undefined;
  /** The label of the treatment that is measured; rows of other treatments are left out. Default: every label but the control's. */
  treated?: ArmLabel | undefined;
}

/** Rows from the best score to the worst; those of one score are one group. */
export interface Ranked {
  readonly n: number;
  /** Of each group, the place after its last row. */
  readonly ends: Int32Array;
  /** Of each group. */
  readonly scores: Float64Array;
  readonly y: Float64Array;
  /** 1 of who was treated. */
  readonly treated: Uint8Array;
  readonly isBinary: boolean;
}

/** Sums over the first groups, beginning with none: the number of rows and the sum of outcomes by arm. */
export interface Totals {
  readonly rows: Float64Array;
  readonly nTreated: Float64Array;
  readonly nControl: Float64Array;
  readonly yTreated: Float64Array;
  readonly yControl: Float64Array;
}

/** The sums where a cut falls. */
export type Cut = { readonly [K in keyof Totals]: number };

/** `'share'`: rows of one score are one group. `'row-order'`: the later row is before the earlier one, as the reversed stable sort of scikit-uplift has it. */
export type Ties = 'share' | 'row-order';

/**
 * @param scores - undefined: all rows are alike
 * @throws KindredError `invalid-data` naming the row; for an arm without rows
 */
export function rank(
  y: ArrayLike<number | boolean>,
  given: ArrayLike<number> | undefined,
  treatment: ArrayLike<ArmLabel>,
  arms: ArmOptions,
  ties: Ties = 'share',
): Ranked {
  const all = lengthOf('y', y);
  const scores = given ?? new Float64Array(all);
  if (lengthOf('scores', scores) !== all || lengthOf('treatment', treatment) !== all)
    throw new KindredError(
      'invalid-data',
      `"y", "scores" and "treatment" must have one value a row each, got ${all}, ${scores.length} and ${treatment.length}`,
    );
  const armOf = armsBy(treatment, arms);
  const rows: number[] = [];
  const outcome = new Float64Array(all);
  const arm = new Int8Array(all);
  for (let i = 0; i < all; i++) {
    arm[i] = armOf(treatment[i], i);
    if (arm[i] < 0) continue;
    outcome[i] = numberAt('y', y[i], i);
    if (typeof scores[i] !== 'number' || Number.isNaN(scores[i]))
      throw new KindredError('invalid-data', `score ${i + 1} must be a number, got ${show(scores[i])}`);
    rows.push(i);
  }
  rows.sort(
    ties === 'share'
      ? (a, b) => descending(scores[a], scores[b]) || arm[a] - arm[b] || outcome[a] - outcome[b]
      : (a, b) => descending(scores[a], scores[b]) || b - a,
  );
  const treated = Uint8Array.from(rows, (i) => arm[i]);
  const n = rows.length;
  const nTreated = treated.reduce((sum, one) => sum + one, 0);
  if (nTreated === 0 || nTreated === n) {
    const empty = nTreated === 0 ? 'treated' : 'control';
    throw new KindredError('invalid-data', `uplift compares two arms, but of ${n} rows none is ${empty}`);
  }
  const isLast = (place: number) => place === n - 1 || ties === 'row-order' || scores[rows[place]] !== scores[rows[place + 1]];
  const ends = Int32Array.from(rows.flatMap((_, place) => (isLast(place) ? [place + 1] : [])));
  const sorted = Float64Array.from(rows, (i) => outcome[i]);
  return {
    n,
    ends,
    scores: Float64Array.from(ends, (end) => scores[rows[end - 1]]),
    y: sorted,
    treated,
    isBinary: sorted.every((value) => value === 0 || value === 1),
  };
}

/** @throws KindredError `invalid-data` for outcomes that are not all 0 or 1 */
export function checkBinary({ isBinary }: Ranked, otherwise = ''): void {
  if (!isBinary) throw new KindredError('invalid-data', `"y" must hold 0 and 1 (or false and true) only${otherwise}`);
}

/** The rows of one arm only. */
export function ofArm({ ends, scores, y, treated, isBinary }: Ranked, arm: 0 | 1): Ranked {
  const places: number[] = [];
  const kept = Int32Array.from(ends, (end, g) => {
    for (let p = g === 0 ? 0 : ends[g - 1]; p < end; p++) if (treated[p] === arm) places.push(p);
    return places.length;
  });
  const n = places.length;
  return { n, ends: kept, scores, isBinary, y: Float64Array.from(places, (p) => y[p]), treated: new Uint8Array(n).fill(arm) };
}

/**
 * The sums down to the end of each group.
 * @param counts - how often each row counts; by default once
 * @param at - which row stands at each place; by default that of the ranking
 */
export function totalsOf({ ends, y, treated }: Ranked, counts?: ArrayLike<number>, at?: ArrayLike<number>): Totals {
  const size = ends.length + 1;
  const [rows, nTreated, nControl, yTreated, yControl] = Array.from({ length: 5 }, () => new Float64Array(size));
  let [all, n1, n0, y1, y0, place] = [0, 0, 0, 0, 0, 0];
  for (let g = 0; g < ends.length; g++) {
    for (; place < ends[g]; place++) {
      const p = at ? at[place] : place;
      const count = counts ? counts[p] : 1;
      all += count;
      if (treated[p] === 1) {
        n1 += count;
        y1 += count * y[p];
      } else {
        n0 += count;
        y0 += count * y[p];
      }
    }
    rows[g + 1] = all;
    nTreated[g + 1] = n1;
    nControl[g + 1] = n0;
    yTreated[g + 1] = y1;
    yControl[g + 1] = y0;
  }
  return { rows, nTreated, nControl, yTreated, yControl };
}

/** The sums over the first `size` rows; a group that the cut goes through counts by the share that lies above it. */
export function cutAt(totals: Totals, size: number): Cut {
  const { rows } = totals;
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] >= size) high = middle;
    else low = middle + 1;
  }
  if (low === 0) return { rows: 0, nTreated: 0, nControl: 0, yTreated: 0, yControl: 0 };
  const share = (size - rows[low - 1]) / (rows[low] - rows[low - 1]);
  const at = (sums: Float64Array) => (share === 1 ? sums[low] : sums[low - 1] + share * (sums[low] - sums[low - 1]));
  return {
    rows: size,
    nTreated: at(totals.nTreated),
    nControl: at(totals.nControl),
    yTreated: at(totals.yTreated),
    yControl: at(totals.yControl),
  };
}

const descending = (a: number, b: number) => (a > b ? -1 : a < b ? 1 : 0);

function lengthOf(name: string, list: ArrayLike<unknown>): number {
  if (list === null || typeof list !== 'object' || !Number.isSafeInteger(list.length) || list.length === 0)
    throw new KindredError('invalid-data', mustBe(name, 'a list with one value a row', list));
  return list.length;
}

function numberAt(name: string, value: number | boolean, i: number): number {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw new KindredError('invalid-data', `"${name}" of row ${i + 1} must be a finite number, or true or false, got ${show(value)}`);
  return number;
}

/** 1 treated, 0 control, -1 another treatment. */
function armsBy(treatment: ArrayLike<ArmLabel>, { control, treated }: ArmOptions): (label: ArmLabel, i: number) => number {
  const refuse = (label: unknown, i: number, expected: string) =>
    new KindredError('invalid-data', `"treatment" of row ${i + 1} must be ${expected}, got ${show(label)}`);
  if (control === undefined && treated === undefined)
    return (label, i) => {
      if (label === 0 || label === 1 || typeof label === 'boolean') return Number(label);
      throw refuse(label, i, '0 or 1, or false or true (for other labels say which is the control: { control })');
    };
  for (const [name, wanted] of Object.entries({ control, treated })) {
    if (wanted === undefined || Array.prototype.includes.call(treatment, wanted)) continue;
    throw new KindredError('invalid-data', `no row has the ${name} label ${show(wanted)}`);
  }
  if (control === treated) throw new KindredError('invalid-option', `"control" and "treated" must differ, got ${show(control)} twice`);
  return (label, i) => {
    if (label === null || label === undefined || Number.isNaN(label)) throw refuse(label, i, 'a label');
    if (control === undefined) return label === treated ? 1 : label === 0 || label === false ? 0 : -1;
    if (label === control) return 0;
    return treated === undefined || label === treated ? 1 : -1;
  };
}
