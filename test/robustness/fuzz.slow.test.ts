// Mutated files of every class that is saved, and of orders in every layout: refused with a KindredError or answered, in finite time and with little memory.
// The long run: fuzz.ts.
import { describe, expect, test } from 'vitest';
import * as kindred from 'kindred';
import * as campaign from 'kindred/campaign';
import * as preprocessing from 'kindred/preprocessing';
import * as privacy from 'kindred/privacy';
import { fuzz } from './fuzzing';
import { SAVED } from './saved';

test('every class that opens bytes is among them, and as it is each opens, answers and saves the same', () => {
  const rooms = [kindred, preprocessing, campaign, privacy].flatMap((room) => Object.entries(room) as [string, unknown][]);
  const saved = rooms.filter(([, one]) => typeof one === 'function' && 'fromBytes' in one).map(([name]) => name);
  expect([...new Set(SAVED.map(({ name }) => name))].sort()).toEqual(saved.sort());
  for (const { name, bytes, open, use } of SAVED)
    for (const opened of open.map((how) => how(bytes))) {
      use(opened);
      expect(Buffer.compare(opened.toBytes(), bytes), name).toBe(0);
    }
});

describe.each([
  ['models', 100_000],
  ['csv', 30_000],
] as const)('%s', (kind, trials) => {
  test(`${trials} mutated files, or as many as 40 s allow`, async () => {
    const { failures, runs, outcomes, largest } = await fuzz(kind, 1, trials, 40);
    expect(failures).toEqual([]);
    expect(runs).toBeGreaterThan(trials / 100);
    const answered = Object.keys(outcomes).filter((outcome) => /^(answers|read)/.test(outcome));
    expect(answered.reduce((sum, outcome) => sum + outcomes[outcome], 0)).toBeGreaterThan(runs / 30); // mutations reach behind the checks
    expect(largest.bytes).toBeGreaterThan(1000); // so requests were noted
  });
});
