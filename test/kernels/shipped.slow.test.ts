// Every byte that is shipped is what the source compiles to, in each of the three ways it is carried; a difference is told by the kernel it lies in.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENTRIES, kernelNames } from './builds.js';
import { compileShipped, differenceOf, type Body } from './wasm-functions.js';

/** The bytes that a module of dist/kernels exports. */
async function exported(file: string): Promise<Uint8Array> {
  return ((await import(/* @vite-ignore */ file)) as { default: Uint8Array }).default;
}

/** What workerd's bundler puts in place of the import of a .wasm. */
async function deployed(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [`dist/kernels/${entry}.workerd.js`],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    loader: { '.wasm': 'binary' },
  });
  return exported(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

describe.each(ENTRIES)('%s', (entry) => {
  let [bytes, bodies]: [Uint8Array, readonly Body[]] = [new Uint8Array(0), []];
  beforeAll(async () => ({ bytes, bodies } = await compileShipped(entry)));

  test.each([
    ['the file', () => readFileSync(`dist/kernels/${entry}.wasm`)],
    ['the inline module', () => exported(pathToFileURL(resolve(`dist/kernels/${entry}.inline.js`)).href)],
    ['the module of a deployment', () => deployed(entry)],
  ] as const)('%s', async (what, carried) => {
    expect(differenceOf(`${what} of ${entry}`, await carried(), bytes, bodies)).toBeUndefined();
  });

  test('one bit changed anywhere is told, in a function by the kernels that it breaks', () => {
    const kernels = kernelNames(entry);
    expect(bodies.map(({ name }) => name)).toEqual(expect.arrayContaining(kernels));
    const changed = bytes.slice();
    const told = (at: number) => {
      changed[at] ^= 1;
      const said = differenceOf(entry, changed, bytes, bodies);
      changed[at] ^= 1;
      return said;
    };
    for (const { name, kernels: reached, from, to } of bodies) {
      expect(reached.length, name).toBeGreaterThan(0);
      for (const at of [from, (from + to) >> 1, to - 1]) {
        expect(told(at)).toContain(`byte ${at} lies in the kernel ${reached.join(', ')}`);
        if (!kernels.includes(name)) expect(told(at)).toContain(`its function ${name}`);
      }
    }
    for (let at = 0; at < bytes.length; at += 7) expect(told(at), String(at)).toBeDefined();
    expect(told(0)).toContain('section header');
    expect(differenceOf(entry, bytes.subarray(0, -1), bytes, bodies)).toBeDefined();
    expect(differenceOf(entry, Uint8Array.of(...bytes, 0), bytes, bodies)).toBeDefined();
  });
});
