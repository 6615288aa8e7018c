/**
 * An example as its readers try it: copied into an empty folder, its README's commands typed word for word, its server asked and ended.
 * @module
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { within } from '../runtimes/within';
import { emptyFolder, installHere, shellBlocks } from './empty-folder';

export interface Running {
  readonly server: ChildProcess;
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** What it printed until it answered. */
  readonly text: string;
}

export interface Followed extends Running {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** What each command printed, but for the server. */
  readonly printed: ReadonlyMap<string, string>;
}

export interface FollowOptions {
  /** The command of the README that stays. */
  readonly server: string;
  /** Where programs lie that a reader has already. */
  readonly path?: string;
}

/**
 * Follow a README and use what then runs. Two things differ from what a reader does: `npm install` and its like are `installHere`, and the server gets a free port by PORT,
 * which Vite and wrangler pass over, to take one themselves. Where it says that it listens takes the place of the README's address in the commands behind.
 */
export async function follow<R>(example: string, options: FollowOptions, use: (followed: Followed) => Promise<R>): Promise<R> {
  const commands = shellBlocks(readFileSync(`examples/${example}/README.md`, 'utf8')).flatMap((block) => block.split('\n'));
  const at = commands.indexOf(options.server);
  if (at < 0) throw new Error(`README of ${example} has no command "${options.server}"`);
  return emptyFolder(example, async (folder) => {
    // whoever followed it in place left more there
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: `examples/${example}`, encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
    for (const file of files) cpSync(`examples/${example}/${file}`, join(folder, file));
    const env = environment(folder, options.path);
    const printed = new Map<string, string>();
    for (const command of commands.slice(0, at)) {
      if (/^(npm|bun|deno) (install|ci)$/.test(command)) await installHere(folder);
      else printed.set(command, sh(command, folder, env));
    }
    return serving(options.server, folder, env, async (running) => {
      for (const command of commands.slice(at + 1)) printed.set(command, sh(command.replace(URL_OF, running.url), folder, env));
      return use({ ...running, folder, env, printed });
    });
  });
}

/** A server on a free port for as long as it is used; it ends with all that it started. */
export async function serving<R>(command: string, cwd: string, env: NodeJS.ProcessEnv, use: (running: Running) => Promise<R>): Promise<R> {
  const server = spawn('bash', ['-c', `exec ${command}`], {
    cwd,
    env: { ...env, PORT: String(await freePort()) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const text = await within(120_000, command, listening(server));
    return await use({ server, url: urlOf(text)!, text });
  } finally {
    end(server);
  }
}

/** Programs of the folder first, this Node next; nothing of this suite's own settings. */
function environment(folder: string, already = ''): NodeJS.ProcessEnv {
  const others = process.env['PATH']!.split(':').filter((path) => !path.includes('node_modules'));
  const path = [join(folder, 'node_modules/.bin'), already, dirname(process.execPath), ...others].filter(Boolean).join(':');
  const quiet = {
    CI: '1',
    npm_config_offline: 'true', // npx would fetch what package.json forgot
    NO_COLOR: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  };
  return { PATH: path, HOME: folder, ...quiet };
}

/** @throws Error with what it printed, where it fails */
export function sh(command: string, cwd: string, env: NodeJS.ProcessEnv): string {
  try {
    return execFileSync('bash', ['-c', command], { cwd, env, encoding: 'utf8', stdio: 'pipe', timeout: 400_000, killSignal: 'SIGKILL' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command}: ${stdout}${stderr}`, { cause: error });
  }
}

const URL_OF = /http:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):\d+/;

/** As it is printed; every address of this machine is none to ask. */
const urlOf = (text: string): string | undefined => URL_OF.exec(text)?.[0].replace(/0\.0\.0\.0|\[::\]/, 'localhost');

/** What it printed until it had said where it listens, and answered there. */
async function listening(server: ChildProcess): Promise<string> {
  let [text, over] = ['', false];
  for (const stream of [server.stdout!, server.stderr!])
    stream.on('data', (piece: Buffer) => (text += stripVTControlCharacters(piece.toString())));
  server.once('exit', () => (over = true));
  for (;;) {
    if (over) throw new Error(`The server ended: ${text}`);
    const url = urlOf(text);
    try {
      if (url) {
        await (await fetch(url, { signal: AbortSignal.timeout(60_000) })).arrayBuffer();
        return text;
      }
    } catch {
      // not yet
    }
    await sleep(100);
  }
}

function end({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL');
  } catch {
    // it is over
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
