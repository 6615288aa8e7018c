/**
 * EASE's weights against numpy's inverse: test/golden/ease.py.
 * @module
 */
import { EASE, Interactions } from 'kindred';
import { ratings } from '../data.ts';
import { readGolden, signed, type Section } from './section.ts';

interface Golden {
  readonly real: {
    /** Ratings an item must have. */
    readonly least: number;
    readonly cases: readonly {
      readonly values: 'ratings' | 'binary';
      readonly l2: number;
      /** The largest weight, and the sum of all. */
      readonly largest: number;
      readonly sum: number;
      /** Row and column of each weight of the sample. */
      readonly at: readonly (readonly [number, number])[];
      readonly weights: readonly number[];
    }[];
  };
}

export function againstNumpy(data: string): Section {
  const { least, cases } = readGolden<Golden>('ease').real;
  const { user, item, value } = ratings(data);
  const rated = { user, item, value: value!.map((v) => v / 2) }; // they come doubled
  const films = Interactions.from(rated, { user: 'user', item: 'item', value: 'value' }).filter({ minPerItem: least });
  const lines = cases.flatMap(({ values, l2, largest, sum, at, weights }) =>
    (['f64', 'f32'] as const).map((precision) => {
      const model = new EASE({ l2, precision }).fit(values === 'binary' ? films.weight('binary') : films);
      const n = model.items.size;
      const errors = at.map(([h, j], p) => Math.abs(model.weights[h * n + j] - weights[p]) / largest);
      const total = Float64Array.from(model.weights).reduce((a, w) => a + w, 0);
      return [`${values}, l2 = ${l2}, ${precision}: ${n} items`, signed(Math.max(...errors)), signed(total / sum - 1)];
    }),
  );
  return {
    title: 'EASE on ml-latest-small: numpy',
    head: ['', 'largest error / largest weight, of a sample', 'sum / numpy - 1'],
    lines,
  };
}
