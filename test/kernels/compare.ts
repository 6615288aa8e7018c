// One case of a kernel through several builds: the same bits, nothing written outside its arrays, nothing read there that counts.
import type { Door } from '../../src/kernels/door.js';
import type { Argument, Builds, Entry, Kernels } from './builds.js';
import { CASES, type KernelCase } from './cases.js';
import { draws } from './draw.js';

type List = Exclude<Argument, number>;
/** Values after the end of each array, in bytes that differ between the builds: what is read there makes answers differ. */
const GUARD = 32;
const SENTINEL = { js: 0xa5, scalar: 0x5a, simd: 0x7f };

/** A copy of an array with a guard behind it. */
function guarded(list: List, sentinel: number): List {
  const out = new (list.constructor as new (length: number) => List)(list.length + GUARD);
  new Uint8Array(out.buffer).fill(sentinel);
  out.set(list);
  return out;
}

const guardOf = (list: List, length: number) =>
  new Uint8Array(list.buffer, list.byteOffset + length * list.BYTES_PER_ELEMENT, GUARD * list.BYTES_PER_ELEMENT);

/** Call a kernel on copies; throws where it wrote outside its arrays. */
export function call(door: Door<Kernels>, name: string, args: readonly Argument[], sentinel: number = SENTINEL.js) {
  const lists = args.map((a, place) => [place, a] as const).filter((pair): pair is readonly [number, List] => typeof pair[1] !== 'number');
  const front = guarded(new Uint16Array(0), sentinel);
  const { run, held, close } = door.open<Record<string, List>>({
    front,
    ...Object.fromEntries(lists.map(([place, a]) => [`a${place}`, guarded(a, sentinel)])),
  });
  try {
    const result = run[name](...args.map((a, place) => (typeof a === 'number' ? a : held[`a${place}`])));
    const spilled = [[-1, new Uint16Array(0)] as const, ...lists].find(([place, a]) =>
      guardOf(held[place < 0 ? 'front' : `a${place}`], a.length).some((byte) => byte !== sentinel),
    );
    if (spilled) throw new Error(`${name} writes outside argument ${spilled[0]}`);
    const after = args.map((a, place) => (typeof a === 'number' ? a : held[`a${place}`].slice(0, a.length)));
    return { result: result as number, after }; // undefined where the kernel returns nothing
  } finally {
    close();
  }
}

/** Where two outputs differ: Object.is, so that NaN is NaN and −0 is not 0. */
function difference(a: Argument | undefined, b: Argument | undefined): string | undefined {
  if (typeof a !== 'object' || typeof b !== 'object') return Object.is(a, b) ? undefined : `${a} and ${b}`;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return `${a[i]} and ${b[i]} at ${i}`;
  return undefined;
}

/** What is wrong with one case, or nothing. */
export function fault(
  builds: Builds,
  name: string,
  { work = [], first = [], promise }: KernelCase,
  args: readonly Argument[],
): string | undefined {
  const [js, ...others] = Object.entries(builds).map(([build, door]) => ({
    build,
    ...call(door, name, args, SENTINEL[build as keyof Builds]),
  }));
  if (promise) {
    for (const { build, result, after } of [js, ...others]) {
      const broken = promise(args, result, after);
      if (broken) return `${build}: ${broken}`;
    }
    return undefined;
  }
  for (const { build, result, after } of others) {
    const returned = difference(js.result, result);
    if (returned) return `js and ${build} return ${returned}`;
    for (let place = 0; place < args.length; place++) {
      if (work.includes(place)) continue;
      const answer = (list: Argument) => (first.includes(place) ? (list as List).subarray(0, result) : list);
      const found = difference(answer(js.after[place]), answer(after[place]));
      if (found) return `js and ${build} differ in argument ${place}: ${found}`;
    }
  }
  return undefined;
}

/** The first fault of many seeded cases of a kernel, or nothing. Case t of a seed is always the same. */
export function firstFault(builds: Builds, entry: Entry, name: string, cases: number): string | undefined {
  const kernel = CASES[entry][name];
  if (!kernel) return `no case for kernel ${name}`;
  for (let t = 0; t < cases; t++) {
    try {
      const found = fault(builds, name, kernel, kernel.draw(draws(7919 * t + name.length)));
      if (found) return `${name}, case ${t}: ${found}`;
    } catch (error) {
      return `${name}, case ${t}: ${(error as Error).message}`;
    }
  }
  return undefined;
}
