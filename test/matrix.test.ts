// README's table of what runs where shows every lane, and the digest that the suite holds them to: `npm run matrix -- --write` writes it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allLanes } from './runtimes/lanes';
import { digestOf, HEAD, nameOf, readTable } from './runtimes/matrix-table';

const GOLDEN = JSON.parse(readFileSync(new URL('golden/digests.json', import.meta.url), 'utf8')) as Record<string, string>;

const [head, rule, ...rows] = readTable();
const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));

test('README names every lane', () => {
  expect([head, rule]).toEqual(HEAD);
  // the version, a number behind the name, is that of the machine which wrote the table
  const shown = cells.map(([, runtime, how, subpath, build]) => [runtime.replace(/ \d[^,]*/, ''), how, subpath, build].join(' | '));
  const lanes = allLanes().map((lane) => [nameOf(lane), lane.how, `\`${lane.subpath}\``, lane.build].join(' | '));
  expect(shown.sort()).toEqual(lanes.sort());
});

test('README shows the digest of test/golden/digests.json in each of them', () => {
  expect([...new Set(cells.map(([, , , , , digest]) => digest))]).toEqual([digestOf(GOLDEN)]);
});
