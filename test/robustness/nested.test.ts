// Fits inside and beside each other, above the switch to WebAssembly: the bytes of each alone.
import { describe, expect, test, vi } from 'vitest';
import { Interactions, ItemKNN, KMeans, LogisticRegression, Matrix, type LongWork } from '../../src/index.js';
import { fit as engine } from '../../src/kernels/fit.js';
import { blobs, events } from '../support/random.js';

const X = Matrix.from(blobs(600, 5, 6));
const Y = Matrix.from(blobs(500, 4, 4, 2));
const bought = Array.from({ length: 500 }, (_, i) => (Y.row(i)[0] * 7) % 1 > 0.5);
const orders = Interactions.from(events(80, 200, 3000), { user: 'user', item: 'item' });

interface Model {
  toBytes(): Uint8Array;
}
interface Fit {
  fit(work?: LongWork): Model;
  fitAsync(work?: LongWork): Promise<Model>;
}

const recipe = new KMeans({ nClusters: 9, nInit: 2 });
const FITS: Readonly<Record<string, Fit>> = {
  KMeans: { fit: (work) => recipe.fit(X, work), fitAsync: (work) => recipe.fitAsync(X, work) },
  'the same KMeans of other rows': { fit: (work) => recipe.fit(Y, work), fitAsync: (work) => recipe.fitAsync(Y, work) },
  ItemKNN: {
    fit: (work) => new ItemKNN({ nNeighbors: 12 }).fit(orders, work),
    fitAsync: (work) => new ItemKNN({ nNeighbors: 12 }).fitAsync(orders, work),
  },
  LogisticRegression: {
    fit: (work) => new LogisticRegression({ l2: 0.01, solver: 'lbfgs' }).fit(Y, bought, work),
    fitAsync: (work) => new LogisticRegression({ l2: 0.01, solver: 'lbfgs' }).fitAsync(Y, bought, work),
  },
};
const alone = Object.fromEntries(Object.entries(FITS).map(([name, { fit }]) => [name, fit().toBytes()]));
const pairs = Object.keys(FITS).flatMap((outer) => Object.keys(FITS).map((inner) => [outer, inner] as const));

test('the fits are above the switch: they run in WebAssembly, and differ', () => {
  expect(engine.status.build).toBe('webassembly');
  expect(new Set(Object.values(alone).map((bytes) => bytes.join())).size).toBe(pairs.length ** 0.5);
});

describe.each(pairs)('%s and %s', (outer, inner) => {
  test('one inside onProgress of the other', () => {
    let inside: Uint8Array | undefined;
    let asked = 0;
    const whole = FITS[outer].fit({ onProgress: () => void (asked++ < 3 && (inside = FITS[inner].fit().toBytes())) });
    expect(whole.toBytes()).toEqual(alone[outer]);
    expect(inside).toEqual(alone[inner]);
  });

  test('one inside the other that throws, which then is fitted again', () => {
    const told = new Error('of the caller');
    const stopped = () =>
      FITS[outer].fit({
        onProgress: () => {
          expect(FITS[inner].fit().toBytes()).toEqual(alone[inner]);
          throw told;
        },
      });
    expect(stopped).toThrow(told);
    expect(FITS[outer].fit().toBytes()).toEqual(alone[outer]);
  });

  test('both step by step in turn', async () => {
    const order: string[] = [];
    const told = (name: string) => ({ onProgress: () => void order.push(name) });
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 10)); // every step takes so long that it gives way
    const both = await Promise.all([FITS[outer].fitAsync(told('outer')), FITS[inner].fitAsync(told('inner'))]).finally(() =>
      clock.mockRestore(),
    );
    expect(both.map((model) => model.toBytes())).toEqual([alone[outer], alone[inner]]);
    expect(order.indexOf('inner')).toBeLessThan(order.lastIndexOf('outer')); // so they did overlap
  });
});
