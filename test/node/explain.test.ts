// kindred explain: of a recommendation, and of a segment.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KMeans, Matrix } from '../../src/index.js';
import { COMMANDS } from '../../src/node/commands.js';
import { json } from './command.js';
import { MODEL, runPlace, wordsOf } from './models.js';

const { folder, kindred, csv, given, expectRefused } = runPlace();

test.each(COMMANDS.explain.examples)('does what the help says: %s', async (example) => {
  const { code, out, err } = await kindred(...wordsOf(example));
  expect([code, err]).toEqual([0, '']);
  expect(out.length).toBeGreaterThan(50);
});

describe('kindred explain ITEM', () => {
  interface Explained {
    item: string;
    name: string;
    score: number;
    source: string;
    parts: { item: string; name: string; contribution: number }[];
  }

  test('gives parts whose sum is the score that was recommended by', async () => {
    const [, , item, name, score] = csv('recommendations.csv').find(([customer]) => customer === 'c00002')!;
    const why = json<Explained>(await kindred('explain', 'kindred-output', item, '--customer', 'c00002', '--json'));
    expect([why.item, why.name, String(why.score), why.source]).toEqual([item, name, score, 'model']);
    expect(why.parts.reduce((sum, part) => sum + part.contribution, 0)).toBeCloseTo(Number(score), 12);
    const { out } = await kindred('explain', MODEL, item, '--customer', 'c00002');
    expect(out.split('\n')[0]).toBe(`${item} ${name} scores ${Number(score).toFixed(3)} for customer c00002:`);
    for (const part of why.parts) expect(out).toContain(`+${part.contribution.toFixed(3)}  ${part.item}`);
  });

  test('tells what counts where nothing is known, and where nothing speaks for it', async () => {
    expect((await kindred('explain', 'numbers.safetensors', '10', '--history', '99')).out).toContain(
      '10 counts by its customers for somebody who bought 99: 3 customers.',
    );
    expect((await kindred('explain', 'popular.safetensors', '10', '--customer', '1')).out).toContain(
      '10 counts by its customers for customer 1: 3 customers.',
    );
    expect((await kindred('explain', 'numbers.safetensors', '30', '--history', '20')).out).toBe(
      'Nothing that somebody who bought 20 has speaks for 30.\n',
    );
  });
});

describe('kindred explain of a segment', () => {
  interface Placed {
    customer: string | null;
    segment: number;
    name: string;
    score: number;
    runnerUp: { segment: number; name: string } | null;
    parts: { column: string; value: number; contribution: number }[];
  }

  test('agrees with segments.csv, by customer and by figures, from the folder and from the file', async () => {
    for (const [customer, segment, name, recency, frequency, monetary] of csv('segments.csv').filter((_, row) => row % 199 === 0)) {
      const byCustomer = json<Placed>(await kindred('explain', 'kindred-output', '--customer', customer, '--json'));
      const figures = ['--recency', recency, '--frequency', frequency, '--monetary', monetary];
      const byFigures = json<Placed>(await kindred('explain', 'kindred-output/models/segments.safetensors', ...figures, '--json'));
      expect(byFigures).toEqual({ ...byCustomer, customer: null });
      expect([byCustomer.customer, byCustomer.segment, byCustomer.name]).toEqual([customer, Number(segment), name]);
      expect(byCustomer.parts.map(({ value }) => value)).toEqual([recency, frequency, monetary].map(Number));
      expect(byCustomer.score).toBe(byCustomer.parts.reduce((sum, part) => sum + part.contribution, 0));
      expect(byCustomer.runnerUp!.segment).not.toBe(byCustomer.segment);
    }
    const { out } = await kindred('explain', 'kindred-output', '--customer', 'c00002');
    expect(out).toMatch(/^Customer c00002 belongs to .+ \(segment \d\); the next best is .+ \(segment \d\)\./);
    expect(out).toMatch(/[+-]\d+\.\d{3} {2}\d+ days since the last order\n/);
  });

  test('does without the tables where only the models are there', async () => {
    mkdirSync(join(folder, 'bare'), { recursive: true });
    for (const name of readdirSync(join(folder, 'kindred-output/models')))
      copyFileSync(join(folder, 'kindred-output/models', name), join(folder, 'bare', name));
    const figures = ['--recency', '10', '--frequency', '3', '--monetary', '250'];
    expect((await kindred('explain', 'bare', ...figures)).out).toMatch(
      /^Such a customer belongs to [A-Z].* \(segment \d\); the next best is [A-Z].* \(segment \d\)\./,
    );
    expect((await kindred('explain', 'bare', '--customer', 'c00002')).err).toContain(
      'no segments.csv of a run lies beside "bare/segments.safetensors": give the figures instead',
    );
  });
});

test.each([
  ['explain numbers.safetensors 77 --history 10', 1, 'the model knows no item "77" (of 3)'],
  ['explain numbers.safetensors 10 --customer 77', 1, 'the model knows no customer 77'],
  ['explain numbers.safetensors 10', 2, 'say for whom: --customer ID or --history A,B,C'],
  ['explain kindred-output --history 10', 2, 'with --history, say which ITEM to explain'],
  ['explain kindred-output p1 --recency 1', 2, 'an ITEM and --recency exclude each other'],
  ['explain kindred-output --recency 1', 2, 'all of --recency, --frequency, --monetary (got --recency)'],
  ['explain kindred-output', 2, 'say which ITEM to explain, or whose segment'],
  ['explain kindred-output --customer nobody', 1, 'the run knows no customer "nobody" (of 400)'],
  ['explain kindred-output --customer C2', 1, 'the run knows no customer "C2" (of 400)'],
  ['explain kindred-output --customer C00002', 1, 'the run knows no customer "C00002" (of 400) (did you mean "c00002"?)'],
  ['explain kindred-output P0003 --customer c00002', 1, 'the model knows no item "P0003" (of 120) (did you mean "p0003"?)'],
  ['explain kindred-output p0003 --customer C00002', 1, 'the model knows no customer C00002 (did you mean "c00002"?)'],
])('refuses: %s', expectRefused);

test('refuses a model whose segments are of something else', async () => {
  given('other.safetensors', new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [1], [9]])).toBytes());
  const { code, err } = await kindred('explain', 'other.safetensors', '--recency', '1', '--frequency', '1', '--monetary', '1');
  expect([code, err]).toEqual([
    1,
    expect.stringContaining('the segments must be of recency, frequency, monetary, as those of a run; these are of columns without names'),
  ]);
});

describe('kindred explain of a chance to buy', () => {
  const LIKELY = 'kindred-output/models/likely.safetensors';

  test('adds up to the chance that likely.csv has', async () => {
    for (const [customer, , , chance] of csv('likely.csv').filter((_, row) => row % 150 === 0)) {
      const why = json<{ customer: string; probability: number; score: number; parts: { contribution: number }[] }>(
        await kindred('explain', LIKELY, '--customer', customer, '--json'),
      );
      expect([why.customer, why.probability]).toEqual([customer, expect.closeTo(Number(chance), 4)]);
      expect(why.parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(why.score);
      expect(1 / (1 + Math.exp(-why.score))).toBeCloseTo(why.probability, 12);
    }
    const { out } = await kindred('explain', LIKELY, '--customer', 'c00002');
    expect(out).toMatch(/^Customer c00002 buys with a chance of .* % in the days that the run looked ahead/);
    expect(out).toContain('the average customer');
    expect(out).toMatch(/\d+ orders?\n/);
    expect(out).toMatch(/in all: a chance of/);
    expect(out).not.toMatch(/missing\(|NaN/);
  });

  test.each([
    [`explain ${LIKELY}`, 2, 'say whose chance to explain: --customer ID'],
    [`explain ${LIKELY} --customer c0002`, 1, 'the run knows no customer "c0002" (of 400) (did you mean "c00002"?)'],
  ])('refuses: %s', expectRefused);
});
