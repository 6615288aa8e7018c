// Small counts: what is withheld, and that a reader who knows totals and the rule cannot compute it.
import { describe, expect, test } from 'vitest';
import { Table } from '../../src/index.js';
import { SMALL, withholdSmall } from '../../src/privacy/index.js';
import { WITHHOLD, WITHHOLD_ROWS } from '../../src/privacy/small-counts.js';
import { checkConstraints } from '../estimators/contract.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

test.each<[number[], number, (number | null)[], number | null]>([
  [[120, 4, 61, 300], 10, [120, null, null, 300], 485],
  [[120, 4, 61, 300], 1, [120, 4, 61, 300], 485],
  [[120, 6, 7, 300], 10, [120, null, null, 300], 433],
  [[120, 2, 3, 300], 10, [null, null, null, 300], 425], // 5 people together are fewer than 10
  [[9, 10, 10, 20], 10, [null, null, null, 20], 49], // of equal cells all
  [[9, 9, 100, 200], 10, [null, null, null, 200], 318], // 18 would say 9 and 9
  [[3, 0, 0], 10, [null, 0, 0], null],
  [[3], 10, [null], null],
  [[0, 0], 10, [0, 0], 0],
  [[10, 11], 10, [10, 11], 21],
  [[], 10, [], 0],
  [[3, 4], 10, [null, null], null],
])('of %j below %i', (counts, k, cells, total) => {
  expect(withholdSmall(counts, { k })).toEqual({ cells, total, nWithheld: cells.filter((n) => n === null).length });
});

test('without a total only small cells go; defaults; typed arrays', () => {
  expect(withholdSmall([120, 4, 61], { total: false })).toEqual({ cells: [120, null, 61], total: null, nWithheld: 1 });
  expect(SMALL).toEqual({ own: 10, shared: 50 });
  expect(withholdSmall(Float64Array.of(9, 10, 30)).cells).toEqual([null, null, 30]);
  for (const wrong of [[-1], [1.5], [NaN], [null], ['5'], [Infinity]])
    expect(thrown(() => withholdSmall([1, ...wrong] as number[])).message).toContain('cell 2');
  for (const wrong of [null, 5, 'x']) expect(thrown(() => withholdSmall(wrong as never)).code).toBe('invalid-data');
});

checkConstraints((options) => withholdSmall([1], options), {}, WITHHOLD as never);
checkConstraints((options) => withholdSmall(Table.from({ n: [1] }), options), { count: 'n' }, WITHHOLD_ROWS as never);

test('a reader who knows the rule, the shown cells and the total finds two values at least for every withheld cell', () => {
  for (const [k, length, most] of [[2, 3, 5], [3, 4, 5], [4, 3, 8], [5, 3, 9]]) {
    const answers = new Map<string, Set<number>[]>();
    const all: { counts: number[]; key: string; hidden: boolean[] }[] = [];
    for (let code = 0; code < (most + 1) ** length; code++) {
      const counts = Array.from({ length }, (_, i) => Math.floor(code / (most + 1) ** i) % (most + 1));
      const { cells, total } = withholdSmall(counts, { k });
      const key = JSON.stringify([cells, total]);
      all.push({ counts, key, hidden: cells.map((cell) => cell === null) });
      let values = answers.get(key);
      if (!values) answers.set(key, (values = counts.map(() => new Set())));
      counts.forEach((n, i) => values[i].add(n));
    }
    for (const { counts, key, hidden } of all)
      hidden.forEach((gone, i) => gone && k > 2 && expect(answers.get(key)![i].size, `k ${k}: ${counts.join()} is shown as ${key}`).toBeGreaterThan(1));
  }
}); // prettier-ignore

describe('a table', () => {
  const table = Table.from({
    segment: ['a', 'a', 'a', 'b', 'b', 'b'],
    channel: ['mail', 'app', 'web', 'mail', 'app', 'web'],
    year: [2025, 2025, 2025, 2026, 2026, 2026],
    n: [100, 5, 60, 70, 80, 90],
    spent: [1, 2, 3, 4, 5, 6],
  });

  test('loses all figures of the rows, keeps labels, has totals', () => {
    const made = withholdSmall(table, { count: 'n', within: ['segment'], keep: ['year'] });
    expect(made.table.row(1)).toEqual({ segment: 'a', channel: 'app', year: 2025, n: null, spent: null });
    expect(made.table.row(2)).toMatchObject({ year: 2025, n: null, spent: null });
    expect([made.nWithheld, made.total]).toEqual([2, 405]);
    expect(made.totals).toEqual([{ column: 'segment', value: 'a', total: 165 }, { column: 'segment', value: 'b', total: 240 }]); // prettier-ignore
    expect(withholdSmall(table, { count: 'n', k: 1 }).table.column('n')).toEqual(table.column('n'));
    expect(thrown(() => withholdSmall(table, { count: 'm' })).code).toBe('unknown-column');
    expect(thrown(() => withholdSmall(table, { count: 'segment' })).code).toBe('invalid-data');
    expect(thrown(() => withholdSmall(table, {} as never)).code).toBe('invalid-option');
  });

  test('a margin that would give a cell away is withheld as a whole', () => {
    const alone = Table.from({ segment: ['a', 'b', 'b', 'b'], n: [4, 50, 60, 70] });
    const made = withholdSmall(alone, { count: 'n', within: ['segment'] });
    expect(made.totals.map(({ total }) => total)).toEqual([null, null]);
    expect([made.total, made.table.column('n', 'number').values]).toEqual([184, Float64Array.of(NaN, NaN, 60, 70)]);
  });

  test('a cell between two blocks, which follows from the totals of both sides only together', () => {
    const counts = [[6, 7, 60, 60], [7, 6, 5, 60], [60, 60, 6, 7], [60, 60, 7, 6]]; // prettier-ignore
    const rows = counts.flatMap((row, r) => row.map((n, c) => ({ r: `r${r}`, c: `c${c}`, n })));
    const { table: made, totals } = withholdSmall(Table.from(rows), { count: 'n', within: ['r', 'c'] });
    const n = made.column('n', 'number').values;
    const hidden = rows.flatMap((_, i) => (Number.isNaN(n[i]) ? [i] : []));
    const shown = totals
      .filter((t) => t.total !== null)
      .map(({ column, value }) => hidden.map((i) => Number(rows[i][column as 'r'] === value)));
    expect(isFree(shown, hidden.indexOf(6))).toBe(true);
    expect(shown.length).toBe(8);
  });

  test('no cell follows from the totals of both sides, over random tables', () => {
    const random = generator(9);
    for (let round = 0; round < 150; round++) {
      const [r, c] = [2 + Math.floor(4 * random()), 2 + Math.floor(4 * random())];
      const rows = Array.from({ length: r * c }, (_, i) => ({
        r: `r${i % r}`,
        c: `c${Math.floor(i / r)}`,
        n: Math.floor(random() < 0.3 ? 12 * random() : 10 + 90 * random()),
      }));
      const { table: made, totals, total } = withholdSmall(Table.from(rows), { count: 'n', within: ['r', 'c'] });
      const n = made.column('n', 'number').values;
      const hidden = rows.flatMap((_, i) => (Number.isNaN(n[i]) ? [i] : []));
      rows.forEach((row, i) => row.n > 0 && row.n < 10 && expect(hidden).toContain(i));
      // a reader solves: a cell is known where raising it by one can be made good by others in every published total
      const shown = totals
        .filter((t) => t.total !== null)
        .map(({ column, value }) => hidden.map((i) => Number(rows[i][column as 'r'] === value)));
      if (total !== null) shown.push(hidden.map(() => 1));
      for (let at = 0; at < hidden.length; at++) expect(isFree(shown, at), JSON.stringify(rows)).toBe(true);
    }
  });
});

/** Is cell `at` no combination of the equations? By the rank with and without it, modulo a prime. */
function isFree(equations: number[][], at: number): boolean {
  const unit = equations.length > 0 ? equations[0].map((_, i) => Number(i === at)) : [1];
  return rank([...equations, unit]) > rank(equations);
}

function rank(matrix: number[][]): number {
  const P = 1000003n;
  const rows = matrix.map((row) => row.map(BigInt));
  let found = 0;
  for (let c = 0; c < (rows[0]?.length ?? 0); c++) {
    const pivot = rows.findIndex((row, r) => r >= found && row[c] % P !== 0n);
    if (pivot < 0) continue;
    [rows[found], rows[pivot]] = [rows[pivot], rows[found]];
    for (let r = found + 1; r < rows.length; r++) {
      const [a, b] = [rows[found][c], rows[r][c]];
      rows[r] = rows[r].map((value, i) => (((value * a - rows[found][i] * b) % P) + P) % P);
    }
    found++;
  }
  return found;
}
