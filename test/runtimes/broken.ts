/**
 * A copy of the built package whose WebAssembly was compiled from a changed source, while its JavaScript build is the good one: what a miscompiled or
 * stale binary looks like.
 * @module
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './entry';

export type Binary = 'fit' | 'score';

/** @param change - a text of an assembly file, which must be there, and what takes its place (once) */
export async function withBrokenKernel<R>(
  binary: Binary,
  change: { file: string; from: string; to: string },
  use: (root: string) => Promise<R>,
): Promise<R> {
  const root = mkdtempSync(join(tmpdir(), 'kindred-broken-'));
  try {
    for (const name of ['package.json', 'asconfig.json', 'assembly', 'dist'])
      cpSync(join(ROOT, name), join(root, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    edit(join(root, 'assembly', change.file), change.from, change.to);
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', compile(binary)], {
      cwd: root,
      timeout: 120_000,
      killSignal: 'SIGKILL',
    });
    const [good, bytes] = [`dist/kernels/${binary}.wasm`, 'broken.wasm'].map((file) => readFileSync(join(root, file)));
    if (good.equals(bytes)) throw new Error(`the change of ${change.file} changes nothing`);
    writeFileSync(join(root, `dist/kernels/${binary}.inline.js`), `export default Uint8Array.of(${Array.from(bytes).join()});\n`);
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

// by its API, because the asc command starts a process of its own, which would outlive a timeout
const compile = (binary: Binary) => `
import asc from 'assemblyscript/asc';
const { error, stderr } = await asc.main(['assembly/${binary}.ts', '--target', 'simd', '-o', 'broken.wasm']);
if (error) throw new Error(stderr.toString());
`;

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (from === to || !text.includes(from)) throw new Error(`nothing to change in ${path}: ${from.slice(0, 80)}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}
