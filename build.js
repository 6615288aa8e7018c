// Builds everything that is shipped or tested: kernels (WebAssembly with SIMD, and without for the tests), dist/ (ESM, twice: with WebAssembly and as
// kindred/js), types, and the command. `node build.js --kernels` stops after the kernels.
import asc from 'assemblyscript/asc';
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ENTRIES = ['fit', 'score'];

async function compile(entry, target, outFile) {
  const { error, stderr } = await asc.main([`assembly/${entry}.ts`, '--target', target, '-o', outFile]);
  if (error) throw new Error(`asc: ${stderr.toString()}`);
}

/** One binary, two ways to carry it: a string in a module, and a module of its own where the runtime compiles at deployment. */
function carry(entry) {
  const bytes = readFileSync(`dist/kernels/${entry}.wasm`);
  writeFileSync(
    `dist/kernels/${entry}.inline.js`,
    `${DECODE}export default /* @__PURE__ */ decode(\n  '${encoded(bytes)}',\n  ${bytes.length},\n);\n`,
  );
  writeFileSync(`dist/kernels/${entry}.workerd.js`, `import module from './${entry}.wasm';\nexport default module;\n`);
  // for whoever imports the file itself, where a runtime or a bundler gives a module for it
  writeFileSync(`dist/kernels/${entry}.wasm.d.ts`, 'declare const module: WebAssembly.Module;\nexport default module;\n');
}

/**
 * A byte is a digit for its lower six bits, after a mark where the upper two are not 0. Whole bytes stay visible, so that compression finds what repeats: base64 takes 3.4 kB
 * more of a gzipped page. Letters, digits and signs that no quoting, template or minifier touches.
 */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const MARKS = '.*!';
const encoded = (bytes) => Array.from(bytes, (byte) => (byte < 64 ? '' : MARKS[(byte >> 6) - 1]) + DIGITS[byte & 63]).join('');

// by hand: atob and TextDecoder are missing in AudioWorklets, Uint8Array.fromBase64 in Node 22
const DECODE = `const digits = '${DIGITS}${MARKS}';
const decode = (text, length) => {
  const bytes = new Uint8Array(length);
  const places = new Uint8Array(128);
  for (let d = 0; d < digits.length; d++) places[digits.charCodeAt(d)] = d;
  for (let i = 0, at = 0; i < text.length; i++) {
    const place = places[text.charCodeAt(i)];
    if (place < 64) bytes[at++] += place;
    else bytes[at] = (place - 63) << 6;
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

const options = { format: 'esm', target: 'es2022', define: { ASC_FEATURE_SIMD: 'false' }, minifySyntax: true, charset: 'utf8' };

/** The one module that is shipped with the libraries it imports, so that they are no dependencies of users. */
const CHARTS = 'src/report/plot.ts';

/** What Node needs of src/node besides the command. */
const THREADS = 'src/node/threads.ts';

/** One module a file, as in the source: a bundler leaves out every file that a page does not use. */
async function modules(outdir, renamed) {
  const entryPoints = [...listed('src'), ...listed('assembly')].filter(
    (file) => (!file.startsWith('src/node/') || file === THREADS) && !file.endsWith('.none.ts') && file !== CHARTS,
  );
  const { outputFiles } = await build({ ...options, entryPoints, outdir, outbase: '.', write: false });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    // asc wants its imports without an extension, JavaScript with
    writeFileSync(path, path.includes('/assembly/') ? text.replace(/(from ")(\.\/[a-z]+)(")/g, '$1$2.js$3') : pure(text));
  }
  for (const from of renamed)
    writeFileSync(
      `${outdir}/${from.replace('.none.ts', '.js')}`,
      (await build({ ...options, entryPoints: [from], write: false })).outputFiles[0].text,
    );
  const outfile = `${outdir}/${CHARTS.replace('.ts', '.js')}`;
  const charts = await build({
    ...options,
    entryPoints: [CHARTS],
    outfile,
    bundle: true,
    minify: true,
    legalComments: 'none',
    metafile: true,
  });
  return charts.metafile;
}

/** What differs under kindred/js to begin with: what names a WebAssembly build, knows which builds were loaded, or names a thread's program by its place. */
const DIFFERENT = [
  'src/kernels/wasm.js',
  'src/kernels/choose.js',
  'src/kernels/engine.js',
  'src/worker/threads.js',
  'src/worker/threads.web.js',
  'src/node/threads.js',
];

/** Of `copy`, leave the modules that differ from those of `original` and whoever imports them, and the package's doors; the rest is the original's. */
function share(copy, original) {
  const files = readdirSync(copy, { encoding: 'utf8', recursive: true }).filter((file) => file.endsWith('.js'));
  const imports = new Map(
    files.map((file) => [
      file,
      readFileSync(join(copy, file), 'utf8')
        .match(IMPORTED)
        ?.map((from) => join(dirname(file), from)) ?? [],
    ]),
  );
  const different = new Set(DIFFERENT);
  for (let before = 0; before < different.size;) {
    before = different.size;
    for (const [file, from] of imports) if (from.some((one) => different.has(one))) different.add(file);
  }
  const doors = new Set(DOORS.map((door) => `src/${door}`));
  for (const file of files) {
    const here = dirname(join(copy, file));
    const originalOf = (name) => relative(here, join(original, name));
    const own = (from) => different.has(join(dirname(file), from));
    if (different.has(file)) {
      const text = readFileSync(join(copy, file), 'utf8');
      writeFileSync(
        join(copy, file),
        text.replace(IMPORTED, (from) => (own(from) ? from : originalOf(join(dirname(file), from)))),
      );
    } else if (doors.has(file)) writeFileSync(join(copy, file), `export * from "${originalOf(file)}";\n`);
    else rmSync(join(copy, file));
  }
}
const IMPORTED = /(?<=\b(?:from|import) ")\.[^"]+(?=";)/g;

/** Calls of the builders of constraints (src/check.ts) have no effect, which esbuild does not see across files: a page is to leave out options that it does not use. */
const pure = (text) => text.replace(/(?<=[:=] )(?=(integer|number|interval|optional|flag|oneOf|seed)\()/g, '/* @__PURE__ */ ');

/** A browser's worker is one file that imports nothing: a page's import map does not reach it, and it is one request. */
const thread = (folder) =>
  build({
    ...options,
    entryPoints: [`${folder}/start.js`],
    outfile: `${folder}/thread.js`,
    bundle: true,
    minify: true,
    keepNames: true, // of classes, which errors tell
    platform: 'browser',
  });

/** The package's subpaths, each by the module of src/ that it is. */
const DOORS = Object.values(JSON.parse(readFileSync('package.json', 'utf8')).exports).flatMap(
  ({ default: path = '' }) => /^\.\/dist\/doors\/(.*)/.exec(path)?.[1] ?? [],
);

/**
 * What `exports` name: a door leads to one module a file, or in Node, Bun and Deno, which read each file by itself, to a few chunks of the same. It is chosen in
 * `imports`, so that all doors lead to the same.
 */
async function doors() {
  for (const [folder, name] of [
    ['dist/doors', '#doors'],
    ['dist/js/doors', '#doors-js'],
  ])
    for (const door of DOORS) {
      mkdirSync(dirname(`${folder}/${door}`), { recursive: true });
      writeFileSync(`${folder}/${door}`, `export * from "${name}/${door}";\n`);
    }
  await build({
    ...options,
    entryPoints: ['dist/src', 'dist/js/src'].flatMap((folder) => DOORS.map((door) => `${folder}/${door}`)),
    outdir: 'dist/chunks',
    outbase: 'dist',
    bundle: true,
    splitting: true,
    keepNames: true, // of classes, which errors tell
    platform: 'node',
    packages: 'external',
    external: ['#*'], // what differs between runtimes is chosen as for the modules
  });
}

/** The command has the charts of kindred/report. */
const CHARTS_APART = {
  name: 'charts apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/plot\.js$/ }, ({ path, resolveDir }) =>
      resolve(resolveDir, path) === resolve(CHARTS.replace('.ts', '.js'))
        ? { path: `../${CHARTS.replace('.ts', '.js')}`, external: true }
        : undefined,
    ),
};

const listed = (folder) =>
  readdirSync(folder, { encoding: 'utf8', recursive: folder === 'src' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file));

if (!process.argv.includes('--kernels')) {
  const bundled = await modules('dist', []);
  // kindred/js: the files that name the WebAssembly builds give way to those that name none
  await modules(
    'dist/js',
    listed('src').filter((file) => file.endsWith('.none.ts')),
  );
  share('dist/js', 'dist');
  for (const folder of ['dist', 'dist/js']) await thread(`${folder}/src/worker`);
  await doors();
  const command = await build({
    ...options,
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    entryPoints: ['src/node/cli.ts'],
    outdir: 'dist/node',
    outbase: 'src/node',
    splitting: true, // each command reads its own code
    plugins: [CHARTS_APART],
    external: ['#wasm/*', '#instantiate', 'papaparse', '@noble/*', '@assemblyscript/loader', 'hyparquet', 'age-encryption'],
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" }, // cli-progress is CommonJS
  });
  writeFileSync('dist/THIRD-PARTY.md', thirdParty([bundled, command.metafile]));
  execFileSync('node', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}

/** The licences of what is bundled into the command and the charts. */
function thirdParty(metafiles) {
  const parts = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => Object.entries(output.inputs ?? {})));
  const inputs = parts.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const packages = [...new Set(inputs.map((file) => /^node_modules\/((@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean))].sort();
  const texts = packages.map((name) => {
    const folder = join('node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `## ${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`;
  });
  return `# Bundled into the command and the charts of the report\n\n${texts.join('\n')}`;
}
