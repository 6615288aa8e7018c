/**
 * EASE's weights against numpy's inverse: test/golden/ease.ts.
 * @module
 */
import { EASE } from 'kindred';
import { compare, often, PRECISIONS, real } from '../../test/golden/ease.ts';
import { films, signed, type Section } from './section.ts';

export function againstNumpy(data: string): Section {
  const ratings = often(films(data));
  const lines = real.cases.flatMap((one) =>
    PRECISIONS.map((precision) => {
      const { items, error, sum } = compare(ratings, one, precision, { EASE });
      return [`${one.values}, l2 = ${one.l2}, ${precision}: ${items} items`, signed(error), signed(sum)];
    }),
  );
  return {
    title: 'EASE on ml-latest-small: numpy',
    head: ['', 'largest error / largest weight, of a sample', 'sum / numpy - 1'],
    lines,
  };
}
