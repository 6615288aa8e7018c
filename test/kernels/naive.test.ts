// Every kernel of the shipped WebAssembly build against its textbook reference: the other builds are the same bits (same.test.ts).
import { describe, expect, test } from 'vitest';
import { builds, ENTRIES, kernelNames } from './builds.js';
import { firstError } from './references.js';

describe.each(ENTRIES)('%s against the textbook', (entry) => {
  const { simd } = builds(entry);

  test.each(kernelNames(entry))('%s', (name) => {
    expect(firstError(simd, entry, name, 300)).toBeUndefined();
  });
});
