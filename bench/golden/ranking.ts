/**
 * Measures of ranked lists against RecTools': test/golden/ranking.ts.
 * @module
 */
import * as evaluation from 'kindred/evaluation';
import { compare, measures, rankings } from '../../test/golden/ranking.ts';
import { signed, type Section } from './section.ts';

export function againstRecTools(): Section {
  const found = measures.map((want) => ({ k: want.k, errors: compare(want, evaluation) }));
  return {
    title: `Measures of ${rankings.length} seeded lists, largest difference (relative above 1): RecTools`,
    head: ['', ...Object.keys(found[0].errors)],
    lines: found.map(({ k, errors }) => [`at ${k}`, ...Object.values(errors).map(signed)]),
  };
}
