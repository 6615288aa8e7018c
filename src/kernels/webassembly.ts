/**
 * The WebAssembly build behind the door. Every open session has an instance, hence a memory, of its own: sessions may nest, overlap and wait,
 * and because memory grows only while a session opens, no view is ever detached. Closed instances are used again.
 * @module
 */
import { instantiate } from '#instantiate';
import { KindredError } from '../errors.js';
import { isMake, layOut, type Door, type Held, type Layout, type Numbers, type Plan } from './door.js';

/** What the package's files give: bytes, or where a runtime compiles at deployment, a module (perhaps of another realm). */
export type WasmSource = Uint8Array | WebAssembly.Module;

const PAGE = 65536;
const FIRST = 1024; // below lies nothing, so a null address is never data
const KEEP = 67108864; // an idle memory above 64 MB is left to the garbage collector: it can never shrink
const IDLE = 4; // idle instances kept: each reserves address space

/** @throws whatever the runtime throws where WebAssembly may not be compiled */
export function webassembly<K>(source: WasmSource): Door<K> {
  const isModule = Object.prototype.toString.call(source) === '[object WebAssembly.Module]'; // instanceof fails across realms
  const module = isModule ? (source as WebAssembly.Module) : new WebAssembly.Module(source as Uint8Array<ArrayBuffer>);
  const idle: Engine<K>[] = [start<K>(module)]; // WebKit under a strict CSP compiles, but does not instantiate: find out now
  return {
    open<P extends Plan>(plan: P) {
      const layout = layOut(plan, FIRST);
      const engine = idle.pop() ?? start<K>(module);
      const held = engine.lay(layout) as Held<P>;
      let open = true;
      return {
        run: engine.run,
        held,
        close() {
          if (open && engine.memory.buffer.byteLength <= KEEP && idle.length < IDLE) idle.push(engine);
          open = false;
        },
      };
    },
  };
}

interface Engine<K> {
  memory: WebAssembly.Memory;
  run: K;
  lay(layout: Layout): Record<string, Numbers>;
}

function start<K>(module: WebAssembly.Module): Engine<K> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const exports = instantiate(module, { env: { memory } });
  let buffer = memory.buffer; // kept, because memory.buffer is a slow getter
  let used = FIRST; // everything from here on is still zero
  const run: Record<string, unknown> = {};
  for (const [name, kernel] of Object.entries(exports)) {
    if (typeof kernel !== 'function') continue;
    run[name] = (...args: (number | Numbers)[]) => {
      for (let i = 0; i < args.length; i++) {
        const a = args[i];
        if (typeof a === 'number') continue;
        if (a.buffer !== buffer) throw new TypeError(`${name}: argument ${i} is not held by this session`);
        args[i] = a.byteOffset;
      }
      return (kernel as (...addresses: unknown[]) => unknown)(...args);
    };
  }
  return {
    memory,
    run: run as K,
    lay({ places, top }) {
      const missing = top - buffer.byteLength;
      if (missing > 0) {
        try {
          memory.grow(Math.ceil(missing / PAGE));
        } catch (cause) {
          throw new KindredError('too-large', `this runtime gives no ${Math.ceil(top / 1048576)} MB of kernel memory`, { cause });
        }
        buffer = memory.buffer;
      }
      const held: Record<string, Numbers> = {};
      for (const { name, what, type, at, length } of places) {
        const view = (held[name] = new type(buffer, at, length));
        if (!isMake(what)) view.set(what);
        else if (at < used) view.fill(0);
      }
      used = Math.max(used, top);
      return held;
    },
  };
}
