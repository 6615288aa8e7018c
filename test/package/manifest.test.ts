// What package.json promises: every path is there, the core needs little, the lock files hold no addresses.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build } from 'esbuild';
import * as plain from 'kindred';
import * as js from 'kindred/js';
import { fit } from '../../src/kernels/fit.js';
import { score } from '../../src/kernels/score.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | Record<string, string>>;
  imports: Record<string, Record<string, string>>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('package.json', () => {
  test('names files that are built, types first and default last', () => {
    for (const [name, target] of Object.entries(manifest.exports)) {
      const paths = typeof target === 'string' ? { default: target } : target;
      if (typeof target !== 'string') expect(Object.keys(target), name).toEqual(['types', 'default']);
      for (const path of Object.values(paths)) expect(existsSync(path), path).toBe(true);
    }
    for (const [name, target] of Object.entries(manifest.imports)) {
      expect(Object.keys(target).at(-1), name).toBe('default');
      for (const path of Object.values(target)) expect(existsSync(path.replace('*', 'index.js')), path).toBe(true);
    }
  });

  test('has every subpath under kindred/js too', () => {
    const plain = Object.keys(manifest.exports).filter((name) => !/^\.\/js|\.(wasm|json)$/.test(name)); // files have no other build
    for (const name of plain) expect(manifest.exports).toHaveProperty([name.replace('.', './js')]);
  });

  test('depends on four small packages, the loader in the version of its compiler, all exact', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['@assemblyscript/loader', '@noble/ed25519', '@noble/hashes', 'papaparse']);
    expect(manifest.dependencies['@assemblyscript/loader']).toBe(manifest.devDependencies['assemblyscript']);
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('has lock files without addresses', () => {
    for (const path of ['package-lock.json', 'test/runtimes/package-lock.json'])
      expect(readFileSync(path, 'utf8').includes('"resolved"'), path).toBe(false);
  });
});

describe('the builds', () => {
  test('WebAssembly is what really runs here: a perfect JavaScript build would hide a broken binary', () => {
    expect([fit.status.build, score.status.build]).toEqual(['webassembly', 'webassembly']);
    expect([...fit.check(), ...score.check()]).toEqual([]);
  });

  test('kindred/js never tries, and shares what does not depend on it', () => {
    expect(js.kernelBuild).toEqual({ build: 'javascript', reason: 'kindred/js never uses WebAssembly' });
    expect(readFileSync('dist/js/src/kernels/wasm.js', 'utf8')).not.toContain('#wasm');
    expect(js.KindredError).toBe(plain.KindredError);
    expect(js.KMeans).not.toBe(plain.KMeans);
    expect(js.kernelBuild).not.toBe(plain.kernelBuild);
  });

  test('classes keep their names in chunks, because errors tell them', () => {
    expect([plain.Matrix.name, plain.KMeansModel.name, js.Table.name]).toEqual(['Matrix', 'KMeansModel', 'Table']);
    expect(() =>
      new plain.KMeans({ nClusters: 1 }).fit(plain.Interactions.from([{ u: 1, i: 2 }], { user: 'u', item: 'i' }) as never),
    ).toThrow('Interactions');
  });

  test('nothing that kindred/js is made of names WebAssembly, and kindred/js/worker starts its own threads', async () => {
    const doors = Object.entries(manifest.exports).flatMap(([name, target]) =>
      /^\.\/js/.test(name) ? [(target as { default: string }).default] : [],
    );
    const filesFor = async (platform: 'browser' | 'node') => {
      const { metafile } = await build({ entryPoints: doors, bundle: true, metafile: true, write: false, outdir: '.', format: 'esm', platform, external: ['age-encryption', 'hyparquet'] }); // prettier-ignore
      const files = Object.keys(metafile.inputs);
      expect(files.filter((file) => /webassembly\.js|dist\/kernels|dist\/src\/.*(wasm|engine|threads)\.js/.test(file))).toEqual([]);
      return files;
    };
    expect(await filesFor('browser')).toEqual(
      expect.arrayContaining(['dist/js/src/kernels/engine.js', 'dist/js/src/worker/threads.web.js', 'dist/src/errors.js']),
    );
    const inNode = await filesFor('node');
    expect(inNode).toEqual(expect.arrayContaining(['dist/chunks/js/src/index.js', 'dist/js/src/node/threads.js']));
    expect(inNode.filter((file) => !/dist\/(js\/doors|chunks)|node_modules/.test(file))).toEqual(['dist/src/privacy/passphrases.js', 'dist/js/src/node/threads.js']); // prettier-ignore
  });
});
