/**
 * The conformance program in Node, as a process of its own.
 * @module
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { entry, ROOT, type Conformance, type Subpath } from './entry';

/**
 * @param flags - of Node, such as `--jitless`
 * @param root - the package to run, a broken copy for instance
 */
export async function runInNode(subpath: Subpath, flags: string[] = [], root = ROOT): Promise<Conformance> {
  const code = entry(subpath, 'console.log(JSON.stringify(await result()));');
  const args = [...flags, '--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 240_000, killSignal: 'SIGKILL' });
  return JSON.parse(stdout) as Conformance;
}
