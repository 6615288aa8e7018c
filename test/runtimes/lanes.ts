/**
 * Every runtime, in every way.
 * @module
 */
import { browserLanes } from './browsers';
import { bunLanes } from './bun';
import { denoLanes } from './deno';
import { edgeRuntimeLanes } from './edge-runtime';
import type { Lane } from './lane';
import { nodeLanes } from './node';
import { workerdLanes } from './workerd';
import { wranglerLanes } from './wrangler';

/** By kind, because each kind is a test file of its own: vitest runs two at a time. */
export const LANES = {
  processes: (): Lane[] => [...nodeLanes(), ...bunLanes(), ...denoLanes()],
  edge: (): Lane[] => [...workerdLanes(), ...wranglerLanes(), ...edgeRuntimeLanes()],
  browsers: (): Lane[] => browserLanes(),
};

export const allLanes = (): Lane[] => Object.values(LANES).flatMap((lanes) => lanes());
