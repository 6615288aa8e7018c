/**
 * Rating errors against Surprise's, the same folds of ml-latest-small: test/golden/surprise.ts.
 * @module
 */
import { BiasBaseline, ItemKNN, UserKNN } from 'kindred';
import { evaluateRatings } from 'kindred/evaluation';
import { foldsOf, measure, results, titleOf } from '../../test/golden/surprise.ts';
import { films, signed, type Section } from './section.ts';

const LIBRARY = { BiasBaseline, ItemKNN, UserKNN, evaluateRatings };
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

export function againstSurprise(data: string): Section {
  const folds = foldsOf(films(data), LIBRARY);
  const lines = results.map((result) => {
    const found = result.rmse.map((_, f) => measure(result, folds[f], LIBRARY));
    const cells = (['rmse', 'mae'] as const).flatMap((name) => {
      const [ours, theirs] = [mean(found.map((one) => one[name])), mean(result[name])];
      return [ours.toFixed(4), theirs.toFixed(4), signed(ours - theirs)];
    });
    return [titleOf(result), ...cells];
  });
  return {
    title: 'Rating errors on ml-latest-small, five folds, null as its fallback, clipped: Surprise',
    head: ['', 'RMSE', 'Surprise', 'difference', 'MAE', 'Surprise', 'difference'],
    lines,
  };
}
