/**
 * What a campaign brought: few and many people, skewed amounts, what was before, segments, looks, and outcomes out of order lines.
 * @module
 */
import { generator, nameOf } from './data.js';

export function* liftCases({ Table }, campaign) {
  const { adjustPValues, lift, liftSequence, outcomesOf } = campaign;
  const drawn = (seed, n, share) => {
    const below = generator(seed);
    return {
      people: Table.from(
        Array.from({ length: n }, (_, i) => ({
          person: `${nameOf(i)}@Shop.example`,
          arm: below(100) < share ? 'treatment' : 'control',
          segment: nameOf(below(5)),
        })),
      ),
    };
  };
  const done = (seed, { people }) => {
    const below = generator(seed);
    const rows = Array.from({ length: people.nRows }, (_, i) => {
      const { person, arm } = people.row(i);
      const before = below(3) === 0 ? below(9999) / 100 : 0;
      const converted = below(100) < 10 + (before > 0 ? 20 : 0) + (arm === 'treatment' ? 6 : 0);
      return {
        person: ` ${person.toUpperCase()}`,
        converted,
        revenue: converted ? before / 3 + below(30000) / 100 : 0,
        before,
        visits: below(7),
      };
    });
    return Table.from(rows);
  };

  yield ['lift of few', () => [3, 12, 40].map((n) => lift(drawn(1, n, 50), done(2, drawn(1, n, 50)), { level: 0.9 }))];
  yield [
    'lift, CUPED and segments',
    () => lift(drawn(3, 3000, 80), done(4, drawn(3, 3000, 80)), { before: ['before', 'visits'], currency: 'EUR' }),
  ];
  yield [
    'lift, looks',
    () => {
      const people = drawn(5, 2400, 50);
      const all = done(6, people);
      const looks = [100, 900, 1500, 2400].map((n) => all.filter(Array.from({ length: 2400 }, (_, i) => i < n)));
      const { reports, ...outcomes } = liftSequence(people, looks, { effect: 'constant', tightest: 4, correction: 'benjamini-hochberg' });
      return [reports, outcomes];
    },
  ];
  yield [
    'adjusted p-values',
    () => ['holm', 'bonferroni', 'benjamini-hochberg'].map((correction) => adjustPValues([0.01, 0.3, 0.02, 0.02, 1, 0], correction)),
  ];
  yield [
    'outcomes of orders',
    () => {
      const people = drawn(7, 60, 50);
      const below = generator(8);
      const orders = Table.from(
        Array.from({ length: 900 }, () => {
          const order = below(400);
          return {
            customer: `${nameOf(order % 80)}@shop.example`,
            order,
            time: new Date(1.77e12 + below(4e6) * 1000),
            amount: below(9999) / 100 - 9,
          };
        }),
      );
      const outcomes = outcomesOf(people, orders, { from: '2026-02-20', to: '2026-03-10T12:00', beforeDays: 14, timeZone: '+02:00' });
      return [outcomes.columns.map((name) => outcomes.column(name)), lift(people, outcomes)];
    },
  ];
}
