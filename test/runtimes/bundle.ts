/**
 * An entry as one file, made by esbuild without a plugin, as an app would.
 * @module
 */
import { build, type BuildOptions } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { entry, ROOT, type Subpath } from './entry';

export interface Bundle {
  /** Holds `app.js` and what goes with it. */
  readonly folder: string;
  /** The package's files in it, such as `dist/kernels/fit.inline.js`. */
  readonly inputs: string[];
  /** Those of which something is left in `app.js`. */
  readonly kept: string[];
}

/** What a lane tells of its bundle. */
export interface Carried {
  readonly bytes: number;
  readonly carriers: string[];
}

/** Bundle the conformance program into a folder of its own, use it, remove it. */
export const withBundle = <R>(
  subpath: Subpath,
  last: string,
  options: BuildOptions,
  use: (bundle: Bundle & Carried) => Promise<R>,
): Promise<R> =>
  withBundleOf(entry(subpath, last), options, async (bundle) =>
    use({ ...bundle, bytes: await bytesOf(subpath, options), carriers: carriersOf(bundle.inputs) }),
  );

/** Files that carry or start WebAssembly. */
const carriersOf = (inputs: readonly string[]) =>
  inputs
    .filter((path) => /(inline|workerd)\.js$|\.wasm$|instantiate|assemblyscript/.test(path))
    .map((path) => path.replace(/^.*\//, ''))
    .sort();

/** All of `kindred`, without the program: minified and compressed, as it is downloaded or deployed. */
export async function bytesOf(subpath: Subpath, options: BuildOptions): Promise<number> {
  const contents = `import * as kindred from '${subpath}'; globalThis.kindred = { ...kindred };`;
  const stdin = { contents, resolveDir: ROOT, sourcefile: 'app.js' };
  const { outputFiles } = await build({ stdin, absWorkingDir: ROOT, bundle: true, format: 'esm', target: 'es2022', outfile: 'app.js', logLevel: 'silent', ...options, minify: true, write: false }); // prettier-ignore
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}

/** The same for any program. */
export async function withBundleOf<R>(contents: string, options: BuildOptions, use: (bundle: Bundle) => Promise<R>): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-bundle-'));
  try {
    const { metafile } = await build({
      stdin: { contents, resolveDir: ROOT, sourcefile: 'app.js' },
      absWorkingDir: ROOT,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      metafile: true,
      logLevel: 'silent',
      outfile: join(folder, 'app.js'),
      ...options,
    });
    const { inputs } = Object.entries(metafile!.outputs).find(([path]) => path.endsWith('app.js'))![1];
    const kept = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);
    return await use({ folder, inputs: Object.keys(metafile!.inputs), kept });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
