// EASE against numpy on small data that lie beside the weights (test/golden/ease.py).
import { expect, test } from 'vitest';
import { EASE, Interactions } from '../../src/index.js';
import { errorOf, PRECISIONS, ROOM, small } from '../golden/ease.js';

test.each(small.flatMap((one) => PRECISIONS.map((precision) => ({ ...one, precision }))))(
  'weights in $precision, l2 = $l2',
  ({ X, l2, weights, precision }) => {
    const rows = X.flatMap((values, user) => values.flatMap((value, item) => (value === 0 ? [] : [{ user, item, value }])));
    const model = new EASE({ l2, precision }).fit(Interactions.from(rows, { user: 'user', item: 'item', value: 'value' }));
    expect(errorOf(model.weights, weights)).toBeLessThan(ROOM[precision]);
  },
);
