// Every recipe of the package, fitted as a whole in a thread: the same model as here, field by field and byte by byte.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as campaign from '../../src/campaign/index.js';
import * as evaluation from '../../src/evaluation/index.js';
import * as kindred from '../../src/index.js';
import type { LongWork, Progress } from '../../src/index.js';
import * as preprocessing from '../../src/preprocessing/index.js';
import * as report from '../../src/report/index.js';
import { workers, type WorkerPool } from '../../src/worker/index.js';
import { CLASSES } from '../../src/worker/classes.js';
import { byName } from '../../src/worker/values.js';
import { expectSameBytes } from '../support/files.js';
import { FITS } from './fits.js';

let pool: WorkerPool;
beforeAll(async () => void (pool = await workers(2)));
afterAll(() => pool.close());

const exported = Object.values<unknown>({ ...kindred, ...preprocessing, ...campaign, ...evaluation, ...report }).filter(
  (value): value is { prototype: object; name: string } => typeof value === 'function',
);
const recipes = exported.filter(({ prototype }) => prototype && 'fitAsync' in prototype);

describe('every class that fits, and every model it makes', () => {
  test('is known to threads, and has a case here', () => {
    const known = byName(CLASSES);
    const has = (Class: object, name: string) => known.get(name) === Class;
    for (const recipe of recipes) expect(has(recipe, recipe.name), recipe.name).toBe(true);
    const models = exported.filter(
      ({ name }) => name.endsWith('Model') && !['RecommenderModel', 'RegressionModel', 'UpliftModel'].includes(name),
    ); // which are what others share
    expect(models.length).toBeGreaterThan(25);
    for (const model of models) expect(has(model, model.name), model.name).toBe(true);
    expect(Object.keys(FITS).map((name) => name.split(':')[0])).toEqual(expect.arrayContaining(recipes.map(({ name }) => name)));
    expect(recipes.length).toBeGreaterThan(25);
  });
});

interface Model {
  toBytes(): Uint8Array;
}

describe.each(Object.entries(FITS))('%s', (_, fit) => {
  const call = (work: LongWork) => fit(work) as Promise<Model>;

  test('is the same from a thread, and was not made here', async () => {
    const told: Progress[] = [];
    let waits = 0;
    let here = 0;
    const watched = {
      size: pool.size,
      map: async (...args: Parameters<WorkerPool['map']>) => {
        waits++;
        return pool.map(...args);
      },
      carry: async (...args: Parameters<WorkerPool['carry']>) => {
        waits++;
        const results = await pool.carry(...args);
        if (!results) here++;
        return results;
      },
    } as unknown as WorkerPool;
    const [alone, away] = [await call({}), await call({ workers: watched, onProgress: (step) => void told.push(step) })];
    expectSameBytes(away.toBytes(), alone.toBytes());
    expect(away).toEqual(alone); // not strictly: what a recommender keeps is Interactions of a fit, and plain data from a file
    expect(away.constructor).toBe(alone.constructor);
    expect([waits > 0, here]).toEqual([true, 0]);
    expect(told.length).toBeGreaterThan(0);
    for (const { done, total, stage } of told) expect([done >= 0 && done <= total, stage]).toEqual([true, expect.any(String)]);
  });

  test('can be cancelled', async () => {
    const work = { workers: pool, signal: AbortSignal.abort('enough') };
    await expect(call(work)).rejects.toMatchObject({ code: 'cancelled', cause: 'enough' });
  });
});
