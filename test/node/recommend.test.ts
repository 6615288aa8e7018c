// kindred recommend: on the folder of a run, and on model files made by the library.
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/node/commands.js';
import { json } from './command.js';
import { MODEL, ODD, runPlace, wordsOf } from './models.js';

const { kindred, csv, model, expectRefused } = runPlace();

test.each(COMMANDS.recommend.examples)('does what the help says: %s', async (example) => {
  const { code, out, err } = await kindred(...wordsOf(example));
  expect([code, err]).toEqual([0, '']);
  expect(out.length).toBeGreaterThan(50);
});

describe('kindred recommend', () => {
  interface Recommended {
    known: boolean;
    unknownItems: string[];
    recommendations: {
      item: unknown;
      name: string;
      score: number;
      source: string;
      because: { item: unknown; name: string; contribution: number } | null;
    }[];
  }

  test('gives a customer the rows of recommendations.csv, with the names', async () => {
    const rows = csv('recommendations.csv').filter(([customer]) => customer === 'c00002');
    const { known, recommendations } = json<Recommended>(await kindred('recommend', 'kindred-output', '--customer', 'c00002', '--json'));
    expect(known).toBe(true);
    expect(
      recommendations.map((one, place) => [
        'c00002',
        String(place + 1),
        one.item,
        one.name,
        String(one.score),
        one.because!.item,
        one.because!.name,
      ]),
    ).toEqual(rows);
    const { out } = await kindred('recommend', MODEL, '--customer', 'c00002');
    expect(out.split('\n')[0]).toBe('10 recommendations for customer c00002:');
    for (const [, , item, name, , because] of rows) expect(out).toMatch(new RegExp(`${item} +${name} .* because of ${because}`));
  });

  test('gives a history what the model gives it, and says what it does not know', async () => {
    const history = model().items.values.slice(3, 6);
    const answer = await kindred('recommend', 'kindred-output', '--history', `${history.join(', ')},nonsense`, '--k', '4', '--json');
    const { unknownItems, recommendations } = json<Recommended>(answer);
    expect(unknownItems).toEqual(['nonsense']);
    expect(recommendations.map(({ item, score, source }) => ({ item, score, source }))).toEqual(model().recommend({ history }, { k: 4 }));
    expect((await kindred('recommend', 'kindred-output', '--history', `${history[0]},nonsense`)).out).toContain(
      'Note: not among the 120 items of the model: nonsense.',
    );
  });

  test('gives somebody new, or unknown, the best-selling items, and says so', async () => {
    const best = model().recommend({ history: [] }, { k: 2 });
    for (const who of [[], ['--customer', 'nobody'], ['--history', 'nonsense']]) {
      const { known, recommendations } = json<Recommended>(await kindred('recommend', 'kindred-output', ...who, '--k', '2', '--json'));
      expect([known, recommendations.map(({ item, score, source, because }) => ({ item, score, source, because }))]).toEqual([
        false,
        best.map((one) => ({ ...one, because: null })),
      ]);
    }
    const { out } = await kindred('recommend', 'kindred-output', '--customer', 'nobody', '--k', '2');
    expect(out).toContain('Note: the model knows no customer nobody.\n2 best-selling items for customer nobody:\n');
    expect(out).toContain(`${best[0].score} customers`);
  });

  test('takes models of the library: numbers as ids, a list of bestsellers, a file without users', async () => {
    const items = async (...args: string[]) =>
      json<Recommended>(await kindred('recommend', ...args, '--json')).recommendations.map(({ item }) => item);
    expect(await items('numbers.safetensors', '--customer', '3')).toEqual([20]);
    expect(await items('no-users.safetensors', '--history', '30,20')).toEqual([10]);
    expect(await items('popular.safetensors', '--history', '30')).toEqual([10, 20]);
    expect((await kindred('recommend', 'popular.safetensors')).out).toBe(
      '3 best-selling items for somebody new:\n  1  10    3 customers\n  2  20    2 customers\n  3  30     1 customer\n',
    );
  });
});

describe('ids of a shop', () => {
  interface Recommended {
    unknownItems: string[];
    recommendations: { item: string; because: { item: string } | null }[];
  }
  const asked = async (...args: string[]) => json<Recommended>(await kindred('recommend', 'odd.safetensors', ...args, '--json'));

  test('may hold commas, and a history may be given item by item', async () => {
    const { unknownItems, recommendations } = await asked(`--history=${ODD[0]}`);
    expect([unknownItems, recommendations.map(({ item }) => item)]).toEqual([[], [ODD[1]]]);
    expect(await asked('--history', ODD[1], `--history=${ODD[0]}`)).toMatchObject({ unknownItems: [], recommendations: [] });
    expect((await asked('--history', "tea, jam,it's", '--history', 'mug')).unknownItems).toEqual(['tea', 'jam', 'mug']);
  });

  test('are addresses in lower case; the nearest is named', async () => {
    expect((await asked('--customer', 'Bob@X.de')).recommendations[0]).toMatchObject({ item: ODD[1], because: { item: ODD[0] } });
    expect((await kindred('recommend', 'odd.safetensors', '--customer', 'bob@y.de')).out).toContain(
      'Note: the model knows no customer bob@y.de (did you mean "bob@x.de"?).\n',
    );
    expect((await kindred('recommend', 'odd.safetensors', '--history', 'its')).out).toContain(
      `Note: not among the 2 items of the model: its (did you mean "it's"?).`,
    );
  });
});

describe('every recommender', () => {
  interface Explained {
    score: number;
    source: string;
    parts: { contribution: number; kind: string }[];
  }

  test.each(['EASE', 'UserKNN', 'BiasBaseline', 'ItemKNN'])('%s: inspect, recommend, explain', async (name) => {
    const file = `${name}.safetensors`;
    expect((await kindred('inspect', file)).out).toContain(`${name}Model: `);
    const { recommendations } = json<{ recommendations: { item: number; score: number; because: { contribution: number } | null }[] }>(
      await kindred('recommend', file, '--customer', '3', '--json'),
    );
    expect(recommendations.length).toBeGreaterThan(0);
    for (const { because } of recommendations) if (because) expect(because.contribution).toBeGreaterThan(0);
    const [{ item, score }] = recommendations;
    const why = json<Explained>(await kindred('explain', file, String(item), '--customer', '3', '--json'));
    expect([why.score, why.source]).toEqual([score, 'model']);
    expect(why.parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9); // largest first
    const { out } = await kindred('explain', file, String(item), '--customer', '3');
    expect(out).toMatch(/in all, (by|of) \d+ (purchase|part)/);
    expect(out).not.toContain('undefined');
  });
});

test.each([
  ['recommend nothing.safetensors', 1, '"nothing.safetensors" cannot be read: there is no such file'],
  ['recommend orders.csv', 1, '"orders.csv": not a readable model file'],
  ['recommend kindred-output/models/segments.safetensors', 1, 'the file holds "PipelineModel", which is none of the classes given'],
  ['recommend empty', 1, '"empty" holds no models (*.safetensors)'],
  ['recommend no-users.safetensors --customer 1', 1, 'saved without users: give a --history'],
  ['recommend numbers.safetensors --customer 1 --history 10', 2, '--customer and --history exclude each other'],
  ['recommend numbers.safetensors --history ,', 2, '--history must be items with commas between, got ","'],
])('refuses: %s', expectRefused);
