/**
 * The conformance program in Deno, which is given no permission.
 * @module
 */
import { BUILDS, type Lane } from './lane';
import { installed, processLane, type Command } from './process';

/** The executable. */
export const DENO = installed(`@deno/${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}/deno`);

const deno = (): Command => ({
  file: DENO,
  args: ['run', '--no-prompt', '-'],
  env: { DENO_NO_UPDATE_CHECK: '1' },
});

const runtime = 'Deno';

/** Without WebAssembly it is Node's engine, which runs so already. */
export const denoLanes = (): Lane[] => BUILDS.map((way) => processLane({ runtime, ...way }, deno()));
