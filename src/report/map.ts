/**
 * The map of the customers: the plane of the first two principal components of their figures.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import type { Steps } from '../progress.js';
import { PCA } from '../segmentation/pca.js';
import { FEATURES } from './features.js';
import type { CustomerMap } from './report.js';
import { short } from './round.js';

/** The map, and where each row of `shown` lies on it; null where all differ in one direction at most. */
export function* mapOf(features: Matrix, shown: Matrix): Steps<{ map: CustomerMap | null; places: Matrix | null }> {
  if (features.nRows < 3) return { map: null, places: null };
  const pca = yield* new PCA({ nComponents: 2 }).steps(features);
  const [first, second] = pca.explainedVarianceRatio;
  if (!(second > 1e-9)) return { map: null, places: null };
  const directions = FEATURES.map((feature, j) => ({
    feature,
    x: short(pca.components.row(0)[j]),
    y: short(pca.components.row(1)[j]),
  })).filter(
    ({ x, y }) => x !== 0 || y !== 0, // a figure that is the same for all has no direction
  );
  return { map: { directions, explained: short(first + second) }, places: pca.transform(shown) };
}
