// Builds everything that is shipped or tested: kernels (WebAssembly with SIMD, and without for the tests), dist/ (ESM, twice: with WebAssembly and as
// kindred/js), types, and the command. `node build.js --kernels` stops after the kernels.
import asc from 'assemblyscript/asc';
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const ENTRIES = ['fit', 'score'];
/** Subpaths of the package: `kindred/<name>` and `kindred/js/<name>`. */
const SUBPATHS = ['index', 'preprocessing', 'evaluation', 'io', 'report'];

async function compile(entry, target, outFile) {
  const { error, stderr } = await asc.main([`assembly/${entry}.ts`, '--target', target, '-o', outFile]);
  if (error) throw new Error(`asc: ${stderr.toString()}`);
}

/** One binary, three ways to carry it: a string in a module, and a module of its own where the runtime compiles at deployment. */
function carry(entry) {
  const base64 = readFileSync(`dist/kernels/${entry}.wasm`).toString('base64');
  const inline = `${DECODE}export default /* @__PURE__ */ decode(\n  '${base64}',\n);\n`;
  writeFileSync(`dist/kernels/${entry}.inline.js`, inline);
  writeFileSync(`dist/kernels/${entry}.workerd.js`, `import module from './${entry}.wasm';\nexport default module;\n`);
}

// by hand: atob is missing in AudioWorklets, Uint8Array.fromBase64 in Node 22
const DECODE = `const decode = (text) => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const value = Object.fromEntries([...digits].map((digit, i) => [digit, i]));
  const bytes = new Uint8Array((text.length * 3) / 4 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0));
  for (let i = 0, at = 0; i < text.length; i += 4) {
    const group = (value[text[i]] << 18) | (value[text[i + 1]] << 12) | ((value[text[i + 2]] ?? 0) << 6) | (value[text[i + 3]] ?? 0);
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = group >> shift;
  }
  return bytes;
};
`;

rmSync('dist', { recursive: true, force: true });
rmSync('build', { recursive: true, force: true });
mkdirSync('dist/kernels', { recursive: true });
mkdirSync('build', { recursive: true });
for (const entry of ENTRIES) {
  await compile(entry, 'simd', `dist/kernels/${entry}.wasm`);
  await compile(entry, 'scalar', `build/${entry}.scalar.wasm`);
  carry(entry);
}

const options = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  define: { ASC_FEATURE_SIMD: 'false' },
  minifySyntax: true,
  charset: 'utf8',
};
const external = ['#wasm/*', '#instantiate', 'papaparse', '@assemblyscript/loader', 'node:*'];
for (const how of ['loader', 'raw']) {
  await build({ ...options, entryPoints: [`src/kernels/instantiate.${how}.ts`], outfile: `dist/kernels/instantiate.${how}.js`, external });
}

if (!process.argv.includes('--kernels')) {
  const entryPoints = SUBPATHS.map((name) => ({ in: name === 'index' ? 'src/index.ts' : `src/${name}/index.ts`, out: name }));
  const library = {
    ...options,
    entryPoints,
    external,
    splitting: true,
    chunkNames: 'shared/[hash]',
    sourcemap: true,
    sourcesContent: false,
  };
  await build({ ...library, outdir: 'dist' });
  await build({ ...library, outdir: 'dist/js', plugins: [withoutWebAssembly()] });
  await build({
    ...options,
    entryPoints: [{ in: 'src/node/cli.ts', out: 'cli' }],
    outdir: 'dist/node',
    platform: 'node',
    target: 'node20',
    external: ['#wasm/*', '#instantiate', 'papaparse', '@assemblyscript/loader'],
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" }, // cli-progress is CommonJS
  });
  execFileSync('node', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  for (const name of ['errors', 'check', 'progress', 'load', 'index']) cpSync(`build/types/src/${name}.d.ts`, `dist/${name}.d.ts`);
  for (const room of ['data', 'evaluation', 'preprocessing', 'segmentation', 'recommendation', 'io', 'report', 'kernels']) {
    cpSync(`build/types/src/${room}`, `dist/${room}`, {
      recursive: true,
      filter: (from) => !from.includes('.d.ts') || from.endsWith('.d.ts'),
    });
  }
}

/** kindred/js: the file that names the WebAssembly builds gives way to one that names none. */
function withoutWebAssembly() {
  return {
    name: 'without-webassembly',
    setup({ onResolve }) {
      onResolve({ filter: /\/wasm\.js$/ }, ({ resolveDir }) => ({ path: `${resolveDir}/wasm.none.ts` }));
    },
  };
}
