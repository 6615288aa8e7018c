// Runs the command as it is shipped, in a folder of the test's own.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

const CLI = resolve('dist/node/cli.js');

export interface Answer {
  code: number;
  out: string;
  err: string;
}

/** Where the command runs, and what lies there. */
export interface Place {
  readonly folder: string;
  /** Run the command. */
  kindred(...args: string[]): Promise<Answer>;
  /** Run it with something on standard input, another environment, or another copy of the command. */
  kindredWith(given: { input?: string | Uint8Array; env?: NodeJS.ProcessEnv; cli?: string }, ...args: string[]): Promise<Answer>;
  /** Run lines of a shell, in which `kindred` is the command. */
  sh(script: string): Promise<Answer>;
  /** Start it, and leave it running. */
  start(...args: string[]): ChildProcess;
  /** Write a file. @returns its name */
  given(name: string, content: string | Uint8Array): string;
  read(name: string): Buffer;
}

/** A folder that goes when the tests are done. */
export function place(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  // what the runner of the tests thinks of colors is not the command's business
  const plain: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };
  const ran = (file: string, args: string[], env: NodeJS.ProcessEnv = {}, input?: string | Uint8Array) =>
    new Promise<Answer>((done) => {
      const child = execFile(file, args, { cwd: folder, env: { ...plain, ...env }, maxBuffer: 1e8 }, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out, err }),
      );
      child.stdin!.on('error', () => {}); // it may end before it has read everything
      child.stdin!.end(input);
    });
  const kindredWith: Place['kindredWith'] = ({ input, env, cli = CLI }, ...args) => ran(process.execPath, [cli, ...args], env, input);
  return {
    folder,
    kindredWith,
    kindred: (...args) => kindredWith({}, ...args),
    sh: (script) => ran('sh', ['-c', `kindred() { '${process.execPath}' '${CLI}' "$@"; }\n${script}`]),
    start: (...args) => spawn(process.execPath, [CLI, ...args], { cwd: folder, env: plain }),
    given(name, content) {
      writeFileSync(join(folder, name), content);
      return name;
    },
    read: (name) => readFileSync(join(folder, name)),
  };
}

/** What the command said with --json. */
export const json = <T>({ out }: Answer) => JSON.parse(out) as T;

/** Terminal colors and the like. */
export const ANSI = /\u001b\[/;
