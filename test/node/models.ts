// A folder with a run of the example shop and some models of the library in it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { BiasBaseline, EASE, Interactions, ItemKNN, ItemKNNModel, Popularity, UserKNN, type Id } from '../../src/index.js';
import { exampleShop } from '../../src/io/index.js';
import { place, type Place } from './command.js';

export const MODEL = 'kindred-output/models/recommendations.safetensors';

/** The place, and what to look up in the run. */
export interface RunPlace extends Place {
  /** The rows of a table of the run. */
  csv(name: string): string[][];
  /** The run's recommender. */
  model(): ItemKNNModel<string, string>;
  /** The command says no. */
  expectRefused(line: string, code: number, message: string): Promise<void>;
}

const bought = [
  { who: 1, what: 10 },
  { who: 1, what: 20 },
  { who: 2, what: 10 },
  { who: 2, what: 20 },
  { who: 3, what: 10 },
  { who: 3, what: 30 },
];

/** Ids that a shell and a list with commas would take apart. */
export const ODD = ['-5, white', "it's"];
const orders = [
  { who: 'ann@x.de', what: ODD[0] },
  { who: 'ann@x.de', what: ODD[1] },
  { who: 'bob@x.de', what: ODD[0] },
];
/** Ids that would name the terminal's window, ring, clear the screen, turn the direction of the text and begin a line. */
const HOSTILE = ['\u001b]0;gone\u0007', '\u009b2Jmug', 'tea\u202e\nNote: eat'];

/** A folder with the models of the library only. */
export function modelPlace(): Place {
  const here = place();
  const { folder, given } = here;
  beforeAll(() => {
    const fitted = (events: readonly { who: Id; what: Id }[]) =>
      new ItemKNN().fit(Interactions.from(events, { user: 'who', item: 'what' }));
    given('numbers.safetensors', fitted(bought).toBytes());
    given('no-users.safetensors', fitted(bought).toBytes({ users: false }));
    given('popular.safetensors', new Popularity().fit(Interactions.from(bought, { user: 'who', item: 'what' })).toBytes());
    const many = Array.from({ length: 300 }, (_, n) => ({ who: n % 20, what: (n * n) % 17, stars: 1 + (n % 5) }));
    const rated = Interactions.from(many, { user: 'who', item: 'what', value: 'stars', duplicates: 'mean' });
    for (const one of [new EASE({ l2: 5 }), new UserKNN(), new BiasBaseline(), new ItemKNN({ similarity: 'pearson', center: 'user' })])
      given(`${one.constructor.name}.safetensors`, one.fit(rated).toBytes());
    given('odd.safetensors', fitted(orders).toBytes());
    given(
      'hostile.safetensors',
      fitted(
        HOSTILE.flatMap((what) => [
          { who: 1, what },
          { who: what.length, what },
        ]),
      ).toBytes(),
    );
    mkdirSync(join(folder, 'empty'));
  });
  return here;
}

export function runPlace(): RunPlace {
  const here = modelPlace();
  const { kindred, given, read } = here;
  beforeAll(async () => {
    given('orders.csv', exampleShop({ customers: 400, products: 120 }).orders);
    expect((await kindred('orders.csv')).code).toBe(0);
  });
  return {
    ...here,
    csv: (name) => read(join('kindred-output', name)).toString().trim().split('\n').slice(1).map((line) => line.split(',')), // prettier-ignore
    model: () => ItemKNNModel.fromBytes(read(MODEL)),
    async expectRefused(line, code, message) {
      const answer = await kindred(...line.split(' '), '--json');
      expect([answer.code, answer.out]).toEqual([code, '']);
      expect((JSON.parse(answer.err) as { error: { message: string } }).error.message).toContain(message);
    },
  };
}

/** The words of an example as the help and `inspect` give them. */
export const wordsOf = (example: string) => example.split(' ').slice(1);
