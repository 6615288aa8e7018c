/**
 * The conformance program in Bun.
 * @module
 */
import { BUILDS, without, type Lane } from './lane';
import { installed, processLane, type Command } from './process';

/** The executable. */
export const BUN = installed(`@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}/bin/bun`);

const bun = (env: Record<string, string> = {}): Command => ({
  file: BUN,
  args: ['run', '-'],
  env,
});

const runtime = 'Bun';

export const bunLanes = (): Lane[] => [
  ...BUILDS.map((way) => processLane({ runtime, ...way }, bun())),
  processLane({ runtime, ...without('without SIMD') }, bun({ BUN_JSC_useWasmSIMD: '0' })),
];
