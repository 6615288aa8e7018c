/**
 * Runtimes that run the package from its files, as a process of their own: Node, Bun, Deno.
 * @module
 */
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { entry, ROOT, type Conformance, type Subpath } from './entry';
import type { Lane } from './lane';

/** A runtime that reads a module from its standard input. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A file of test/runtimes/node_modules. */
export const installed = (path: string): string => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

/** What a program prints. */
export async function output({ file, args, env }: Command, program: string, cwd = ROOT): Promise<string> {
  const running = promisify(execFile)(file, args, { cwd, env: { ...process.env, ...env }, timeout: 240_000, killSignal: 'SIGKILL' });
  running.child.stdin!.on('error', () => {}); // it ended before it read all: its exit code tells
  running.child.stdin!.end(program);
  return (await running).stdout;
}

export const runIn = async (command: Command, subpath: Subpath, root = ROOT): Promise<Conformance> =>
  JSON.parse(await output(command, entry(subpath, 'console.log(JSON.stringify(await result()));'), root)) as Conformance;

type Ways = Pick<Lane, 'runtime' | 'how' | 'subpath' | 'build' | 'reason'>;

/** @param find - what must be installed by `npm ci --prefix test/runtimes`, if not the command itself */
export const processLane = (ways: Ways, command: Command): Lane => ({
  ...ways,
  found: existsSync(command.file),
  needs: `${ways.runtime}: \`npm ci --prefix test/runtimes\``,
  version: async () => /\d+\.\d+\.\d+/.exec((await promisify(execFile)(command.file, ['--version'])).stdout)![0],
  run: async () => ({ ...(await runIn(command, ways.subpath)), bytes: await bytesRead(ways.subpath) }),
  importMs: () => importMs(command, ways.subpath),
});

/** The package's files that an import reads, and those of its dependencies. */
async function bytesRead(subpath: Subpath): Promise<number> {
  const stdin = { contents: `import '${subpath}';`, resolveDir: ROOT, sourcefile: 'empty.js' };
  const { metafile } = await build({ stdin, absWorkingDir: ROOT, bundle: true, platform: 'node', format: 'esm', metafile: true, write: false, ignoreAnnotations: true }); // prettier-ignore
  const files = Object.entries(metafile.inputs).filter(([path]) => existsSync(join(ROOT, path)));
  return files.reduce((sum, [, { bytes }]) => sum + bytes, 0);
}

/** The whole process with the import over an empty one: medians of several, taken in turn. */
async function importMs(command: Command, subpath: Subpath): Promise<number> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 15; round++)
    for (const [which, program] of [';', `import '${subpath}';`].entries()) {
      const start = performance.now();
      await output(command, program);
      times[which].push(performance.now() - start);
    }
  const [empty, full] = times.map((all) => all.sort((a, b) => a - b)[all.length >> 1]);
  return full - empty;
}
