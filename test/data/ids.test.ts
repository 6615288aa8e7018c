// Numbers of ids do not depend on how they were found: by a table, by sorting or by a Map.
import { expect, test } from 'vitest';
import type { Id } from '../../src/data/ids.js';
import { mergeIds } from '../../src/data/merge-ids.js';
import { numberIds } from '../../src/data/number-ids.js';
import { generator } from '../support/random.js';
import { thrown } from '../support/files.js';

/** As the docs say it: sorted, each once. */
function expected(column: readonly number[]): number[] {
  return [...new Set(column)].sort((a, b) => a - b).map((v) => v + 0);
}

const random = generator(7);
const drawn = (n: number, least: number, size: number) => Array.from({ length: n }, () => least + Math.floor(size * random()));

test.each([
  ['close together', drawn(500, 0, 300)],
  ['below zero and above', drawn(500, -150, 300)],
  ['far from zero', drawn(500, 2 ** 53 - 1 - 300, 300)],
  ['scattered', drawn(500, -(2 ** 40), 2 ** 41)],
  ['the ends of what is safe', [2 ** 53 - 1, 1 - 2 ** 53, 0, 2 ** 53 - 1]],
  ['as wide as a table may be', [0, 2 * 3 + 999, 5]],
  ['a step wider', [0, 2 * 3 + 1000, 5]],
  ['minus zero', [-0, 3, 0]],
  ['minus zero, scattered', [-0, 3e9, 0]],
  ['one', [42]],
])('whole numbers %s', (_, column) => {
  for (const list of [column, Float64Array.from(column)]) {
    const { ids, codes } = numberIds(list, 'user');
    expect(ids.values).toEqual(expected(column));
    expect(Array.from(codes, (code) => ids.at(code))).toEqual(column.map((v) => v + 0));
    for (const [i, id] of ids.values.entries()) expect(ids.indexOf(id)).toBe(i);
    for (const id of [7.5, NaN, Infinity, -Infinity, -(2 ** 50), 2 ** 50, '0']) expect(ids.indexOf(id as number)).toBe(-1);
    for (const id of column) for (const near of [id - 1, id + 1]) expect(ids.indexOf(near)).toBe(ids.values.indexOf(near + 0));
  }
});

test('texts, by UTF-16 code unit; none at all', () => {
  const column = ['b', 'B', 'ä', 'b', '', '10', '9', '\u{1F600}', '\uFFFD'];
  const { ids, codes } = numberIds(column, 'item');
  expect(ids.values).toEqual([...new Set(column)].sort());
  expect(Array.from(codes, (code) => ids.at(code))).toEqual(column);
  expect(numberIds([], 'item').ids.size).toBe(0);
});

test.each<[string, unknown[], RegExp]>([
  ['a fraction among close numbers', [1, 2, 2.5], /row 3 of "user"/],
  ['NaN', [1, NaN], /row 2 of "user"/],
  ['beyond 2^53', [1, 2 ** 53], /row 2 of "user"/],
  ['text among numbers', [1, '1'], /row 2 of "user"/],
  ['a number among texts', ['1', 1], /row 2 of "user"/],
])('%s is refused', (_, column, message) => {
  const error = thrown(() => numberIds(column as Id[], 'user'));
  expect(error.code).toBe('invalid-data');
  expect(error.message).toMatch(message);
});

test('more texts than a Map holds are refused by name; whole numbers need none', () => {
  expect(numberIds(['b', 'a', 'b', 'c'], 'user', 3).ids.values).toEqual(['a', 'b', 'c']);
  const error = thrown(() => numberIds(['b', 'a', 'b', 'c'], 'user', 2));
  expect([error.code, error.message]).toEqual(['too-large', '"user" has more than 2 different texts: name them by whole numbers']);
  expect(numberIds([1, 2, 3, 1e9], 'user', 2).ids.values).toEqual([1, 2, 3, 1e9]);
});

test('merge: both in one, and where each goes', () => {
  const lists = [[], [5], drawn(40, 0, 60), drawn(40, 30, 60), drawn(40, -100, 300)];
  for (const a of lists) {
    for (const b of lists) {
      const [mine, theirs] = [numberIds(a, 'a').ids, numberIds(b, 'b').ids];
      const merged = mergeIds(mine, theirs);
      expect(merged.ids.values).toEqual(expected([...a, ...b]));
      expect(Array.from(merged.mine, (i) => merged.ids.at(i))).toEqual(mine.values);
      expect(Array.from(merged.theirs, (i) => merged.ids.at(i))).toEqual(theirs.values);
    }
  }
});
