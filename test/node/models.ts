// A folder with a run of the example shop and some models of the library in it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { Interactions, ItemKNN, ItemKNNModel, Popularity } from '../../src/index.js';
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

export function runPlace(): RunPlace {
  const here = place();
  const { folder, kindred, given, read } = here;
  beforeAll(async () => {
    given('orders.csv', exampleShop({ customers: 400, products: 120 }).orders);
    expect((await kindred('orders.csv')).code).toBe(0);
    const interactions = Interactions.from(bought, { user: 'who', item: 'what' });
    given('numbers.safetensors', new ItemKNN().fit(interactions).toBytes());
    given('no-users.safetensors', new ItemKNN().fit(interactions).toBytes({ users: false }));
    given('popular.safetensors', new Popularity().fit(interactions).toBytes());
    mkdirSync(join(folder, 'empty'));
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
