// EASE against numpy on small data that lie beside the weights (test/golden/ease.py).
import { expect, test } from 'vitest';
import { EASE, Interactions } from '../src/index.js';
import { easeError, readEase } from './golden/ease.js';

test.each(
  readEase().small.flatMap((one) => [{ ...one, precision: 'f64', room: 1e-9 } as const, { ...one, precision: 'f32', room: 1e-4 } as const]),
)('weights in $precision, l2 = $l2', ({ X, l2, weights, precision, room }) => {
  const rows = X.flatMap((values, user) => values.flatMap((value, item) => (value === 0 ? [] : [{ user, item, value }])));
  const model = new EASE({ l2, precision }).fit(Interactions.from(rows, { user: 'user', item: 'item', value: 'value' }));
  expect(easeError(model.weights, weights)).toBeLessThan(room);
});
