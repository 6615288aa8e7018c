/**
 * The conformance program in edge-runtime, the sandbox in which Next.js and Vercel run edge functions locally, in a process of its own.
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBundle } from './bundle';
import type { Conformance } from './entry';
import { BUILDS, INLINE_CARRIERS, without, type Lane } from './lane';
import { installed, output } from './process';

const PACKAGE = installed('edge-runtime/package.json');

const LISTEN = "addEventListener('fetch', (event) => event.respondWith(result().then((run) => Response.json(run))));";

const WAYS = [
  { ...BUILDS[0], expected: { carriers: INLINE_CARRIERS } },
  { ...BUILDS[1], expected: { carriers: [] } },
  { ...without('code generation refused'), options: { codeGeneration: { strings: false, wasm: false } } },
];

export const edgeRuntimeLanes = (): Lane[] =>
  WAYS.map(({ options, ...way }: (typeof WAYS)[number] & { options?: object }) => ({
    ...way,
    runtime: 'edge-runtime',
    found: existsSync(PACKAGE),
    needs: 'edge-runtime: `npm ci --prefix test/runtimes`',
    version: async () => (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version,
    run: () =>
      withBundle(way.subpath, LISTEN, { format: 'iife', conditions: ['edge-light'] }, async ({ folder, bytes, carriers }) => {
        const command = { file: process.execPath, args: ['--input-type=module', '-'] };
        const run = JSON.parse(await output(command, program(join(folder, 'app.js'), options))) as Conformance;
        return { ...run, bytes, carriers };
      }),
  }));

const program = (file: string, options: object = {}) => `
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { EdgeRuntime } = createRequire(${JSON.stringify(PACKAGE)})('edge-runtime');
const initialCode = readFileSync(${JSON.stringify(file)}, 'utf8');
const runtime = new EdgeRuntime({ initialCode, ...${JSON.stringify(options)} });
console.log(await (await runtime.dispatchFetch('http://127.0.0.1/')).text());
`;
