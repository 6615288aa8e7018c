/**
 * How well the next days of customers are foretold: propensity and churn on the last horizon, which they have not seen, against who bought last, who buys most often and chance.
 * `tsx bench/propensity.ts [--data FOLDER]`. In brackets the 95 % bootstrap interval.
 * @module
 */
import { churn, orderFeatures, propensity, type Outcomes, type Table } from 'kindred';
import { expectedCalibrationError, liftByDecile, rocAuc } from 'kindred/evaluation';
import { cleanOrders, exampleShop, ordersReader } from 'kindred/io';
import { missing, retailOrders } from './data.ts';
import { readOptions } from './options.ts';
import { table } from './print.ts';

const HEAD = [
  '',
  'customers',
  'base rate',
  'AUC',
  'by recency',
  'by frequency',
  'top-decile lift',
  'by recency',
  'by frequency',
  'log loss',
  'of base rate',
  'Brier',
  'calibration error',
  's',
];

function line(name: string, orders: Table, job: () => Outcomes, sign: 1 | -1): string[] {
  const start = performance.now();
  const { evaluation } = job();
  const seconds = (performance.now() - start) / 1000;
  const { customers, naive, rocAuc: auc, liftByDecile: deciles, from } = evaluation;
  const y = customers.column('outcome', 'boolean');
  const asked = new Set(idsOf(customers));
  const features = orderFeatures(orders, { asOf: from });
  const often = features
    .filter(idsOf(features).map((id) => asked.has(id)))
    .column('frequency', 'number')
    .values.map((v) => sign * v);
  return [
    name,
    String(evaluation.nCustomers),
    evaluation.baseRate.toFixed(3),
    `${auc.value.toFixed(3)} (${auc.low.toFixed(3)} to ${auc.high.toFixed(3)})`,
    naive.rocAuc.toFixed(3),
    rocAuc(y, often).toFixed(3),
    deciles[0]!.lift.toFixed(2),
    naive.liftByDecile[0]!.lift.toFixed(2),
    liftByDecile(y, often)[0]!.lift.toFixed(2),
    evaluation.logLoss.toFixed(3),
    evaluation.logLossOfBaseRate.toFixed(3),
    evaluation.brier.toFixed(3),
    expectedCalibrationError(y, customers.column('probability', 'number').values).toFixed(3),
    seconds.toFixed(1),
  ];
}

const idsOf = (rows: Table): string[] => {
  const { codes, categories } = rows.column('customer', 'category');
  return Array.from(codes, (code) => categories[code]!);
};

function report(name: string, orders: Table): void {
  const lines = [30, 60, 90].map((horizonDays) =>
    line(`orders in ${horizonDays} days`, orders, () => propensity(orders, { horizonDays, item: 'item' }), 1),
  );
  lines.push(
    ...[60, 90].map((horizonDays) => line(`leaves, ${horizonDays} days`, orders, () => churn(orders, { horizonDays, item: 'item' }), -1)),
  );
  console.log(`${name}\n${table([HEAD, ...lines])}\n`);
}

const { data } = readOptions();
const why = missing(data, 'online-retail');
if (why) console.log(`online-retail: left out, ${why}\n`);
else report('online-retail', retailOrders(data));

const reader = ordersReader();
reader.push(exampleShop().orders);
report('example shop', cleanOrders(reader.end()).orders);
