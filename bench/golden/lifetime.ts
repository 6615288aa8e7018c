/**
 * Purchase summaries, BG/NBD, Gamma-Gamma and lifetime value against lifetimes': test/golden/lifetime.ts.
 * @module
 */
import * as kindred from 'kindred';
import { lifetimeErrors, lifetimeGolden } from '../../test/golden/lifetime.ts';
import { retailOrders } from '../data.ts';
import { signed, type Section } from './section.ts';

export function againstLifetimes(data: string): Section {
  const { retail, simulated, asOf } = lifetimeGolden;
  const named = { customer: 'customer', order: 'order', time: 'time', amount: 'amount', asOf };
  const { frequency, recency, age, monetary } = simulated;
  const found = [
    ...retail.fits.map((fit) => ['online-retail', fit, kindred.purchaseSummary(retailOrders(data), named)] as const),
    ...simulated.fits.map((fit) => ['simulated', fit, kindred.Table.from({ frequency, recency, age, monetary })] as const),
  ].map(([name, fit, summary]) => ({
    name: `${name}, penalizers ${fit.penalizers.join(' and ')}`,
    errors: lifetimeErrors(kindred, summary, fit),
  }));
  return {
    title: 'BG/NBD, Gamma-Gamma and lifetime value, largest relative difference: lifetimes, its likelihood followed to the top',
    head: ['', ...found.map(({ name }) => name)],
    lines: Object.keys(found[0].errors).map((what) => [what, ...found.map(({ errors }) => signed(errors[what]))]),
  };
}
