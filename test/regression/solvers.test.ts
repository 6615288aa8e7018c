// The solvers against the textbook: finite differences, a naive loop of gradient descent, units of columns, minima.
import { describe, expect, test } from 'vitest';
import { LinearRegression, LogisticRegression, Matrix, type RegressionOptions } from '../../src/index.js';
import { Pipeline, StandardScaler } from '../../src/preprocessing/index.js';
import { drain } from '../../src/progress.js';
import { columnsOf, momentsOf } from '../../src/regression/columns.js';
import { openObjective } from '../../src/regression/objective.js';
import { SMALL, scaled } from '../golden/regression';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const Z = scaled(SMALL.X);
const n = Z.nRows;
const classes = [...new Set(SMALL.choice)].sort();

describe('slopes and curvature are those of finite differences', () => {
  const targets = {
    squared: { y: Float64Array.from(SMALL.amount, (v) => v / 50), k: 1 },
    logistic: { y: Float64Array.from(SMALL.bought), k: 1 },
    softmax: { y: Float64Array.from(SMALL.choice, (v) => classes.indexOf(v)), k: 3 },
  };
  test.each(['squared', 'logistic', 'softmax'] as const)('%s', (loss) => {
    const { y, k } = targets[loss];
    const columns = columnsOf(SMALL.X, 'none');
    const s = Float64Array.from(SMALL.weights);
    const objective = openObjective({ columns, moments: momentsOf(columns, s), y, s }, loss, k, true);
    const random = generator(3);
    const { size } = objective.layout;
    const w = Float64Array.from({ length: k * size }, () => random() - 0.5);
    const at = (v: Float64Array) => drain(objective.evaluate(v, 2, { done: 0, total: 1, stage: 'test' }));
    const { gradient, hessian } = at(w);
    const h = 1e-5;
    w.forEach((_, i) => {
      const [up, down] = [h, -h].map((d) => at(w.map((v, j) => (i === j ? v + d : v))));
      expect(gradient[i]).toBeCloseTo((up.loss - down.loss) / (2 * h), 9);
      for (let pair = 0, a = 0; a < k; a++)
        for (let b = a; b < k; b++, pair++) {
          if (Math.floor(i / size) !== b) continue;
          for (let j = 0; j < size; j++)
            expect(hessian[pair * size * size + j * size + (i % size)]).toBeCloseTo(
              (up.gradient[a * size + j] - down.gradient[a * size + j]) / (2 * h),
              8,
            );
        }
    });
    objective.close();
  });
});

describe('gradient descent is the textbook loop', () => {
  const X = Matrix.from(Array.from({ length: n }, (_, i) => [SMALL.visits[i], SMALL.rate[i] * 10]));
  /** θ ← θ − α ∇J(θ), and J before each step and after the last. */
  function textbook(options: Required<Pick<RegressionOptions, 'learningRate' | 'l1' | 'l2' | 'maxIter'>>, power: number) {
    let theta = [0, 0, 0];
    const curve: number[] = [];
    for (let t = 0; ; t++) {
      const gradient = [options.l2 * theta[0], options.l2 * theta[1], 0];
      let loss = 0;
      for (let i = 0; i < n; i++) {
        const x = [X.data[2 * i], X.data[2 * i + 1], 1];
        const p = 1 / (1 + Math.exp(-x.reduce((sum, v, j) => sum + v * theta[j], 0)));
        loss -= Math.log(SMALL.bought[i] === 1 ? p : 1 - p) / n;
        for (let j = 0; j < 3; j++) gradient[j] += ((p - SMALL.bought[i]) * x[j]) / n;
      }
      const size = theta.slice(0, 2);
      curve.push(
        loss + (options.l2 / 2) * size.reduce((sum, v) => sum + v * v, 0) + options.l1 * size.reduce((sum, v) => sum + Math.abs(v), 0),
      );
      if (t === options.maxIter) return { theta, curve };
      const alpha = options.learningRate / (t + 1) ** power;
      theta = theta.map((v, j) => {
        const to = v - alpha * gradient[j];
        return j === 2 ? to : Math.sign(to) * Math.max(0, Math.abs(to) - alpha * options.l1);
      });
    }
  }
  test.each([
    ['constant', 0, { l1: 0, l2: 0 }],
    ['inverse-scaling', 0.25, { l1: 0, l2: 0.1 }],
    ['constant', 0, { l1: 0.05, l2: 0.02 }],
  ] as const)('%s %d', (schedule, power, penalty) => {
    const options = { ...penalty, learningRate: 0.05, maxIter: 200 };
    const { theta, curve } = textbook(options, power);
    const model = new LogisticRegression({ ...options, solver: 'gradient-descent', schedule, tol: 0 }).fit(X, SMALL.bought);
    expect(model.lossCurve).toHaveLength(201);
    curve.forEach((value, t) => expect(model.lossCurve[t]).toBeCloseTo(value, 12));
    [...model.coefficients, ...model.intercept].forEach((w, j) => expect(w).toBeCloseTo(theta[j], 12));
    expect(model).toMatchObject({ converged: false, nIter: 200 });
    expect(model.warnings[0]).toMatch(/^not converged after 200 of at most 200 steps: the largest slope is/);
  });
  test('adaptive comes down where a constant rate is too large', () => {
    const options = { solver: 'gradient-descent', learningRate: 4, maxIter: 400 } as const;
    expect(thrown(() => new LogisticRegression({ ...options, maxIter: 50 }).fit(X, SMALL.bought)).code).toBe('diverged');
    const { lossCurve } = new LogisticRegression({ ...options, schedule: 'adaptive' }).fit(X, SMALL.bought);
    expect(lossCurve.at(-1)).toBeLessThan(lossCurve[0]);
  });
});

test('units do not matter: a column times 1,000 changes no prediction of a pipeline beyond 1e-9', () => {
  const random = generator(8);
  const rows = Array.from({ length: 200 }, () => [random(), random() * 50, random() - 3]);
  const y = rows.map(([a, b]) => (a * 4 + b / 20 + random() * 2 > 4.2 ? 'yes' : 'no'));
  for (const solver of ['newton', 'lbfgs', 'gradient-descent', 'sgd'] as const) {
    const fit = (factor: number) => {
      const X = Matrix.from(rows.map(([a, b, c]) => [a, b * factor, c]));
      return new Pipeline([new StandardScaler(), new LogisticRegression({ solver, l2: 0.001 })]).fit(X, y).predictProba(X, 'yes');
    };
    const [plain, times] = [fit(1), fit(1000)];
    plain.forEach((p, i) => expect(Math.abs(p - times[i]), solver).toBeLessThan(1e-9));
    if (solver === 'gradient-descent' || solver === 'sgd') continue;
    const bare = (factor: number) => {
      const X = Matrix.from(rows.map(([a, b, c]) => [a, b * factor, c]));
      return new LogisticRegression({ solver }).fit(X, y).predictProba(X, 'yes');
    };
    const [a, b] = [bare(1), bare(1e-6)];
    a.forEach((p, i) => expect(Math.abs(p - b[i])).toBeLessThan(1e-8));
  }
});

describe('stochastic descent', () => {
  const options = { solver: 'sgd', l2: 0.01 } as const;
  test('is the same for a seed, another for another', () => {
    const [a, b, c] = [0, 0, 1].map((seed) => new LogisticRegression({ ...options, seed }).fit(Z, SMALL.bought).coefficients);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });
  test('a batch of one goes the same way as the kernel of single rows', () => {
    const rows = { ...options, schedule: 'constant', maxIter: 3, tol: 0 } as const;
    const one = new LinearRegression({ ...rows, learningRate: 0.01 }).fit(Z, SMALL.amount);
    const wide = new LinearRegression({ ...rows, learningRate: 0.01, batchSize: n }).fit(Z, SMALL.amount);
    expect(one.lossCurve[0]).toBeLessThan(wide.lossCurve[0]); // n steps and one
    // all rows in one batch: gradient descent
    const descent = new LinearRegression({ l2: 0.01, solver: 'gradient-descent', learningRate: 0.01, maxIter: 3 }).fit(Z, SMALL.amount);
    descent.coefficients.forEach((w, f) => expect(wide.coefficients[f]).toBeCloseTo(w, 12));
  });
  test('l1 leaves zeros', () => {
    const { coefficients } = new LogisticRegression({ solver: 'sgd', l1: 0.06 }).fit(Z, SMALL.bought);
    expect(coefficients.some((w) => w === 0)).toBe(true);
    expect(coefficients.some((w) => w !== 0)).toBe(true);
  });
  test('stops early by rows held out, and keeps the best epoch', () => {
    const model = new LogisticRegression({ solver: 'sgd', earlyStopping: true, validationFraction: 0.3 }).fit(Z, SMALL.bought);
    expect(model.converged).toBe(true);
    expect(model.nIter).toBeLessThan(100);
    expect(model.lossCurve).toHaveLength(model.nIter);
  });
  test('takes three classes', () => {
    const best = new LogisticRegression({ l2: 0.01 }).fit(Z, SMALL.choice).lossCurve.at(-1)!;
    const model = new LogisticRegression({ ...options, learningRate: 0.03 }).fit(Z, SMALL.choice);
    const shares = model.probabilities(Z);
    const loss = SMALL.choice.reduce((sum, y, i) => sum - Math.log(shares.row(i)[model.classes.indexOf(y)]), 0) / n;
    expect(loss + 0.005 * model.coefficients.reduce((sum, w) => sum + w * w, 0) - best).toBeLessThan(2e-3);
  });
});
