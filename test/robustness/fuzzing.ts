/**
 * Fuzzing in a process of its own with little memory: a crash, a hang and too much memory are findings, by the seed that caused them.
 * @module
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from './trial';

export type Try = (seed: number) => Trial;
export type Kind = 'models' | 'csv';

export interface Figures {
  runs: number;
  /** How many came to what: the code of the refusal, or that it answered. */
  outcomes: Record<string, number>;
  slowest: { ms: number; seed: number };
  /** The largest memory asked for at once, and the size of the file. */
  largest: { bytes: number; size: number; seed: number };
  failures: { seed: number; what: string }[];
}

/** Megabytes of heap: what one file needs is far less. */
const HEAP = 256;
/** A file that takes longer hangs. */
const HANG_SECONDS = 60;

/** @param seconds - at most so long. @param told - where the child's lines on the way go */
export async function fuzz(
  kind: Kind,
  from: number,
  trials: number,
  seconds: number,
  told: 'inherit' | 'ignore' = 'ignore',
): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-fuzz-'));
  const notes = join(folder, 'seed');
  const args = ['--import', 'tsx', `--max-old-space-size=${HEAP}`, 'test/robustness/fuzz-child.ts', kind, from, trials, seconds, notes];
  const child = spawn(process.execPath, args.map(String), { stdio: ['ignore', 'pipe', told] });
  let hung = false;
  let last = '';
  const watch = setInterval(() => {
    const now = noted(notes);
    hung = now === last && now !== '';
    last = now;
    if (hung) child.kill('SIGKILL');
  }, HANG_SECONDS * 1000);
  try {
    let text = '';
    child.stdout!.on('data', (piece: Buffer) => (text += piece.toString()));
    const end = await new Promise<number | string | null>((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
    if (end === 0) return JSON.parse(text) as Figures;
    const seed = Number(noted(notes) || from);
    const what = hung ? `takes more than ${HANG_SECONDS} s` : `ends the process (${end})`;
    return {
      runs: seed - from + 1,
      outcomes: {},
      slowest: { ms: 0, seed },
      largest: { bytes: 0, size: 0, seed },
      failures: [{ seed, what }],
    };
  } finally {
    clearInterval(watch);
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function noted(notes: string): string {
  try {
    return readFileSync(notes, 'utf8').trim();
  } catch {
    return ''; // not begun
  }
}
