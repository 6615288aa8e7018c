/**
 * What users download: pages that import some of the package, bundled and minified by esbuild for browsers, gzip -9.
 * @module
 */
import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';

export interface Page {
  readonly name: string;
  /** The whole code of the page, or a file with it. */
  readonly code?: string;
  readonly file?: string;
  /** Bytes at most, a kB being 1,000. */
  readonly limit: number;
}

const uses = (names: string, from: string) => ({ code: `import { ${names} } from '${from}'; console.log(${names});` });
const all = (from: string) => ({ code: `import * as all from '${from}'; console.log(all);` });

/** The limits of the first three are promises; the others only must not grow. */
export const PAGES: readonly Page[] = [
  { name: 'ItemScorer, kindred/js', ...uses('ItemScorer', 'kindred/js'), limit: 8000 },
  { name: 'LogisticRegressionModel, kindred/js', ...uses('LogisticRegressionModel', 'kindred/js'), limit: 8000 },
  { name: 'ItemScorer with WebAssembly', ...uses('ItemScorer', 'kindred'), limit: 12000 },
  { name: 'ItemKNNModel, kindred/js', ...uses('ItemKNNModel', 'kindred/js'), limit: 20000 },
  { name: 'ItemKNNModel with WebAssembly', ...uses('ItemKNNModel', 'kindred'), limit: 22300 },
  { name: 'examples/visitor (scores and learns)', file: 'examples/visitor/src/main.ts', limit: 19600 },
  { name: 'examples/new-customer', file: 'examples/new-customer/src/main.ts', limit: 20400 },
  { name: 'everything, kindred/js', ...all('kindred/js'), limit: 115000 },
  { name: 'everything', ...all('kindred'), limit: 128000 },
];

/** @returns bytes, as they are and gzipped */
export async function sizeOf({ code, file }: Page): Promise<{ minified: number; gzipped: number }> {
  const { outputFiles } = await build({
    ...(file === undefined ? { stdin: { contents: code!, resolveDir: '.' } } : { entryPoints: [file] }),
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    platform: 'browser',
    write: false,
  });
  const [{ contents }] = outputFiles;
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}
