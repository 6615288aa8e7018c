// What regression.json says, and the small data that lie in it.
import { Table } from '../../src/index.js';
import { readGolden } from './read';

export interface GoldenFit {
  coefficients: number[];
  intercept: number[];
  probabilities: number[];
  logLoss: number;
}
/** The constant is the last number of each. */
export interface GoldenErrors {
  coefficients: number[];
  standardErrors: number[];
  pValues: number[];
  /** Low and high, one pair a coefficient. */
  intervals: number[];
}
type Linear = Pick<GoldenFit, 'coefficients' | 'intercept'>;
type SmallFits = 'logistic' | 'ridge' | 'noDrop' | 'weighted' | 'classWeight' | 'balanced' | 'multinomial' | 'multinomialScaled' | 'lasso' | 'elasticNet' | 'multinomialLasso'; // prettier-ignore

interface Golden {
  small: Record<SmallFits, GoldenFit> &
    Record<'errors' | 'weightedErrors' | 'multinomialErrors', GoldenErrors> & {
      data: Record<'visits' | 'spend' | 'rate' | 'bought' | 'amount' | 'weights', number[]> & Record<'plan' | 'choice', string[]>;
      linear: Record<'plain' | 'ridge' | 'lasso' | 'elasticNet' | 'weighted', Linear> & Record<'errors' | 'weightedErrors', GoldenErrors>;
    };
  bank: Record<
    'duration' | 'noDuration',
    { features: string[]; newton: GoldenFit; scaled: GoldenFit; noDrop: GoldenFit; errors: GoldenErrors }
  > & {
    linear: Linear & { ridge: Linear; errors: GoldenErrors };
    contact: GoldenFit;
  };
  telco: { features: string[]; lasso: (GoldenFit & { C: number })[] } & Record<'newton' | 'scaled' | 'balanced' | 'weighted', GoldenFit>;
}

export const REGRESSION = readGolden<Golden>('regression');

const { data } = REGRESSION.small;
/** Rows of which `errors` of scikit-learn's own are kept. */
export const SMALL = {
  X: Table.from({ visits: data.visits, spend: data.spend, plan: data.plan, rate: data.rate }),
  ...data,
};

/** Numbers standardised as scikit-learn does, categories as they are. */
export function scaled(table: Table): Table {
  return Table.of(
    table.columns.map((name) => {
      const column = table.column(name);
      if (column.kind !== 'number') return [name, column] as const;
      const { values } = column;
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
      return [name, { kind: 'number', values: values.map((v) => (v - mean) / deviation) }] as const;
    }),
  );
}
