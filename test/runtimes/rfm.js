/**
 * Figures of customers out of orders with returns, and the segments by their scores.
 * @module
 */
import { generator } from './data.js';
import { sameBytes } from './same.js';

export function* rfmCases({ load, RfmSegmenter, RfmSegmenterModel, Table }, { rfm }) {
  const below = generator(21);
  const rows = Array.from({ length: 2000 }, () => ({
    customer: `c${Math.floor((below(400) * (1 + below(100))) / 100)}`,
    order: below(900),
    time: new Date(below(3e9) * 30 - 1e10),
    amount: (below(1e6) - 2e5) / 1000,
  }));
  const named = { customer: 'customer', order: 'order', time: 'time', amount: 'amount' };
  for (const returns of ['drop', 'net'])
    yield [
      `RfmSegmenter and rfm, returns: ${returns}`,
      () => {
        const customers = rfm(Table.from(rows), { ...named, returns });
        const figures = customers.columns.slice(1).map((name) => customers.column(name).values.map((v) => (Number.isNaN(v) ? -1 : v)));
        const bytes = new RfmSegmenter().fit(customers).toBytes();
        const loaded = load(bytes, [RfmSegmenterModel]);
        sameBytes(loaded.toBytes(), bytes, 'a loaded RfmSegmenterModel saves as');
        const [r, f, m] = ['r', 'f', 'm'].map((name) => loaded.transform(customers).column(name).values);
        const why = Array.from({ length: 10 }, (_, i) => loaded.explain([figures[0][i], figures[1][i], figures[2][i]]));
        return { figures, bytes, r, f, m, labels: loaded.predict(customers), why };
      },
    ];
}
