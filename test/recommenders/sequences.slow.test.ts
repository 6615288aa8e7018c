// More updates and forgettings in a row than the fast tests have time for.
import { describe, test } from 'vitest';
import { expectFreshBytes, FAST_SEQUENCES, SEQUENCES } from './sequences.js';
import { SUBJECTS } from './subjects.js';

describe.each(Object.entries(SUBJECTS))('%s', (_, { make }) => {
  test(`updates and forgets to the bytes of a fresh fit, in ${SEQUENCES} random sequences`, { timeout: 120_000 }, () => {
    for (let sequence = FAST_SEQUENCES; sequence < SEQUENCES; sequence++) expectFreshBytes(make, sequence);
  });
});
