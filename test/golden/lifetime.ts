// Purchase summaries, BG/NBD, Gamma-Gamma and lifetime value beside lifetimes' (test/golden/lifetime.py): how far apart they are.
import type * as kindred from '../../src/index.js';
import type { Table } from '../../src/index.js';
import { largestError } from './errors.js';
import { readGolden } from './read.js';

interface Described {
  sum: number;
  /** Every 25th customer, in id order. */
  sampled: number[];
}
interface Estimated<N extends string> {
  parameters: Record<N, number>;
  standardErrors: Record<N, number>;
  logLikelihood: number;
}
interface Fit {
  penalizers: [bgnbd: number, gammaGamma: number];
  bgnbd: Estimated<'r' | 'alpha' | 'a' | 'b'>;
  gammaGamma: Estimated<'p' | 'q' | 'v'>;
  alive: Described;
  /** Up to each of `days`. */
  expected: Described[];
  expectedOfNew: number[];
  expectedValue: Described;
  lifetimeValue: Described;
}
type Figures<T> = Record<'frequency' | 'recency' | 'age' | 'monetary', T>;

export const lifetimeGolden = readGolden<{
  every: number;
  days: number[];
  asOf: string;
  retail: { customers: number; buyers: number; fits: Fit[] } & Figures<Described>;
  simulated: { fits: Fit[] } & Figures<number[]>;
}>('lifetime');

/** The largest error of a list, and of its sum. */
export function described(values: ArrayLike<number>, { sum, sampled }: Described): number {
  const list = Array.from(values);
  const every = list.filter((_, i) => i % lifetimeGolden.every === 0);
  const total = list.reduce((a, b) => a + b, 0);
  return largestError([total, ...every], [sum, ...sampled]);
}

const relative = (got: object, want: Record<string, number>) =>
  Math.max(...Object.entries(want).map(([name, v]) => Math.abs((got as Record<string, number>)[name] - v) / Math.abs(v)));

type Kindred = Pick<typeof kindred, 'BGNBD' | 'GammaGamma' | 'lifetimeValue'>;

/** The largest relative error of each kind. */
export function lifetimeErrors({ BGNBD, GammaGamma, lifetimeValue }: Kindred, summary: Table, fit: Fit): Record<string, number> {
  const bgnbd = new BGNBD({ penalizer: fit.penalizers[0] }).fit(summary);
  const gammaGamma = new GammaGamma({ penalizer: fit.penalizers[1] }).fit(summary);
  const { customers } = lifetimeValue(bgnbd, gammaGamma, summary, { months: 12, discountRate: 0.01 });
  const { days } = lifetimeGolden;
  return {
    'BG/NBD parameters': relative(bgnbd.parameters, fit.bgnbd.parameters),
    'BG/NBD standard errors': relative(bgnbd.standardErrors!, fit.bgnbd.standardErrors),
    'BG/NBD log-likelihood': largestError([bgnbd.logLikelihood], [fit.bgnbd.logLikelihood]),
    'Gamma-Gamma parameters': relative(gammaGamma.parameters, fit.gammaGamma.parameters),
    'Gamma-Gamma standard errors': relative(gammaGamma.standardErrors!, fit.gammaGamma.standardErrors),
    'Gamma-Gamma log-likelihood': largestError([gammaGamma.logLikelihood], [fit.gammaGamma.logLikelihood]),
    'probability alive': described(bgnbd.probabilityAlive(summary), fit.alive),
    'expected purchases': Math.max(...days.map((d, i) => described(bgnbd.expectedPurchases(summary, { days: d }), fit.expected[i]))),
    'expected purchases of new customers': largestError(
      days.map((d) => bgnbd.expectedPurchasesOfNew(d)),
      fit.expectedOfNew,
    ),
    'expected value': described(gammaGamma.expectedValue(summary), fit.expectedValue),
    'lifetime value': described(customers.column('lifetimeValue', 'number').values, fit.lifetimeValue),
  };
}
