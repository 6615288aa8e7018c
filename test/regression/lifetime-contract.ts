// What BG/NBD and Gamma-Gamma have in common: one suite.
import { describe, expect, test } from 'vitest';
import type { ModelClass } from '../../src/data/nested-model.js';
import { load, Table, type LongWork } from '../../src/index.js';
import type { LifetimeModel } from '../../src/regression/lifetime-model.js';
import { LIFETIME, type LifetimeOptions } from '../../src/regression/lifetime-fit.js';
import type { Curve } from '../../src/regression/lifetime-newton.js';
import { checkConstraints } from '../estimators/contract.js';
import { lifetimeGolden } from '../golden/lifetime.js';
import { expectDamageRefused, expectSameBytes, misaligned, thrown } from '../support/files.js';
import { shuffled } from '../support/random.js';

interface Subject<M> {
  readonly make: (options?: LifetimeOptions) => {
    fit(summary: Table, work?: LongWork): M;
    fitAsync(summary: Table, work?: LongWork): Promise<M>;
  };
  readonly Model: ModelClass<M>;
  readonly apply: (model: M, summary: Table) => Float64Array;
  readonly curve: (summary: Table, penalizer: number) => (logs: Float64Array) => Curve;
  /** A point to look at the slopes. */
  readonly at: readonly number[];
}

const { frequency, recency, age, monetary } = lifetimeGolden.simulated;
export const simulated = Table.from({ frequency, recency, age, monetary });

export function checkLifetimeEstimator<M extends LifetimeModel<string>>(name: string, { make, Model, apply, curve, at }: Subject<M>): void {
  const model = make().fit(simulated);

  describe(name, () => {
    checkConstraints(make as never, {}, LIFETIME as never);

    test('has the slopes and curvatures of finite differences, penalized too', () => {
      for (const penalizer of [0, 0.02]) {
        const of = curve(simulated, penalizer);
        const here = of(Float64Array.from(at));
        at.forEach((_, i) => {
          const [up, down] = [1e-5, -1e-5].map((h) => of(Float64Array.from(at, (v, j) => v + (i === j ? h : 0))));
          expect(Math.abs((up.value - down.value) / 2e-5 - here.gradient[i]), `slope ${i}`).toBeLessThan(1e-8);
          at.forEach((__, j) =>
            expect(
              Math.abs((up.gradient[j] - down.gradient[j]) / 2e-5 - here.hessian[i * at.length + j]),
              `curvature ${i} ${j}`,
            ).toBeLessThan(1e-8),
          );
        });
      }
    });

    test('ends where there is no slope, and says so', () => {
      expect([model.converged, model.warnings]).toEqual([true, []]);
      const logs = Float64Array.from(Object.values(model.parameters), Math.log);
      for (const slope of curve(simulated, 0)(logs).gradient) expect(Math.abs(slope)).toBeLessThan(1e-9);
      const short = make({ maxIter: 1 }).fit(simulated);
      expect([short.converged, short.nIter, short.standardErrors]).toEqual([false, 1, null]);
      expect(short.warnings[0]).toContain('had not converged after 1 steps');
      expect(Number.isNaN(short.summary().toMatrix(['value']).data[0])).toBe(false);
      expect(short.summary().row(0)).toMatchObject({ standardError: null, low: null, high: null });
    });

    test('tells how sure the parameters are', () => {
      const table = model.summary();
      expect(table.columns).toEqual(['parameter', 'value', 'standardError', 'low', 'high']);
      for (let row = 0; row < table.nRows; row++) {
        const { parameter, value, standardError, low, high } = table.row(row) as Record<string, number> & { parameter: string };
        expect(value).toBe(model.parameters[parameter]);
        expect(standardError).toBe(model.standardErrors![parameter]);
        expect(Math.log(high / value)).toBeCloseTo((1.959963984540054 * standardError) / value, 10);
        expect(low * high).toBeCloseTo(value * value, 8);
      }
      expect(model.summary(0.5).toMatrix(['high']).data[0]).toBeLessThan(table.toMatrix(['high']).data[0]);
      for (const sure of [0, 1, NaN, '0.9']) expect(thrown(() => model.summary(sure as number)).code).toBe('invalid-option');
    });

    test('fits the same bytes whatever the order of the rows, sync and async', async () => {
      const bytes = model.toBytes();
      const rows = Array.from({ length: simulated.nRows }, (_, i) => simulated.row(i));
      for (let seed = 0; seed < 3; seed++)
        expectSameBytes(
          make()
            .fit(Table.from(shuffled(rows, seed)))
            .toBytes(),
          bytes,
        );
      expectSameBytes((await make().fitAsync(simulated)).toBytes(), bytes);
    });

    test('saves and loads to the same bytes and answers, and refuses a damaged file', () => {
      const bytes = model.toBytes();
      for (const copy of [bytes, misaligned(bytes)]) {
        const loaded = Model.fromBytes(copy, []);
        expectSameBytes(loaded.toBytes(), bytes);
        expect(apply(loaded, simulated)).toEqual(apply(model, simulated));
        expect(loaded.summary().row(1)).toEqual(model.summary().row(1));
      }
      expect(load<unknown>(bytes, [Model])).toBeInstanceOf(Model);
      expectDamageRefused(make({ maxIter: 1 }).fit(simulated).toBytes(), (damaged) => Model.fromBytes(damaged, []));
    });

    test('says of a customer what it says among others, and nothing of none', () => {
      const together = apply(model, simulated);
      for (const row of [0, 9, 500]) expect(apply(model, Table.from([simulated.row(row)]))[0]).toBe(together[row]);
      expect(
        apply(
          model,
          simulated.filter(() => false),
        ),
      ).toHaveLength(0);
    });

    test('stops when told to', () => {
      const stop = new AbortController();
      expect(thrown(() => make().fit(simulated, { signal: stop.signal, onProgress: () => stop.abort() })).code).toBe('cancelled');
    });

    test('comes to an end whatever the units and the tolerance, with numbers', () => {
      const scaled = (by: number) =>
        Table.from({ frequency, recency: recency.map((v) => v * by), age: age.map((v) => v * by), monetary: monetary.map((v) => v * by) });
      for (const by of [1e-200, 1e-12, 1e12, 1e200]) {
        const model = make().fit(scaled(by));
        expect(model.converged, String(by)).toBe(by > 1e-100 && by < 1e100);
        const plain = make().fit(simulated).parameters as Record<string, number>;
        for (const [parameter, value] of Object.entries<number>(model.parameters)) {
          const unit = parameter === 'alpha' || parameter === 'v' ? by : 1;
          expect(value > 0 && value < Infinity).toBe(true);
          // beyond, squares leave the range of numbers, and it says that it has not converged
          if (model.converged) expect(value / unit / plain[parameter], `${parameter} in units of ${by}`).toBeCloseTo(1, 6);
        }
      }
      const alike = Table.from({ frequency: [3, 3], recency: [30, 30], age: [40, 40], monetary: [20, 20] });
      for (const of of [alike, simulated]) {
        const model = make({ tol: 0, maxIter: 1000 }).fit(of);
        expect(Object.values<number>(model.parameters).every((v) => v > 0 && v < Infinity)).toBe(true);
        expect(model.nIter).toBeLessThanOrEqual(1000);
      }
    });

    test('refuses what is no summary', () => {
      expect(thrown(() => make().fit([[1, 2]] as never)).message).toContain('"summary" must be a Table');
      expect(thrown(() => make().fit(Table.from({ recency: [1], age: [2], monetary: [3] }))).code).toBe('unknown-column');
      const cell = (change: object) => thrown(() => make().fit(Table.from([{ ...simulated.row(0) }, { ...simulated.row(3), ...change }])));
      for (const wrong of [-1, 0.5, NaN, Infinity])
        expect(cell({ frequency: wrong }).message).toMatch(/row 2 of "frequency" must be a whole number/);
    });

    test('refuses customers of one purchase only: nothing tells how they go on', () => {
      const once = Table.from({ frequency: [0, 0], recency: [0, 0], age: [10, 20], monetary: [NaN, NaN] });
      expect(thrown(() => make().fit(once)).message).toContain('some customers must have bought again');
      expect(thrown(() => make().fit(once)).code).toBe('invalid-data');
    });
  });
}
