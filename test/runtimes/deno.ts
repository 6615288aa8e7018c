/**
 * The conformance program in Deno, which is given no permission.
 * @module
 */
import { BUILDS, without, type Lane } from './lane';
import { installed, processLane, type Command } from './process';

const deno = (...flags: string[]): Command => ({
  file: installed(`@deno/${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}/deno`),
  args: ['run', '--no-prompt', ...flags, '-'],
  env: { DENO_NO_UPDATE_CHECK: '1' },
});

const runtime = 'Deno';

export const denoLanes = (): Lane[] => [
  ...BUILDS.map((way) => processLane({ runtime, ...way }, deno())),
  processLane({ runtime, ...without('--jitless') }, deno('--v8-flags=--jitless')),
];
