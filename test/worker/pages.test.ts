// What a page holds of threads: nothing where it has none, the pool alone where it has some; a worker of its own holds everything. Nothing is dropped though the package has no
// side effects.
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build as vite } from 'vite';
import { afterAll, describe, expect, test } from 'vitest';

/** The modules of the package of which something is in the bundle, without folder and extension. */
async function modulesOf(contents: string): Promise<string[]> {
  const stdin = { contents, resolveDir: resolve('.') };
  const { metafile, warnings } = await build({ stdin, bundle: true, format: 'esm', platform: 'browser', metafile: true, write: false, outdir: 'x', logLevel: 'silent' }); // prettier-ignore
  expect(warnings).toEqual([]);
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [/^dist\/(?:js\/)?src\/(.*)\.js$/.exec(path)?.[1] ?? path] : [])); // prettier-ignore
}

const THREADS = /^worker\//;
const ESTIMATORS = /^(segmentation|regression|preprocessing|campaign|evaluation)\/|^recommendation\/(?!recommend-all$)/;

describe('a page', () => {
  test.each(['KMeans', 'ItemKNN', 'LogisticRegression', 'ItemKNNModel'])('that fits or scores by %s and has no threads', async (name) => {
    const modules = await modulesOf(`export { ${name} } from 'kindred';`);
    expect(modules.length).toBeGreaterThan(5);
    expect(modules.filter((path) => THREADS.test(path))).toEqual([]);
    if (name === 'ItemKNNModel') expect(modules).not.toContain('parts');
  });

  test('that has only a pool', async () => {
    const modules = await modulesOf("export { workers } from 'kindred/worker';");
    expect(modules).toContain('worker/pool');
    expect(modules.filter((path) => ESTIMATORS.test(path))).toEqual([]);
    expect(modules.filter((path) => /^worker\/(tasks|classes|serve|program|start)$/.test(path))).toEqual([]);
  });

  test('that has a pool and one recipe holds no other', async () => {
    const modules = await modulesOf("export { workers } from 'kindred/worker'; export { PCA } from 'kindred';");
    expect(modules.filter((path) => /^(recommendation\/(?!recommend-all$)|regression\/|campaign\/)/.test(path))).toEqual([]);
  });
});

describe("an app's own worker", () => {
  const OWN = "import { serve } from 'kindred/worker/program'; serve();";
  const folder = mkdtempSync(resolve('build', 'pages-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds all tasks and classes, by esbuild', async () => {
    const modules = await modulesOf(OWN);
    expect(modules).toEqual(
      expect.arrayContaining(['worker/serve', 'recommendation/ease', 'preprocessing/pipeline', 'segmentation/starts']),
    );
  });

  test('and by vite, in a library build as in an app', async () => {
    writeFileSync(join(folder, 'own.js'), OWN);
    const outDir = join(folder, 'out');
    await vite({ root: folder, logLevel: 'error', configFile: false, build: { outDir, minify: false, lib: { entry: 'own.js', formats: ['es'], fileName: 'own' } } }); // prettier-ignore
    const text = readdirSync(outDir).filter((file) => /\.m?js$/.test(file)).map((file) => readFileSync(join(outDir, file), 'utf8')).join(''); // prettier-ignore
    for (const name of ['KMeans starts', 'pipeline steps', 'recommendAll', 'TwoModelUpliftModel']) expect(text).toContain(name);
  });

  test('is what an import alone does not start: the package has no side effects', async () => {
    expect((JSON.parse(readFileSync('package.json', 'utf8')) as { sideEffects: unknown }).sideEffects).toBe(false);
    const stdin = { contents: "import 'kindred/worker/program';", resolveDir: resolve('.') };
    const { warnings, outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false, outdir: 'x', logLevel: 'silent' });
    expect([warnings.map(({ id }) => id), outputFiles[0].text.length < 100]).toEqual([['ignored-bare-import'], true]); // and the bundler says so
  });
});
