/**
 * The JavaScript build behind the door: kernels run on the caller's arrays where they lie.
 * @module
 */
import { isMake, layOut, type Door, type Held, type Plan } from './door.js';

export function javascript<K>(kernels: K): Door<K> {
  return {
    open<P extends Plan>(plan: P) {
      layOut(plan, 0); // the same sizes are refused by both builds
      const held = Object.fromEntries(Object.entries(plan).map(([name, what]) => [name, isMake(what) ? new what[0](what[1]) : what]));
      return { run: kernels, held: held as Held<P>, close() {} };
    },
  };
}
