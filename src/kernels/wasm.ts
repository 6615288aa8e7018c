/**
 * The WebAssembly builds, as the runtime's own file carries them. `kindred/js` has wasm.none.ts in this place.
 * @module
 */
import fitSource from '#wasm/fit';
import scoreSource from '#wasm/score';
import type * as fitKernels from '../../assembly/fit.js';
import type * as scoreKernels from '../../assembly/score.js';
import type { Door } from './door.js';
import { webassembly } from './webassembly.js';

export const fitBuild = (): Door<typeof fitKernels> => webassembly<typeof fitKernels>(fitSource);
export const scoreBuild = (): Door<typeof scoreKernels> => webassembly<typeof scoreKernels>(scoreSource);
