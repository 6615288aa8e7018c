/**
 * What the command knows of each kind of recommender.
 * @module
 */
import { BiasBaselineModel } from '../recommendation/bias-baseline-model.js';
import { EASEModel } from '../recommendation/ease-model.js';
import { ItemKNNModel } from '../recommendation/item-knn-model.js';
import { PopularityModel } from '../recommendation/popularity-model.js';
import type { RecommenderModel } from '../recommendation/recommender.js';
import { UserKNNModel } from '../recommendation/user-knn-model.js';

/** The class of each, and what it does. */
const ABOUT = [
  [ItemKNNModel, 'recommends by the items that somebody bought'],
  [UserKNNModel, 'recommends what similar customers bought'],
  [EASEModel, 'recommends by weights between all items'],
  [PopularityModel, 'recommends what most customers bought'],
  [BiasBaselineModel, 'scores items by the means of items and customers'],
] as const;

export const RECOMMENDERS = ABOUT.map(([Class]) => Class);

/** In words. */
export const aboutRecommender = (model: RecommenderModel): string => ABOUT.find(([Class]) => model instanceof Class)![1];

/** Is a score a number of customers? */
export const countsCustomers = (model: RecommenderModel): boolean => model instanceof PopularityModel;
