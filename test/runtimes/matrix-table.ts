/**
 * The table of matrix.ts in README.
 * @module
 */
export const HEAD = [
  '| runtime | how | import | kernels run as | digest of all, cases | time of the import | bytes |',
  '|---|---|---|---|---|---|---|',
];

/** What stands between the two comments. @throws where they are missing */
export function tableIn(readme: string): string {
  const found = /<!-- matrix -->\n([\s\S]*?)\n<!-- \/matrix -->/.exec(readme);
  if (!found) throw new Error('README has no <!-- matrix --> … <!-- /matrix -->');
  return found[1];
}
