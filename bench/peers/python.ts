/**
 * A Python peer: a child process with one thread, asked once a round; it keeps its own time, around the call only.
 * @module
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Contender, Measured } from '../interleave.ts';

type Argument = number | Float64Array | Int32Array;

/**
 * @param script - a file in this folder
 * @param load - the arguments of its `load`; arrays are handed over as files
 */
export async function pythonPeer(python: string, name: string, script: string, load: Record<string, Argument>): Promise<Contender> {
  const folder = mkdtempSync(`${tmpdir()}/kindred-bench-`);
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(python, ['-u', path], { env: oneThread(), stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${script} ended with code ${code}`)));
  });
  failed.catch(() => {}); // once closed, its end is no fault
  const ask = async (message: object): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    return JSON.parse((await Promise.race([lines.next(), failed])).value as string);
  };
  const given = Object.entries(load).map(([key, value]) => {
    if (typeof value === 'number') return [key, value];
    writeFileSync(`${folder}/${key}`, value);
    return [key, `${folder}/${key}`];
  });
  await ask({ load: Object.fromEntries(given) });
  return {
    name,
    kind: 'peer',
    measure: () => ask({ run: true }) as Promise<Measured>,
    close() {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Is a package installed there? */
export const hasPackage = (python: string, name: string): boolean => spawnSync(python, ['-c', `import ${name}`]).status === 0;

/** One thread, and the kernels that OpenBLAS chooses itself. */
function oneThread(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  delete env['OPENBLAS_CORETYPE'];
  delete env['OPENBLAS_L2_SIZE'];
  return env;
}
