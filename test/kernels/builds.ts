// The three builds of the kernels behind their doors, of the source as it is or with a mistake planted in it.
import asc from 'assemblyscript/asc';
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import * as fit from '../../assembly/fit';
import * as score from '../../assembly/score';
import type { Door } from '../../src/kernels/door.js';
import { javascript } from '../../src/kernels/javascript.js';
import { webassembly } from '../../src/kernels/webassembly.js';

export type Entry = 'fit' | 'score';
export const ENTRIES: readonly Entry[] = ['fit', 'score'];
/** What a kernel is called with, in order. */
export type Argument = number | Float32Array | Float64Array | Int32Array | Uint16Array;
export type Kernels = Record<string, (...args: Argument[]) => number | undefined>;
export type Builds = Record<'js' | 'scalar' | 'simd', Door<Kernels>>;

const KERNELS = { fit, score } as unknown as Record<Entry, Kernels>;

/** Where `npm run build` puts a binary. */
export const binary = (entry: Entry, target: 'scalar' | 'simd') =>
  readFileSync(target === 'simd' ? `dist/kernels/${entry}.wasm` : `build/${entry}.scalar.wasm`);

/** The names in an entry: the kernels that must have a case. */
export const kernelNames = (entry: Entry) => Object.keys(KERNELS[entry]);

const textOf = (file: string) => readFileSync(`assembly/${file}`, 'utf8');

/** The file of the kernel and those that it imports from, and they. */
function filesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, from] of textOf(file).matchAll(/from '\.\/(\w+)'/g)) filesOf(`${from}.ts`, seen);
  return seen;
}

/** The kernels that a change of a file can touch: those of the file itself come first. */
export function kernelsBy(entry: Entry, file: string): string[] {
  const homes = [...textOf(`${entry}.ts`).matchAll(/export \{([^}]*)\} from '\.\/(\w+)'/g)].flatMap(([, names, home]) =>
    names.split(',').map((name) => ({ name: name.trim(), home: `${home}.ts` })),
  );
  return homes
    .filter(({ home }) => filesOf(home).has(file))
    .sort((a, b) => Number(b.home === file) - Number(a.home === file))
    .map(({ name }) => name);
}

/** The builds that are shipped and the one for tests. */
export const builds = (entry: Entry): Builds => ({
  js: javascript(KERNELS[entry]),
  scalar: webassembly(binary(entry, 'scalar')),
  simd: webassembly(binary(entry, 'simd')),
});

/**
 * The builds of a changed source: `change` is given the text of each file of assembly/. Little optimized, which takes a third of the time and changes no bit.
 * @throws where asc refuses it
 */
export async function buildsOf(entry: Entry, change: (file: string, text: string) => string): Promise<Builds> {
  const read = (path: string) => change(path.split('/').at(-1)!, readFileSync(path, 'utf8'));
  const compile = async (target: string) => {
    let bytes: Uint8Array | undefined;
    const { error, stderr } = await asc.main([`assembly/${entry}.ts`, '--target', target, '--optimizeLevel', '1', '-o', 'out.wasm'], {
      readFile(name, folder) {
        try {
          return read(`${folder}/${name}`);
        } catch {
          return null; // asc asks for files that may not be there
        }
      },
      writeFile: (_, contents) => void (bytes = contents as Uint8Array),
    });
    if (error || !bytes) throw new Error(`asc: ${stderr.toString()}`);
    return webassembly<Kernels>(bytes);
  };
  const { outputFiles } = await build({
    entryPoints: [`assembly/${entry}.ts`],
    bundle: true,
    format: 'esm',
    write: false,
    define: { ASC_FEATURE_SIMD: 'false' },
    plugins: [
      {
        name: 'change',
        setup: ({ onLoad }) => onLoad({ filter: /assembly\/\w+\.ts$/ }, ({ path }) => ({ contents: read(path), loader: 'ts' })),
      },
    ],
  });
  const js = (await import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
  )) as Kernels;
  return { js: javascript(js), scalar: await compile('scalar'), simd: await compile('simd') };
}
