// Every kernel against its textbook reference (test/naive.ts), with the tolerance that its arithmetic allows.
import { cosine, dot, sumOfDistances, sumScores, topK } from '../naive.js';
import type { Argument, Builds, Entry } from './builds.js';
import { CASES } from './cases.js';
import { call } from './compare.js';
import { draws } from './draw.js';
import { GRADIENT_REFERENCES } from './gradient-references.js';
import { near } from './near.js';
import { SYMMETRIC_REFERENCES } from './symmetric-references.js';

/** What is wrong with the answer to `args`, or nothing. */
type Reference = (args: never, result: number, after: never) => string | undefined;

/** Row i of blocks of 16. */
const unblock = (blocks: Float32Array, i: number, d: number) =>
  Array.from({ length: d }, (_, j) => blocks[((i >> 4) * d + j) * 16 + (i & 15)]);

/** Compressed lists as columns of a dense table: column i over all users. */
function columns(n: number, starts: Int32Array, users: Int32Array, values: ArrayLike<number> | undefined, nUsers: number): number[][] {
  return Array.from({ length: n }, (_, i) => {
    const column = new Array<number>(nUsers).fill(0);
    for (let p = starts[i]; p < starts[i + 1]; p++) column[users[p]] = values ? values[p] : 1;
    return column;
  });
}

/** F32 sums of d terms of size about 1. */
const F32 = 1e-4;

/** Dense cosines and the top k, for the three layouts of neighbors. */
function nearestItems(
  args: readonly Argument[],
  values: number | undefined,
  itemStarts: number,
  after: readonly Argument[],
): string | undefined {
  const [rows, from, to, n, k, starts, users] = args as unknown as [Int32Array, number, number, number, number, Int32Array, Int32Array];
  const table = columns(
    n,
    starts,
    users,
    values === undefined ? undefined : (args[values] as Float64Array),
    (args[itemStarts] as Int32Array).length - 1,
  );
  const [ids, cosines] = after.slice(-2) as [Int32Array, Float32Array];
  for (let r = from; r < to; r++) {
    const own = table.map((column, j) => (j === rows[r] ? 0 : cosine(table[rows[r]], column)));
    const best = topK(own, k, Number.MIN_VALUE);
    const filled = Array.from({ length: k }, (_, e) => best[e] ?? -1);
    const wrong =
      near(`neighbors of ${rows[r]}`, ids.subarray(r * k, r * k + k), filled, 0) ??
      near(
        `cosines of ${rows[r]}`,
        cosines.subarray(r * k, r * k + k),
        filled.map((j) => (j < 0 ? 0 : own[j])),
        1e-6,
      );
    if (wrong) return wrong;
  }
  return undefined;
}

/** Dot products of item i with all items, added to what was there. */
function products(
  [i, starts, users]: [number, Int32Array, Int32Array],
  values: ArrayLike<number> | undefined,
  itemStarts: Int32Array,
  before: ArrayLike<number>,
): number[] {
  const table = columns(starts.length - 1, starts, users, values, itemStarts.length - 1);
  return Array.from(table, (column, j) => before[j] + dot(table[i], column));
}

const added: Reference = (
  args: [Int32Array, Float64Array, number, Int32Array, Uint16Array, Float32Array, Float64Array],
  _,
  after: Argument[],
) => {
  const [history, values, size, starts, ids, weights, scores] = args;
  const n = scores.length;
  const table = Array.from({ length: n }, (_, i) => {
    const row = new Array<number>(n).fill(0);
    for (let e = starts[i]; e < starts[i + 1]; e++) row[ids[e]] = weights[e];
    return row;
  });
  const list = Array.from(history.subarray(0, size), (item, h) => ({ item, value: values[h] }));
  return near(
    'scores',
    after[6] as Float64Array,
    sumScores(list, table, n).map((s, j) => s + scores[j]),
    1e-12,
  );
};

/** The k best of scores that belong to ids, the arrays being at two places. */
function bestOf(
  ids: readonly number[],
  scores: readonly number[],
  k: number,
  least: number,
  size: number,
  after: readonly Argument[],
): string | undefined {
  const order = topK(scores, k, least);
  const first = (list: Argument) => (list as Float64Array).subarray(0, size);
  return (
    near(
      'ids',
      first(after[0]),
      order.map((e) => ids[e]),
      0,
    ) ??
    near(
      'scores',
      first(after[1]),
      order.map((e) => scores[e]),
      0,
    )
  );
}

const LARGEST: Reference = ([x, from, n, k]: [Float64Array, number, number, number], result, [moved]: [Float64Array]) => {
  const falling = x
    .slice(from, from + n)
    .sort()
    .reverse();
  return (
    near('k-th largest', [result], [falling[k - 1] + 0], 0) ??
    near(
      'values',
      moved
        .slice(from, from + n)
        .sort()
        .reverse(),
      falling,
      0,
    )
  );
};
const SORT: Reference = ([ids, scores, n]: [Int32Array, Float64Array, number], _, after: Argument[]) => {
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || ids[a] - ids[b]);
  return (
    near(
      'ids',
      after[0] as Int32Array,
      order.map((e) => ids[e]),
      0,
    ) ??
    near(
      'scores',
      (after[1] as Float64Array).subarray(0, n),
      order.map((e) => scores[e]),
      0,
    )
  );
};
const BEST: Reference = ([ids, scores, n, k]: [Int32Array, Float64Array, number, number], size, after: Argument[]) =>
  bestOf([...ids], [...scores.subarray(0, n)], k, -Infinity, size, after);

const REFERENCES: Record<Entry, Record<string, Reference>> = {
  fit: {
    packRows(args: [Float64Array, number, number, Float64Array, number, number, number, Float32Array], most, after: Argument[]) {
      const [x, n, d, shift, scale, from, to, before] = args;
      const want = before.slice();
      let largest = 0;
      for (let i = from * 16; i < to * 16; i++)
        for (let j = 0; j < d; j++) {
          const v = i < n ? (x[i * d + j] - shift[j]) * scale : 0;
          want[((i >> 4) * d + j) * 16 + (i & 15)] = v;
          largest = Math.max(largest, Math.abs(v));
        }
      return near('blocks', after[7] as Float32Array, want, 0) ?? near('largest', [most], [largest], 0);
    },
    packCenters([centers, k, d]: [Float64Array, number, number], _, after: Argument[]) {
      const out = after[3] as Float32Array;
      for (let c = 0; c < k + (k & 1); c++) {
        const center = Array.from({ length: d }, (_, j) => (c < k ? Math.fround(centers[c * d + j]) : 0));
        const head = (c >> 1) * 2 * (d + 1) + (c & 1);
        const cells = Array.from({ length: d }, (_, j) => out[head + 2 * (j + 1)] + 0);
        const far = Math.fround(dot(center, center)) === Infinity; // never the nearest
        const wrong =
          near('|c|^2', [out[head]], [c < k ? Math.fround(dot(center, center)) : Infinity], 0) ??
          near(
            '-2c',
            cells,
            center.map((v) => (far ? 0 : Math.fround(-2 * v) + 0)),
            0,
          );
        if (wrong) return wrong;
      }
      return undefined;
    },
    doubtful(
      [leads, from, to, n, error, before, size]: [Float32Array, number, number, number, number, Int32Array, number],
      found,
      after: Argument[],
    ) {
      const rows = [...leads.keys()].filter((i) => i >= from * 16 && i < to * 16 && i < n && !(leads[i] > error));
      const want = before.slice();
      want.set(rows, size);
      return near('size', [found], [size + rows.length], 0) ?? near('rows', after[5] as Int32Array, want, 0);
    },
    overtaken(
      args: [Float32Array, Int32Array, number, number, number, Float64Array, number, Int32Array, number],
      found,
      after: Argument[],
    ) {
      const [thresholds, labels, from, to, n, moved, , before, size] = args;
      const rows = [...labels.keys()].filter((i) => i >= from * 16 && i < to * 16 && i < n && !(thresholds[i] > moved[labels[i]]));
      const want = [...before.subarray(0, size), ...rows];
      return near('size', [found], [want.length], 0) ?? near('rows', (after[7] as Int32Array).subarray(0, found), want, 0);
    },
    gatherRows(
      // prettier-ignore
      args: [Float64Array, number, Float64Array, number, Int32Array, number, number, Float32Array, Int32Array, Float32Array],
      _,
      after: Argument[],
    ) {
      const [x, d, shift, scale, ids, size, block, blocks, labels, norms] = args;
      const [gotBlocks, gotLabels, gotNorms] = after.slice(7) as [Float32Array, Int32Array, Float32Array];
      const first = block * 16;
      for (let e = 0; e < size; e++) {
        const wrong =
          near(
            `copy of row ${ids[e]}`,
            unblock(gotBlocks, first + e, d),
            Array.from({ length: d }, (_, j) => Math.fround((x[ids[e] * d + j] - shift[j]) * scale)),
            0,
          ) ?? near('its label and norm', [gotLabels[first + e], gotNorms[first + e]], [labels[ids[e]], norms[ids[e]]], 0);
        if (wrong) return wrong;
      }
      return (
        near('rows', gotBlocks.subarray(0, first * d), blocks.subarray(0, first * d), 0) ??
        near('labels', gotLabels.subarray(0, first), labels.subarray(0, first), 0) ??
        near('norms', gotNorms.subarray(0, first), norms.subarray(0, first), 0)
      );
    },
    putBack(
      [ids, size, block, moved, labels, gaps]: [Int32Array, number, number, Float64Array, Int32Array, Float32Array],
      _,
      after: Argument[],
    ) {
      const [gotLabels, thresholds] = after.slice(4) as [Int32Array, Float32Array];
      for (let e = 0; e < size; e++) {
        const label = labels[block * 16 + e];
        const want = gaps[block * 16 + e] + moved[label];
        const got = thresholds[ids[e]];
        if (gotLabels[ids[e]] !== label) return `row ${ids[e]} has label ${gotLabels[ids[e]]} instead of ${label}`;
        if (got > want) return `threshold ${got} is above ${want}`;
        if (Number.isFinite(want) && !(want - got <= 1e-6 * (Math.abs(want) + 2 * moved[label])))
          return `threshold ${got} is far below ${want}`;
      }
      return near('size', [size], [ids.length], 0);
    },
    moveRows(
      // prettier-ignore
      args: [Float32Array, number, number, number, number, Float64Array, number, Int32Array, Int32Array, Float64Array, Float64Array, Float64Array],
      moved,
      after: Argument[],
    ) {
      const [rows, d, from, to, n, weights, step, fresh, labels, sums, totals, counts] = args;
      const [wantLabels, wantSums, wantTotals, wantCounts] = [labels.slice(), sums.slice(), totals.slice(), counts.slice()];
      let want = 0;
      for (let i = from * 16; i < Math.min(n, to * 16); i++) {
        if (fresh[i] === labels[i]) continue;
        wantLabels[i] = fresh[i];
        const weight = weights[i * step];
        if (weight === 0) continue;
        want++;
        for (const [label, sign] of [
          [fresh[i], 1],
          [labels[i], -1],
        ]) {
          // prettier-ignore
          if (label < 0) continue;
          wantTotals[label] += sign * weight;
          wantCounts[label] += sign;
          unblock(rows, i, d).forEach((v, j) => (wantSums[label * d + j] += sign * weight * v));
        }
      }
      return (
        near('moved', [moved], [want], 0) ??
        near('labels', after[8] as Int32Array, wantLabels, 0) ??
        near('sums', after[9] as Float64Array, wantSums, 1e-12) ??
        near('totals', after[10] as Float64Array, wantTotals, 1e-12) ??
        near('counts', after[11] as Float64Array, wantCounts, 0)
      );
    },
    sumRows(
      args: [Float64Array, number, Float64Array, number, number, Float64Array, number, Int32Array, Float64Array, Float64Array],
      _,
      after: Argument[],
    ) {
      const [x, d, shift, from, to, weights, step, labels, sums, totals] = args;
      const [wantSums, wantTotals] = [sums.slice(), totals.slice()];
      for (let i = from; i < to; i++) {
        wantTotals[labels[i]] += weights[i * step];
        for (let j = 0; j < d; j++) wantSums[labels[i] * d + j] += weights[i * step] * (x[i * d + j] - shift[j]);
      }
      return near('sums', after[8] as Float64Array, wantSums, 1e-12) ?? near('totals', after[9] as Float64Array, wantTotals, 1e-12);
    },
    inertia(
      [x, d, from, to, weights, step, centers, labels]: [
        Float64Array,
        number,
        number,
        number,
        Float64Array,
        number,
        Float64Array,
        Int32Array,
      ],
      total,
    ) {
      let want = 0;
      for (let i = from; i < to; i++)
        for (let j = 0; j < d; j++) want += weights[i * step] * (x[i * d + j] - centers[labels[i] * d + j]) ** 2;
      return near('inertia', [total], [want], 1e-12);
    },
    weightedSum([values, weights, step, from, to]: [Float32Array, Float64Array, number, number, number], total) {
      let want = 0;
      for (let i = from; i < to; i++) want += values[i] * weights[i * step];
      return near('sum', [total], [want], 1e-12);
    },
    nearest: CASES.fit['nearest'].promise!,
    packFour(
      [x, p0, p1, p2, p3, d, shift, scale, blocks, at]: [
        Float64Array,
        number,
        number,
        number,
        number,
        number,
        Float64Array,
        number,
        Float32Array,
        number,
      ],
      most,
      after: Argument[],
    ) {
      const want = blocks.slice();
      let largest = 0;
      [p0, p1, p2, p3].forEach((p, e) => {
        for (let j = 0; j < d; j++) {
          const v = (x[p + j] - shift[j]) * scale;
          want[at + 16 * j + e] = v;
          largest = Math.max(largest, Math.abs(v));
        }
      });
      return near('blocks', after[8] as Float32Array, want, 0) ?? near('largest', [most], [largest], 0);
    },
    gapsOf(
      [norms, least, leads, from, to, error]: [Float32Array, Float32Array, Float32Array, number, number, number],
      _,
      after: Argument[],
    ) {
      const gaps = after[6] as Float32Array;
      for (let i = 0; i < gaps.length; i++) {
        if (i < from * 16 || i >= to * 16) {
          if (gaps[i] !== -1) return `row ${i} is written`;
          continue;
        }
        const [near, far] = [norms[i] + least[i] + error, norms[i] + least[i] + leads[i] - error].map((v) => Math.sqrt(Math.max(0, v)));
        if (Number.isNaN(far - near)) continue; // whatever it is, it is above nothing
        const room = 3e-6 * (far + near) + 1e-3 * Math.sqrt(Math.abs(norms[i]) + Math.abs(least[i]) + Math.abs(leads[i]) + error);
        if (gaps[i] > far - near && gaps[i] - (far - near) > room) return `gap ${gaps[i]} is above ${far - near}`;
        if (far - near - gaps[i] > room) return `gap ${gaps[i]} is far below ${far - near}`;
      }
      return undefined;
    },
    closer([rows, from, to, d, y, least]: [Float32Array, number, number, number, Float32Array, Float32Array], _, after: Argument[]) {
      const want = (after[6] as Float32Array).slice();
      for (let i = from * 16; i < to * 16; i++)
        want[i] = Math.min(
          least[i],
          unblock(rows, i, d).reduce((s, v, j) => s + (v - y[j]) ** 2, 0),
        );
      return near('found', after[6] as Float32Array, want, F32);
    },
    sumDistances([x, d, starts, cells, block]: [Float64Array, number, Int32Array, number, Float64Array], _, after: Argument[]) {
      const row = (j: number) => Array.from(x.subarray(j * d, (j + 1) * d));
      const want = Array.from({ length: 8 * cells }, (_, q) => {
        const own = Array.from({ length: d }, (_, j) => block[j * 8 + (q % 8)]);
        const [from, to] = [starts[q >> 3], starts[(q >> 3) + 1]];
        return sumOfDistances(
          own,
          Array.from({ length: to - from }, (_, j) => row(from + j)),
        );
      });
      return near('sums', after[5] as Float64Array, want, 1e-12);
    },
    foldSums([cellSums, groupOf, cells, groups]: [Float64Array, Int32Array, number, number], _, after: Argument[]) {
      const want = new Float64Array(8 * groups);
      for (let p = 0; p < 8 * cells; p++) want[groupOf[p >> 3] * 8 + (p % 8)] += cellSums[p];
      return near('sums', after[4] as Float64Array, want, 1e-12);
    },
    weigh: ([counts, weights]: [Uint16Array, Float32Array], _, after: Argument[]) =>
      near(
        'scores',
        after[3] as Float32Array,
        Array.from(counts, (c, j) => c * weights[j]),
        1e-7,
      ),
    weighSums: ([sums, weights]: [Float64Array, Float64Array], _, after: Argument[]) =>
      near(
        'scores',
        after[3] as Float32Array,
        Array.from(sums, (s, j) => s * weights[j]),
        1e-7,
      ),
    reach16: ([x, i, t]: [Float32Array, number, number], bits) =>
      near('bits', [bits], [x.subarray(i, i + 16).reduce((sum, v, e) => sum + (v >= t ? 2 ** e : 0), 0)], 0),
    neighborsOfOnes: (args, _, after) => nearestItems(args, undefined, 7, after),
    neighborsOfWholes: (args, _, after) => nearestItems(args, 7, 8, after),
    neighborsOfValues: (args, _, after) => nearestItems(args, 7, 8, after),
    countTogether: (args: readonly Argument[], _, after: Argument[]) =>
      near(
        'counts',
        after[5] as Uint16Array,
        Uint16Array.from(products(args as never, undefined, args[3] as Int32Array, args[5] as Uint16Array)),
        0,
      ),
    sumTogether: (args: readonly Argument[], _, after: Argument[]) =>
      near(
        'sums',
        after[7] as Uint16Array,
        Uint16Array.from(products(args as never, args[3] as Uint16Array, args[4] as Int32Array, args[7] as Uint16Array)),
        0,
      ),
    addTogether: (args: readonly Argument[], _, after: Argument[]) =>
      near(
        'sums',
        after[7] as Float64Array,
        products(args as never, args[3] as Float64Array, args[4] as Int32Array, args[7] as Float64Array),
        1e-12,
      ),
    shortlist: CASES.fit['shortlist'].promise!,
    threshold: CASES.fit['threshold'].promise!,
    keepReaching: ([scores, ids, size, k, t]: [Float32Array, Int32Array, number, number, number], reached) =>
      near('bound', [reached], [Math.max(t, Float32Array.from(ids, (i) => scores[i]).sort()[size - k] * (1 - 2 ** -21))], 1e-7),
    ...SYMMETRIC_REFERENCES,
    ...GRADIENT_REFERENCES,
    best: BEST,
    select: BEST,
    largest: LARGEST,
    sort: SORT,
  },
  score: {
    addNeighbors: added,
    addNeighborsWide: added,
    topK: ([scores, n, k, least]: [Float64Array, number, number, number], size, after: Argument[]) =>
      bestOf([...scores.keys()].slice(0, n), [...scores], k, least, size, after.slice(4)),
    best: BEST,
    select: BEST,
    largest: LARGEST,
    sort: SORT,
  },
};

/** Draws of numbers of plain size: odd ones are for the comparison of builds. */
function plainDraws(seed: number) {
  const d = draws(seed);
  const plain = () => (d.random() < 0.2 ? 0.5 : d.random() * 2 - 1);
  return { ...d, odd: plain, tame: plain };
}

/** The first fault of many random cases in one build, or nothing. */
export function firstError(door: Builds[keyof Builds], entry: Entry, name: string, cases: number): string | undefined {
  const reference = REFERENCES[entry][name];
  if (!reference) return `no reference for kernel ${name}`;
  for (let t = 0; t < cases; t++) {
    const args = CASES[entry][name].draw(plainDraws(104729 * t + name.length));
    try {
      const { result, after } = call(door, name, args);
      const found = reference(args as never, result, after as never);
      if (found) return `${name}, case ${t}: ${found}`;
    } catch (error) {
      return `${name}, case ${t}: ${(error as Error).message}`;
    }
  }
  return undefined;
}
