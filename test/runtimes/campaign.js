/**
 * Who is left alone, how large a campaign must be, and whether its arms are as drawn.
 * @module
 */
import { generator, nameOf } from './data.js';

export function* campaignCases(_kindred, campaign) {
  const { holdout, holdoutNumber, holdoutSql, minimumDetectableEffect, power, sampleRatioCheck, sampleSize } = campaign;
  const people = Array.from({ length: 500 }, (_, i) => (i % 2 ? i * 7919 : `${nameOf(i)} ü${i} 😀`));

  yield ['numbers of a holdout', () => people.map((id) => holdoutNumber('Frühling 2026', id))];
  yield [
    'arms of a holdout',
    () => {
      const next = generator(7);
      const strata = people.map(() => ['at', 'de', 'ch', null][next(4)]);
      const options = { salt: 'spring', share: 0.13 };
      const before = holdout(people.slice(0, 300), options);
      const previous = before.arms.map((arm, i) => [people[i], arm]);
      return [before, holdout(people, { ...options, strata }), holdout(people, { salt: 'autumn', share: 0.3, strata, previous })];
    },
  ];
  yield [
    'SQL of a holdout',
    () =>
      ['duckdb', 'spark', 'bigquery'].flatMap((dialect) =>
        ['spring', "it's ü\\"].map((salt) => holdoutSql(dialect, { salt, share: 0.1, id: 'a"b`c\\', table: ['shop', 'people'] })),
      ),
  ];
  yield [
    'power, sizes and the check of the arms',
    () => {
      const plans = [
        { baseline: 0.02, holdout: 0.1 },
        { baseline: 0.3, holdout: 0.5, alpha: 0.01 },
        { baseline: 12.5, standardDeviation: 40, holdout: 0.2 },
      ];
      return [
        plans.map((plan) => [
          sampleSize({ ...plan, relativeEffect: 0.1, power: 0.9 }),
          power({ ...plan, relativeEffect: -0.05, nPeople: 20000 }),
        ]),
        plans.map((plan) => minimumDetectableEffect({ ...plan, nPeople: 20000 })),
        [2000, 2100, 2200, 3000].map((n) => sampleRatioCheck({ treatment: 20000 - n, control: n }, { treatment: 0.9, control: 0.1 })),
        sampleRatioCheck([10, 20, 30, 41], [0.1, 0.2, 0.3, 0.4]),
      ];
    },
  ];
}
