/**
 * Five bundlers, told no more than what to bundle and where to put it. Rollup alone needs a plugin to find packages at all.
 * @module
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';

export interface Bundler {
  readonly name: string;
  /** The package it is found by. */
  readonly installed: string;
  /** Does it find the package's own worker, and put it beside the page? */
  readonly emits: boolean;
  /** Does it leave the package out of what is meant for Node, for Node to find? */
  readonly leaves?: true;
  /** page.js and own-worker.js, for browsers. @returns nothing; the page is `out`/page.js, or index.html if there is one */
  page(folder: string, out: string): Promise<unknown>;
  /** node.js and own-worker.js, for Node, into `out`. @returns the end of their names */
  node(folder: string, out: string): Promise<string>;
}

const require = createRequire(new URL('../runtimes/package.json', import.meta.url));
/** Of test/runtimes; the root's type check goes without. */
const load = async (name: string) => import(pathToFileURL(require.resolve(name)).href);

const entries = (folder: string, ...names: string[]) => Object.fromEntries(names.map((name) => [name, join(folder, `${name}.js`)]));

async function webpack(options: object): Promise<void> {
  const { default: run } = (await load('webpack')) as { default: (options: object, ended: (error: unknown, stats: Stats) => void) => void };
  const stats = await new Promise<Stats>((resolve, reject) => run(options, (error, found) => (error ? reject(error) : resolve(found))));
  const { errors, warnings } = stats.compilation;
  const faults = [...errors, ...warnings.filter(({ name }) => !/SizeLimit|NoAsyncChunks/.test(name))]; // that a file is large is no fault
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
}
interface Stats {
  readonly compilation: { readonly errors: readonly Error[]; readonly warnings: readonly Error[] };
}

/** Rollup's interface, which rolldown has too. */
interface Rollup {
  rollup(options: object): Promise<{ write(options: object): Promise<unknown>; close(): Promise<void> }>;
}
async function rollup(run: Rollup['rollup'], options: object, dir: string): Promise<string> {
  const refuse = (warning: { message: string; code?: string }) => {
    throw new Error(`${warning.code}: ${warning.message}`);
  };
  const bundle = await run({ onwarn: refuse, ...options });
  await bundle.write({ dir, format: 'es' });
  await bundle.close();
  return '.js';
}
async function withNodeResolve(input: object, resolving: object, dir: string): Promise<string> {
  const [{ rollup: run }, { nodeResolve }] = await Promise.all([load('rollup'), load('@rollup/plugin-node-resolve')]);
  return rollup(run, { input, plugins: [nodeResolve(resolving)] }, dir);
}

export const BUNDLERS: readonly Bundler[] = [
  {
    name: 'Vite',
    installed: 'vite',
    emits: true,
    leaves: true,
    page: (root, outDir) => vite({ root, logLevel: 'error', build: { outDir } }),
    node: async (root, outDir) => {
      for (const name of ['node', 'own-worker'])
        await vite({ root, logLevel: 'error', build: { outDir, emptyOutDir: false, ssr: `./${name}.js` } });
      return '.js';
    },
  },
  {
    name: 'webpack',
    installed: 'webpack',
    emits: true,
    page: (context, path) => webpack({ context, mode: 'production', entry: entries(context, 'page'), output: { path } }),
    node: async (context, path) => {
      const entry = entries(context, 'node', 'own-worker');
      // the page shows that it runs when it is minified
      const optimization = { minimize: false };
      await webpack({ context, mode: 'production', target: 'node', optimization, entry, output: { path, filename: '[name].cjs' } });
      return '.cjs';
    },
  },
  {
    name: 'esbuild',
    installed: 'esbuild',
    emits: false,
    page: (folder, outdir) => esbuild({ entryPoints: entries(folder, 'page', 'own-worker'), bundle: true, format: 'esm', outdir }),
    node: async (folder, outdir) => {
      await esbuild({ entryPoints: entries(folder, 'node', 'own-worker'), bundle: true, format: 'esm', platform: 'node', outdir });
      return '.js';
    },
  },
  {
    name: 'Rollup',
    installed: 'rollup',
    emits: false,
    page: (folder, dir) => withNodeResolve(entries(folder, 'page', 'own-worker'), { browser: true }, dir),
    node: (folder, dir) => withNodeResolve(entries(folder, 'node', 'own-worker'), { exportConditions: ['node'] }, dir),
  },
  {
    name: 'rolldown',
    installed: 'rolldown',
    emits: false,
    page: async (folder, dir) => rollup((await load('rolldown')).rolldown, { input: entries(folder, 'page', 'own-worker') }, dir),
    node: async (folder, dir) =>
      rollup((await load('rolldown')).rolldown, { input: entries(folder, 'node', 'own-worker'), platform: 'node' }, dir),
  },
];
