/**
 * What customers will buy and what they are worth: summaries of orders, BG/NBD, Gamma-Gamma, their predictions and intervals; who orders next and who leaves.
 * @module
 */
import { generator } from './data.js';
import { sameBytes } from './same.js';

export function* lifetimeCases({
  BGNBD,
  BGNBDModel,
  churn,
  explainLifetimeValue,
  GammaGamma,
  GammaGammaModel,
  lifetimeValue,
  load,
  propensity,
  purchaseSummary,
  Table,
}) {
  const below = generator(31);
  const rows = Array.from({ length: 3000 }, () => {
    const customer = Math.floor((below(500) * (1 + below(100))) / 100);
    // some have left
    const day = customer % 3 === 0 ? below(120) : below(400);
    return {
      customer,
      item: below(40),
      kind: `k${below(4)}`,
      order: below(1e6),
      time: new Date(1.7e12 + day * 864e5 + below(864e5)),
      amount: (1 + below(1e4) * ((customer % 7) + 1)) / 100,
    };
  });
  const named = { customer: 'customer', order: 'order', time: 'time', amount: 'amount' };
  for (const penalizer of [0, 0.01])
    yield [
      `BGNBD, GammaGamma and lifetimeValue, penalizer: ${penalizer}`,
      () => {
        const summary = purchaseSummary(Table.from(rows), named);
        const numbers = (table) => table.columns.map((name) => table.column(name).values.map((v) => (Number.isNaN(v) ? -1 : v)));
        const [bgnbd, gammaGamma] = [new BGNBD({ penalizer }).fit(summary), new GammaGamma({ penalizer: penalizer / 1000 }).fit(summary)];
        const files = [bgnbd, gammaGamma].map((model) => model.toBytes());
        const loaded = files.map((bytes) => load(bytes, [BGNBDModel, GammaGammaModel]));
        loaded.forEach((model, i) => sameBytes(model.toBytes(), files[i], 'a loaded model saves as'));
        const { customers, total } = lifetimeValue(...loaded, summary, { months: 6 });
        const customer = summary.row(17);
        return {
          summary: numbers(summary),
          files,
          purchases: numbers(loaded[0].predict(summary, { days: 30 })),
          values: numbers(loaded[1].predict(summary)),
          ofNew: loaded[0].expectedPurchasesOfNew(365),
          worth: numbers(customers),
          total,
          why: [loaded[0].explain(customer, { days: 90 }), loaded[1].explain(customer), explainLifetimeValue(...loaded, customer)],
        };
      },
    ];
  for (const [name, job] of Object.entries({ propensity, churn }))
    yield [
      `${name} of orders`,
      () => {
        const { model, scores, evaluation, importance, features } = job(Table.from(rows), {
          horizonDays: 60,
          item: 'item',
          category: 'kind',
        });
        const { from, until, customers, ...measured } = evaluation;
        return {
          bytes: model.toBytes(),
          scores: scores.column('probability').values,
          tested: customers.column('probability').values,
          measured,
          period: [from.getTime(), until.getTime()],
          importance,
          why: model.explain(features.row(3)).parts,
        };
      },
    ];
}
