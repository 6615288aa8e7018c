/**
 * WebKitGTK: its MiniBrowser, by WebDriver, on a display that nobody sees.
 * @module
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Driver, DrivenPage } from './driver';
import { hasWebkit, WEBKIT_DRIVER, XVFB } from './installed';
import { newSession } from './webdriver';
import { within } from './within';

export const webkit: Driver = { name: 'WebKit', found: hasWebkit(), needs: 'webkit2gtk-driver and xvfb', launch };

async function launch(): Promise<DrivenPage> {
  const groups: ChildProcess[] = [];
  let printed = '';
  const start = (command: string, args: string[], display?: string): ChildProcess => {
    const env = { ...process.env, ...(display ? { DISPLAY: display } : {}) };
    const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] }); // a group with all it starts
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    groups.push(child);
    return child;
  };
  const end = () => groups.forEach(endGroup);
  process.once('exit', end);
  const close = async () => {
    process.off('exit', end);
    const ended = groups.map((child) => child.exitCode === null && child.signalCode === null && once(child, 'exit'));
    end();
    await Promise.all(ended);
  };
  try {
    const xvfb = start(XVFB, ['-displayfd', '3', '-nolisten', 'tcp']);
    const [number] = (await within(30_000, 'starting Xvfb', once(xvfb.stdio[3] as Readable, 'data'))) as [Buffer];
    const port = await freePort();
    start(WEBKIT_DRIVER, [`--port=${port}`, '--host=127.0.0.1'], `:${number.toString().trim()}`);
    const session = await newSession(`http://127.0.0.1:${port}`);
    return { ...session, printed: () => printed, close };
  } catch (error) {
    await close();
    if (error instanceof Error) error.message += `\nWebKit printed: ${printed}`;
    throw error;
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended
  }
}

/** The driver takes no 0, and tells no port. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
