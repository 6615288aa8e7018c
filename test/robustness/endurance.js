/**
 * Many scorings and many fits, small ones and some above the switch to WebAssembly; every third fit is cancelled or throws. Plain JavaScript: it runs in Node, on
 * a page and in workerd as it is.
 * @module
 */
import { blobs, orders } from '../runtimes/data.js';
import { calledSince } from '../runtimes/spy.js';

let instances = 0;
if (globalThis.WebAssembly) {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module, imports) {
    instances++;
    return new Instance(module, imports);
  };
}

/** Instances of WebAssembly made since this module was imported (before the package, to count all), and the kernels called in them. */
export const inWebAssembly = () => ({ instances, called: calledSince() });

/** @param {typeof import('../../src/index.js')} kindred */
export function endurance({ Interactions, ItemKNN, KindredError, KMeans, LogisticRegression, Matrix }) {
  const small = Matrix.from(blobs(1, 24, 2, 3), 2);
  const large = Matrix.from(blobs(2, 400, 4, 5), 4);
  const bought = (X) => Array.from({ length: X.nRows }, (_, i) => X.row(i)[0] > X.row(i)[1] || i % 5 === 0);
  const events = (seed, nUsers, nItems, n) => Interactions.from(orders(seed, nUsers, nItems, n), { user: 'user', item: 'item' });
  const [few, many] = [events(3, 8, 9, 40), events(4, 60, 130, 900)];
  const yes = [bought(small), bought(large)];
  const makers = [
    (isLarge, work) => new KMeans({ nClusters: isLarge ? 8 : 3, nInit: 1, maxIter: 5 }).fit(isLarge ? large : small, work),
    (isLarge, work) => new ItemKNN({ nNeighbors: 4 }).fit(isLarge ? many : few, work),
    (isLarge, work) => new LogisticRegression({ l2: 0.1, maxIter: 5 }).fit(isLarge ? large : small, yes[Number(isLarge)], work),
  ];
  const [kmeans, itemKNN, logistic] = makers.map((make) => make(false));
  const row = Matrix.from([[0.5, -1]]);
  const history = few.items.values.slice(0, 2);
  let sum = 0;

  return {
    /** Recommendations, probabilities, segments and reasons in turn; each thousandth scores 400 rows. */
    scorings(n) {
      for (let i = 0; i < n; i++) {
        if (i % 1000 === 999) sum += new KMeans({ nClusters: 2, nInit: 1, maxIter: 1 }).fit(large).predict(large)[0];
        else if (i % 4 === 0) sum += itemKNN.recommend({ history }, { k: 2 }).length;
        else if (i % 4 === 1) sum += logistic.predictProba(row)[0];
        else if (i % 4 === 2) sum += kmeans.predict(row)[0];
        else sum += kmeans.explain([i % 7, 1]).score;
      }
      return sum;
    },

    /** @returns how many came to their end, were cancelled, and threw what `onProgress` threw */
    fits(n) {
      const ends = { whole: 0, cancelled: 0, thrown: 0 };
      for (let i = 0; i < n; i++) {
        const isLarge = i % 20 === 19;
        const make = makers[i % 3];
        const stopped = i % 3 === Math.floor(i / 3) % 3; // each of the makers in turn
        if (!stopped) {
          make(isLarge, {});
          ends.whole++;
          continue;
        }
        const controller = new AbortController();
        const told = new RangeError('of the caller');
        const onProgress = () => {
          if (i % 2 === 0) throw told;
          controller.abort();
        };
        try {
          make(isLarge, { onProgress, signal: controller.signal });
          throw new Error('a fit that was stopped came to its end');
        } catch (error) {
          if (error === told) ends.thrown++;
          else if (error instanceof KindredError && error.code === 'cancelled') ends.cancelled++;
          else throw error;
        }
      }
      return ends;
    },
  };
}
