// kindred inspect: what a model file is.
import { describe, expect, test } from 'vitest';
import { KMeans, Matrix } from '../../src/index.js';
import { COMMANDS } from '../../src/node/commands.js';
import { ANSI, json } from './command.js';
import { MODEL, runPlace, wordsOf } from './models.js';

const { kindred, kindredWith, sh, given, read, model, expectRefused } = runPlace();

test.each(COMMANDS.inspect.examples)('does what the help says: %s', async (example) => {
  const { code, out, err } = await kindred(...wordsOf(example));
  expect([code, err]).toEqual([0, '']);
  expect(out.length).toBeGreaterThan(50);
});

describe('kindred inspect', () => {
  type Facts = Record<string, unknown>;

  test('tells of a recommender what it is, whom it knows, and how to use it', async () => {
    const facts = json<Facts>(await kindred('inspect', MODEL, '--json'));
    expect(facts).toMatchObject({
      file: MODEL,
      class: 'ItemKNNModel',
      bytes: read(MODEL).length,
      options: { nNeighbors: 20, aggregate: 'sum' },
      recipe: { weight: 'binary' },
      duplicates: 'count',
      items: 120,
      customers: 400,
      personal: true,
      purchases: model().interactions!.events.items.length,
    });
    const [line] = facts['use'] as string[];
    expect((await kindred(...wordsOf(line))).code).toBe(0);
    expect(json<Facts>(await kindred('inspect', 'no-users.safetensors', '--json'))).toMatchObject({
      items: 3,
      customers: null,
      personal: false,
    });
    const { out } = await kindred('inspect', MODEL);
    expect(out).toContain('ItemKNNModel: recommends by the items that somebody bought');
    expect(out).toMatch(/personal +yes: it holds who bought what/);
    expect((await kindred('inspect', 'no-users.safetensors')).out).toMatch(/personal +no\n/);
  });

  test('tells of every model in a folder', async () => {
    const { models } = json<{ models: Facts[] }>(await kindred('inspect', 'kindred-output', '--json'));
    expect(models.map((facts) => facts['class'])).toEqual([
      'PipelineModel',
      'BGNBDModel',
      'ItemKNNModel',
      'PipelineModel',
      'GammaGammaModel',
    ]);
    const [likely, purchases, , segments, values] = models;
    expect(likely).toMatchObject({ steps: ['ColumnTransformerModel', 'LogisticRegressionModel'], classes: [false, true], personal: false });
    expect([purchases, values]).toMatchObject([
      { parameters: { alpha: expect.any(Number) as number } },
      { parameters: { q: expect.any(Number) as number } },
    ]);
    expect(segments).toMatchObject({
      steps: ['Log1pTransformerModel', 'StandardScalerModel', 'KMeansModel'],
      names: expect.arrayContaining(['Champions']) as string[],
      columns: ['recency', 'frequency', 'monetary'],
      converged: true,
      personal: false,
      warnings: [],
    });
    for (const line of models.flatMap((facts) => facts['use'] as string[]).filter((use) => use.startsWith('kindred ')))
      expect((await kindred(...wordsOf(line))).code, line).toBe(0);
    expect((await kindred('inspect', 'kindred-output')).out.split('\n\n')).toHaveLength(5);
  });

  test('gives lines that a shell understands, whatever the ids', async () => {
    await sh('cp odd.safetensors "it\'s odd.safetensors"');
    const { use } = json<Facts>(await kindred('inspect', "it's odd.safetensors", '--json'));
    expect(json<Facts>(await sh(`${(use as string[])[0]} --json`))).toMatchObject({ known: true, unknownItems: [] });
  });

  test('shows warnings, and colors when asked', async () => {
    const X = Matrix.from([[0], [0], [0]]);
    const warned = new KMeans({ nClusters: 2 }).fit(X);
    expect(warned.warnings.length).toBeGreaterThan(0);
    given('warned.safetensors', warned.toBytes());
    const plain = (await kindred('inspect', 'warned.safetensors')).out;
    expect(plain).toContain(`note: ${warned.warnings[0]}`);
    expect(plain).not.toMatch(ANSI);
    expect((await kindredWith({ env: { FORCE_COLOR: '1' } }, 'inspect', 'warned.safetensors')).out).toMatch(ANSI);
  });
});

test.each([
  ['inspect orders.csv', 1, '"orders.csv": not a readable model file'],
  ['inspect empty', 1, '"empty" holds no models'],
  ['inspect', 2, 'inspect takes MODEL, got nothing'],
])('refuses: %s', expectRefused);
