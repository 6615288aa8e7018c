/**
 * The conformance program in workerd, Cloudflare's runtime: imported at top level, computed in a request.
 * @module
 */
import type { BuildOptions } from 'esbuild';
import { execFile, spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { withBundle } from './bundle';
import type { Conformance, Subpath } from './entry';
import { workerdPath } from './installed';
import { INLINE_CARRIERS, NEVER, PASSED, without, type Lane, type LaneRun } from './lane';
import { within } from './within';

/** The `workerd` condition gives modules that are compiled at deployment; without it the bytes are inline. */
export const DEPLOYED: BuildOptions = { conditions: ['workerd'], loader: { '.wasm': 'copy' }, assetNames: '[name]' };
export const INLINE: BuildOptions = { platform: 'neutral' };

const FETCH = 'export default { fetch: async () => Response.json(await result()) };';

/** @param date - the compatibility date, which decides what a worker may compile */
export function runInWorkerd(subpath: Subpath, options: BuildOptions, date: string): Promise<LaneRun> {
  return withBundle(subpath, FETCH, options, async ({ folder, bytes, carriers }) => {
    const modules = readdirSync(folder).sort();
    return { ...((await askWorkerd(folder, modules, date)) as Conformance), modules, bytes, carriers };
  });
}

const OLD = '2025-05-01'; // the date before inline bytes may be compiled
const NEW = '2025-06-02';

const WAYS: (Pick<Lane, 'how' | 'subpath' | 'build' | 'reason' | 'expected'> & { options: BuildOptions; date: string })[] = [
  // at a date at which inline bytes may not be compiled
  { how: 'modules of the deployment', subpath: 'kindred', build: 'webassembly', reason: PASSED, options: DEPLOYED, date: OLD, expected: { modules: ['app.js', 'fit.wasm', 'score.wasm'] } },
  { how: 'inline bytes', subpath: 'kindred', build: 'webassembly', reason: PASSED, options: INLINE, date: NEW, expected: { modules: ['app.js'], carriers: INLINE_CARRIERS } },
  { ...without(`inline bytes, compatibility date ${OLD}`), options: INLINE, date: OLD, expected: { modules: ['app.js'] } },
  { how: '', subpath: 'kindred/js', build: 'javascript', reason: NEVER, options: INLINE, date: OLD, expected: { modules: ['app.js'], carriers: [] } },
]; // prettier-ignore

export const workerdLanes = (): Lane[] =>
  WAYS.map(({ options, date, ...way }) => ({
    ...way,
    runtime: 'workerd',
    found: workerdPath() !== undefined,
    needs: 'workerd: `npm ci --prefix test/runtimes`',
    version: async () => (await promisify(execFile)(workerdPath()!, ['--version'])).stdout.trim().replace(/^workerd /, ''),
    run: () => runInWorkerd(way.subpath, options, date),
  }));

/** What a worker answers, within `ms`. @param modules - files of the folder, the worker's own first */
export async function askWorkerd(folder: string, modules: string[], date: string, ms = 120_000): Promise<unknown> {
  writeFileSync(join(folder, 'config.capnp'), configOf(modules, date));
  const workerd = spawn(workerdPath()!, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const exited = new Promise<void>((resolve) => workerd.once('close', () => resolve()));
  try {
    for (const stream of [workerd.stdout!, workerd.stderr!]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const died = exited.then(() => Promise.reject(new Error(`workerd ended: ${said}`)));
    died.catch(() => {}); // after the last race it ends because it is told to
    const port = await within(30_000, 'starting workerd', Promise.race([listening(workerd.stdio[3] as Readable), died]));
    const response = await Promise.race([fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(ms) }), died]);
    if (!response.ok) throw new Error(`workerd answered ${response.status}: ${said}`);
    return await response.json();
  } finally {
    workerd.kill('SIGKILL');
    await within(30_000, 'ending workerd', exited);
  }
}

/** The port, which workerd tells on its control pipe. */
function listening(control: Readable): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    control.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /"event":"listen".*"port":(\d+)/.exec(text)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

// app.js comes first by name, and the first module is the worker
const configOf = (modules: string[], date: string) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [${modules.map((name) => `(name = "${name}", ${name.endsWith('.wasm') ? 'wasm' : 'esModule'} = embed "${name}")`).join(', ')}],
  compatibilityDate = "${date}",
);
`;
