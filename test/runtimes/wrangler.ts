/**
 * The conformance program in `wrangler dev`, as who builds for Cloudflare runs it: no configuration, wrangler bundles, its workerd runs.
 * @module
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEPLOYED } from './workerd';
import { bytesOf } from './bundle';
import { entry, ROOT, type Conformance, type Subpath } from './entry';
import { BUILDS, type Lane } from './lane';
import { installed } from './process';
import { within } from './within';

const WRANGLER = installed('wrangler/bin/wrangler.js');

export const wranglerLanes = (): Lane[] =>
  BUILDS.map((way) => ({
    ...way,
    runtime: 'wrangler dev',
    found: existsSync(WRANGLER),
    needs: 'wrangler: `npm ci --prefix test/runtimes`',
    version: async () => (JSON.parse(readFileSync(installed('wrangler/package.json'), 'utf8')) as { version: string }).version,
    run: async () => ({ ...(await runInWrangler(way.subpath)), bytes: await bytesOf(way.subpath, DEPLOYED) }),
  }));

async function runInWrangler(subpath: Subpath): Promise<Conformance> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-wrangler-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules/kindred'));
    writeFileSync(join(folder, 'worker.js'), entry(subpath, 'export default { fetch: async () => Response.json(await result()) };'));
    // a date at which only modules of the deployment may be compiled, so that wrangler must have found them
    return await answerOf(folder, ['dev', 'worker.js', '--compatibility-date', '2025-05-01']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answerOf(folder: string, args: string[]): Promise<Conformance> {
  const quiet = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CLOUDFLARE_CF_FETCH_ENABLED: 'false' };
  const own = { WRANGLER_LOG_PATH: join(folder, 'log'), WRANGLER_REGISTRY_PATH: join(folder, 'registry') };
  const flags = ['--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0', '--show-interactive-dev-session', 'false'];
  const wrangler = spawn(process.execPath, [WRANGLER, ...args, ...flags], {
    cwd: folder,
    env: { ...process.env, ...quiet, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own: what it starts must end with it
  });
  let said = '';
  const exited = new Promise<void>((resolve) => wrangler.once('close', () => resolve()));
  try {
    const ready = new Promise<string>((resolve) => {
      for (const stream of [wrangler.stdout!, wrangler.stderr!])
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          const url = /Ready on (http:\S+)/.exec(said)?.[1];
          if (url) resolve(url);
        });
    });
    const died = exited.then(() => Promise.reject(new Error(`wrangler ended: ${said}`)));
    died.catch(() => {}); // after the last race it ends because it is told to
    const url = await within(60_000, 'starting wrangler', Promise.race([ready, died]));
    const response = await Promise.race([fetch(url, { signal: AbortSignal.timeout(120_000) }), died]);
    if (!response.ok) throw new Error(`wrangler answered ${response.status}: ${said}`);
    return (await response.json()) as Conformance;
  } finally {
    process.kill(-wrangler.pid!, 'SIGKILL');
    await within(30_000, 'ending wrangler', exited);
  }
}
