// What users download stays within its limits.
import { expect, test } from 'vitest';
import { PAGES, sizeOf } from '../bench/pages';

test.each(PAGES)('$name: at most $limit bytes', async (page) => {
  const { gzipped } = await sizeOf(page);
  expect(gzipped, `${page.name} takes ${gzipped} bytes`).toBeLessThanOrEqual(page.limit);
  expect(gzipped, 'the page is there').toBeGreaterThan(3000);
});
