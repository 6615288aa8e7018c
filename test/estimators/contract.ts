// The contract of every estimator over matrices, after scikit-learn's check_estimator: one suite, each estimator a few lines.
import { describe, expect, test } from 'vitest';
import type { Constraint } from '../../src/check.js';
import type { ModelClass } from '../../src/data/nested-model.js';
import { Matrix, load, type LongWork } from '../../src/index.js';
import { workers } from '../../src/worker/index.js';
import { expectDamageRefused, expectSameBytes, misaligned, thrown } from '../support/files.js';
import { blobs } from '../support/random.js';

interface Model {
  toBytes(): Uint8Array;
}
interface Estimator<M> {
  readonly options: object;
  fit(X: Matrix, work?: LongWork): M;
  fitAsync(X: Matrix, work?: LongWork): Promise<M>;
}

export interface Subject<O extends object, M extends Model> {
  readonly make: (options: O) => Estimator<M>;
  /** Options that fit small data. */
  readonly options: O;
  readonly constraints: Readonly<Record<string, Constraint<never>>>;
  readonly Model: ModelClass<M>;
  /** Those of the models inside its model. */
  readonly classes?: readonly ModelClass[];
  /** What a model says of rows. */
  readonly apply: (model: M, X: Matrix) => ArrayLike<number>;
}

/** Every value that a constraint calls invalid is refused, by name. */
export function checkConstraints<O extends object>(
  make: (options: O) => unknown,
  options: O,
  constraints: Readonly<Record<string, Constraint<never>>>,
): void {
  for (const [option, constraint] of Object.entries(constraints)) {
    test.each(constraint.invalid.map((v) => [v]))(`refuses ${option} %j`, (value) => {
      const error = thrown(() => make({ ...options, [option]: value }));
      expect(error.code).toBe('invalid-option');
      expect(error.message).toContain(`"${option}" must be ${constraint.expected}`);
    });
  }
}

export function checkEstimator<O extends object, M extends Model>(
  name: string,
  { make, options, constraints, Model, classes = [], apply }: Subject<O, M>,
): void {
  const X = Matrix.from(blobs(40, 3, 4), { columns: ['a', 'b', 'c'] });
  const fit = (data = X) => make(options).fit(data);

  describe(name, () => {
    checkConstraints(make, options, constraints);

    test('names the near miss of an unknown option', () => {
      const error = thrown(() => make({ ...options, sede: 1 }));
      expect(error.code).toBe('unknown-option');
      if ('seed' in constraints) expect(error.message).toContain('did you mean "seed"');
    });

    test('fits twice to the same bytes and leaves options and data alone', () => {
      const estimator = make(options);
      const before = { options: { ...estimator.options }, data: X.data.slice() };
      expectSameBytes(estimator.fit(X).toBytes(), estimator.fit(X).toBytes());
      expect(estimator.options).toEqual(before.options);
      expect(Object.isFrozen(estimator.options)).toBe(true);
      expect(X.data).toEqual(before.data);
    });

    test('fits the same asynchronously, also two at a time', async () => {
      const [a, b] = await Promise.all([make(options).fitAsync(X), make(options).fitAsync(X)]);
      expectSameBytes(a.toBytes(), fit().toBytes());
      expectSameBytes(b.toBytes(), fit().toBytes());
    });

    test('fits the same in threads, and refuses them where it does not wait', async () => {
      const threads = await workers(2);
      const model = await make(options).fitAsync(X, { workers: threads });
      await threads.close();
      expectSameBytes(model.toBytes(), fit().toBytes());
      expect(threads.status.where).toBe('threads');
      expect(thrown(() => make(options).fit(X, { workers: threads })).code).toBe('invalid-option');
    });

    test('reports progress, and a fit inside a report disturbs nothing', () => {
      const expected = fit().toBytes();
      let reports = 0;
      const model = make(options).fit(X, {
        onProgress({ done, total, stage }) {
          reports++;
          expect(done).toBeLessThanOrEqual(total);
          expect(stage).not.toBe('');
          if (reports === 1) expectSameBytes(fit().toBytes(), expected);
        },
      });
      expect(reports).toBeGreaterThan(0);
      expectSameBytes(model.toBytes(), expected);
    });

    test('stops when told to, and fits afterwards', async () => {
      const stop = new AbortController();
      const work = { signal: stop.signal, onProgress: () => stop.abort('enough') };
      expect(thrown(() => make(options).fit(X, work)).code).toBe('cancelled');
      await expect(make(options).fitAsync(X, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
      const boom = new Error('from the caller');
      expect(() =>
        make(options).fit(X, {
          onProgress() {
            throw boom;
          },
        }),
      ).toThrow(boom);
      expectSameBytes(fit().toBytes(), make(options).fit(X).toBytes());
    });

    test('saves and loads to the same bytes and answers', () => {
      const model = fit();
      const bytes = model.toBytes();
      for (const copy of [bytes, misaligned(bytes)]) {
        const loaded = Model.fromBytes(copy, classes);
        expectSameBytes(loaded.toBytes(), bytes);
        expect(Array.from(apply(loaded, X))).toEqual(Array.from(apply(model, X)));
      }
      expect(load<unknown>(bytes, [Model, ...classes])).toBeInstanceOf(Model);
      expect(thrown(() => load(bytes, [])).code).toBe('unsupported');
    });

    test('refuses a damaged file: cut anywhere, any bit flipped', () => {
      const small = make(options).fit(Matrix.from(blobs(8, 2, 4)));
      expectDamageRefused(small.toBytes(), (bytes) => Model.fromBytes(bytes, classes));
    });

    test('says of a row what it says of it among others', () => {
      const model = fit();
      const together = apply(model, X);
      const width = together.length / X.nRows;
      for (const i of [0, 7, 39]) {
        expect(Array.from(apply(model, Matrix.from([Array.from(X.row(i))])))).toEqual(
          Array.from(together).slice(i * width, (i + 1) * width),
        );
      }
      expect(apply(model, Matrix.from(new Float64Array(0), 3))).toHaveLength(0);
    });

    test('fits one column, constant columns, f32 data and large numbers', () => {
      for (const rows of [blobs(20, 1, 4), blobs(20, 3, 4).map(([a, b]) => [a, 5, b]), Array.from({ length: 20 }, () => [1, 1, 1])]) {
        expect(Array.from(apply(fit(Matrix.from(rows)), Matrix.from(rows))).every(Number.isFinite)).toBe(true);
      }
      const f32 = Matrix.from(Float32Array.from(X.data), 3);
      expect(apply(fit(f32), f32).length).toBe(apply(fit(), X).length);
      const large = Matrix.from(
        X.data.map((v) => v * 1e100),
        3,
      );
      expect(Array.from(apply(fit(large), large)).every(Number.isFinite)).toBe(true);
    });

    test('refuses no rows, no matrix and another number of columns', () => {
      expect(thrown(() => fit(Matrix.from([], { columns: ['a'] }))).code).toBe('invalid-data');
      expect(thrown(() => fit([[1, 2]] as unknown as Matrix)).message).toMatch(/^"X" must be a Matrix( or a Table)?, got an array of 1$/);
      expect(thrown(() => apply(fit(), Matrix.from([[1, 2]]))).message).toContain('must have 3 columns');
    });
  });
}
