/**
 * What the models of purchases share: positive parameters found by maximum likelihood, how sure they are, and how sure that makes a prediction. Intervals are of
 * the delta method on a scale where every value makes sense (the logarithm of what is above 0, the log-odds of a share).
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { number, type Constraint } from '../check.js';
import { requireThat, writeModelFile, type ModelFile } from '../data/model-file.js';
import { Table } from '../data/table.js';
import { normalQuantile } from '../preprocessing/normal.js';
import { checkOptions } from '../check.js';

/** What a fit found besides the parameters. */
export interface LifetimeFit {
  /** The logarithm of the likelihood of all customers, without the penalty. */
  readonly logLikelihood: number;
  readonly nIter: number;
  readonly converged: boolean;
  /** The parameters that the data do not tell. */
  readonly undetermined: readonly string[];
  readonly warnings: readonly string[];
  /** How many customers it learned from. */
  readonly nCustomers: number;
}

/** The share of samples whose interval holds the value. */
export const level: Constraint<number> = {
  ...number(0.95, 0, 1),
  expected: 'a number above 0 and below 1',
  accepts: (v) => typeof v === 'number' && v > 0 && v < 1,
  invalid: [0, 1, 95, NaN, '0.95', null],
};

/** See the module. */
export abstract class LifetimeModel<N extends string> {
  /** @internal */
  constructor(
    private readonly type: string,
    /** Their names, in the order of `values`. */
    private readonly names: readonly N[],
    /** @internal One a parameter. */
    readonly values: Float64Array,
    /** @internal Covariance of the logarithms of the parameters, row by row, 0 for those that the data do not tell; empty where the search did not end. */
    readonly covariance: Float64Array,
    private readonly found: LifetimeFit,
  ) {}

  get parameters(): Readonly<Record<N, number>> {
    return this.named(this.values);
  }

  /**
   * By the curvature of the likelihood at its top (with a penalty: of the penalized one); NaN for a parameter that the data do not tell, null where the search did not reach the top.
   */
  get standardErrors(): Readonly<Record<N, number>> | null {
    const n = this.values.length;
    if (this.covariance.length === 0) return null;
    return this.named(this.values.map((v, i) => (this.isTold(i) ? v * Math.sqrt(this.covariance[i * n + i]) : NaN)));
  }

  /** The logarithm of the likelihood of all customers, without the penalty. */
  get logLikelihood(): number {
    return this.found.logLikelihood;
  }

  get nIter(): number {
    return this.found.nIter;
  }

  /** Is this the top of the likelihood, and do the data tell every parameter? `warnings` say why not. */
  get converged(): boolean {
    return this.found.converged;
  }

  /** What a reader of the result should know, in sentences. */
  get warnings(): readonly string[] {
    return this.found.warnings;
  }

  /** How many customers it learned from. */
  get nCustomers(): number {
    return this.found.nCustomers;
  }

  /**
   * One row a parameter: `parameter`, `value`, `standardError`, `low`, `high`; the last three missing where the data do not tell it. The interval is that of the logarithm, so
   * that it stays above 0.
   * @param sure - the share of samples whose interval holds the parameter. Default 0.95
   * @throws KindredError `invalid-option`
   */
  summary(sure = 0.95): Table {
    const intervals = this.intervals((values) => values.map(log), sure);
    const errors = this.standardErrors as Record<string, number> | null;
    return Table.from({
      parameter: [...this.names],
      value: this.values.slice(),
      standardError: Float64Array.from(this.names, (name) => errors?.[name] ?? NaN),
      low: intervals.low.map((v, i) => (this.isTold(i) ? exp(v) : NaN)),
      high: intervals.high.map((v, i) => (this.isTold(i) ? exp(v) : NaN)),
    });
  }

  /** The model as a safetensors file: parameters and their covariance. */
  toBytes(): Uint8Array {
    const { type, values, covariance } = this;
    return writeModelFile({ type, settings: { ...this.found }, tensors: { parameters: values, covariance } });
  }

  /**
   * Intervals of predictions by the delta method, slopes by central differences (step 1e-4 of a parameter's logarithm: an error of some 1e-8).
   * @param of - predictions by the parameters, on the scale of the interval
   * @internal
   */
  intervals(of: (values: Float64Array) => Float64Array, sure: number): { low: Float64Array; high: Float64Array } {
    const { level: share } = checkOptions<{ level: number }>('the interval', { level }, { level: sure });
    const z = normalQuantile((1 + share) / 2);
    const middle = of(this.values);
    const half = this.errors(of, middle.length).map((error) => z * error);
    return { low: middle.map((v, i) => v - half[i]), high: middle.map((v, i) => v + half[i]) };
  }

  /** Standard errors of predictions: see `intervals`. Parameters that the data do not tell are taken as they are; NaN where the search did not end. @internal */
  errors(of: (values: Float64Array) => Float64Array, size: number): Float64Array {
    const n = this.values.length;
    if (this.covariance.length === 0) return new Float64Array(size).fill(NaN);
    const slopes = Array.from(this.values, (_, p) => {
      const moved = (by: number) => of(this.values.map((v, i) => (i === p ? v * exp(by) : v)));
      const [up, down] = [moved(STEP), moved(-STEP)];
      return up.map((v, i) => (v === down[i] ? 0 : (v - down[i]) / (2 * STEP)));
    });
    return Float64Array.from({ length: size }, (_, i) => {
      let variance = 0;
      for (let p = 0; p < n; p++) for (let q = 0; q < n; q++) variance += slopes[p][i] * slopes[q][i] * this.covariance[p * n + q];
      return Math.sqrt(Math.max(0, variance));
    });
  }

  private isTold(i: number): boolean {
    return !this.found.undetermined.includes(this.names[i]);
  }

  private named(values: Float64Array): Record<N, number> {
    return Object.fromEntries(this.names.map((name, i) => [name, values[i]])) as Record<N, number>;
  }
}

const STEP = 1e-4;

/** What a file of `toBytes` holds. @throws KindredError `file-corrupt` */
export function lifetimeFile(
  { settings, tensors }: ModelFile,
  n: number,
): { values: Float64Array; covariance: Float64Array; found: LifetimeFit } {
  const { parameters: values, covariance } = tensors;
  requireThat(
    values instanceof Float64Array && values.length === n && values.every((v) => v > 0 && v < Infinity),
    'it lacks its parameters',
  );
  requireThat(
    covariance instanceof Float64Array && [0, n * n].includes(covariance.length) && covariance.every(Number.isFinite),
    'it lacks the covariance of its parameters',
  );
  const found = settings as unknown as LifetimeFit;
  const { logLikelihood, nIter, converged, undetermined, warnings, nCustomers } = found;
  requireThat(
    [logLikelihood, nIter, nCustomers].every(Number.isFinite) &&
      typeof converged === 'boolean' &&
      [warnings, undetermined].every((list) => Array.isArray(list) && list.every((text) => typeof text === 'string')),
    'it lacks its figures',
  );
  return { values: values as Float64Array, covariance: covariance as Float64Array, found };
}
