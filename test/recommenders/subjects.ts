// Every recommender, with the options that make another model of it.
import {
  BiasBaseline,
  BiasBaselineModel,
  EASE,
  EASEModel,
  ItemKNN,
  ItemKNNModel,
  Popularity,
  PopularityModel,
  UserKNN,
  UserKNNModel,
  type KNNOptions,
} from '../../src/index.js';
import { BIAS_BASELINE } from '../../src/recommendation/bias-baseline-model.js';
import { EASE_OPTIONS } from '../../src/recommendation/ease-model.js';
import { KNN } from '../../src/recommendation/knn-options.js';
import type { Model, Subject } from './subject.js';

/** As the type of a list can hold it. */
const subject = <M extends Model>(one: Subject<M>) => one as unknown as Subject<Model>;

const itemKNN = (own: KNNOptions, more: Partial<Subject<Model>> = {}) =>
  subject({
    make: (options) => new ItemKNN({ nNeighbors: 12, ...own, ...options }),
    constraints: {},
    Model: ItemKNNModel<string, number>,
    personal: true,
    scoresAlone: own.aggregate !== 'average',
    ...(more as object),
  });

const userKNN = (own: KNNOptions, more: Partial<Subject<Model>> = {}) =>
  subject({
    make: (options) => new UserKNN({ nNeighbors: 12, ...own, ...options }),
    constraints: {},
    Model: UserKNNModel<string, number>,
    personal: true,
    scoresAlone: false,
    historyAlike: false,
    ...(more as object),
  });

const ease = (precision: 'f64' | 'f32') =>
  subject({
    make: (options) => new EASE({ l2: 5, precision, ...options }),
    constraints: precision === 'f64' ? (EASE_OPTIONS as never) : {},
    Model: EASEModel<string, number>,
    personal: true,
    scoresAlone: true,
  });

/** In which segment a user of the contract's data is. */
export const segmentOf = (user: string) => ({ 0: 'even', 1: 'odd', 2: null })[Number(user.slice(1)) % 3];

const bySegment = subject<PopularityModel<string, number>>({
  make: (options) => {
    const recipe = new Popularity(options);
    return {
      options: recipe.options,
      fit: (data, work) => recipe.fit(data, { ...work, segments: segmentOf }),
      fitAsync: (data, work) => recipe.fitAsync(data, { ...work, segments: segmentOf }),
      update: (model, more) => recipe.update(model, more, { segments: segmentOf }),
      forget: (model, user) => recipe.forget(model, user),
    };
  },
  constraints: {},
  Model: PopularityModel<string, number>,
  personal: false,
  scoresAlone: true,
  historyAlike: false,
});

const variation = { needsVariation: true };

export const SUBJECTS: Readonly<Record<string, Subject<Model>>> = {
  'ItemKNN, sum': itemKNN({}, { constraints: KNN as never }),
  'ItemKNN, average': itemKNN({ aggregate: 'average' }),
  'ItemKNN, sum of common cosines around biases': itemKNN({ overlap: 'common', shrinkage: 3, minSupport: 2, center: 'bias' }),
  'ItemKNN, sum of adjusted cosines in standard scores': itemKNN(
    { similarity: 'adjusted-cosine', center: 'zscore', negative: 'keep', minNeighbors: 2 },
    variation,
  ),
  'ItemKNN, average of msd around users': itemKNN({ aggregate: 'average', similarity: 'msd', center: 'user' }),
  'UserKNN, sum': userKNN({}, { constraints: KNN as never }),
  'UserKNN, average of jaccard around biases': userKNN({ aggregate: 'average', similarity: 'jaccard', center: 'bias' }),
  'UserKNN, average of pearson in standard scores': userKNN(
    { aggregate: 'average', similarity: 'pearson', center: 'zscore', negative: 'keep' },
    variation,
  ),
  'EASE, f64': ease('f64'),
  'EASE, f32': ease('f32'),
  BiasBaseline: subject({
    make: (options) => new BiasBaseline(options),
    constraints: BIAS_BASELINE as never,
    Model: BiasBaselineModel<string, number>,
    personal: false,
    scoresAlone: true,
  }),
  Popularity: subject({
    make: (options) => new Popularity(options),
    constraints: {},
    Model: PopularityModel<string, number>,
    personal: false,
    scoresAlone: true,
  }),
  'Popularity, by segment': bySegment,
};
