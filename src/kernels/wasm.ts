/**
 * The WebAssembly builds, as the runtime's own file carries them. `kindred/js` has wasm.none.ts in this place.
 * @module
 */
import fitSource from '#wasm/fit';
import scoreSource from '#wasm/score';
import type * as fitKernels from '../../assembly/fit.js';
import type * as scoreKernels from '../../assembly/score.js';
import { webassembly } from './webassembly.js';

export const fitBuild = () => webassembly<typeof fitKernels>(fitSource);
export const scoreBuild = () => webassembly<typeof scoreKernels>(scoreSource);
