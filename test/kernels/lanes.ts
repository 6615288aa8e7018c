/**
 * Small mistakes in the source, each in a copy of its function, all copies in one program: every SIMD operation changed once (another operation, lane or place),
 * every Math.fround left out.
 * @module
 */
import asc from 'assemblyscript/asc';
import { transform } from 'esbuild';
import { readFileSync } from 'node:fs';
import type { Door, Plan } from '../../src/kernels/door.js';
import { javascript } from '../../src/kernels/javascript.js';
import { webassembly } from '../../src/kernels/webassembly.js';
import type { Entry, Kernels } from './builds.js';
import { FUNCTIONS, WHOLE, waysTo } from './source.js';

/** One mistake. */
export interface Mutant {
  readonly name: string;
  /** The function it is in, and the kernels that reach it, the nearest first. */
  readonly within: string;
  readonly ways: readonly (readonly string[])[];
  readonly body: string;
}

const INSTEAD: Readonly<Record<string, string>> = {
  add: 'sub', sub: 'add', mul: 'add', div: 'mul', pmin: 'pmax', pmax: 'pmin', max_s: 'min_s', lt: 'gt', gt: 'lt', ge: 'lt', sqrt: 'abs', abs: 'neg', floor: 'ceil',
  and: 'or', or: 'and', xor: 'or', andnot: 'and', extend_low_i16x8_u: 'extend_high_i16x8_u', extend_high_i16x8_u: 'extend_low_i16x8_u',
}; // prettier-ignore

/** By how much an access is moved. */
const STEPS: Readonly<Record<string, number>> = { load: 16, store: 16, load32_splat: 4, load64_splat: 8 };

/** The call with a mistake in it. */
function changed(type: string, op: string, generic: string, args: readonly string[]): string {
  const call = (of: string, list: readonly string[], as = type) => `${as}.${of}${generic}(${list.join(', ')})`;
  const own = call(op, args);
  if (INSTEAD[op]) return call(INSTEAD[op], args);
  if (op in STEPS) {
    const places = op === 'store' ? 2 : 1;
    return call(op, [...args.slice(0, places), String(Number(args[places] ?? 0) + STEPS[op])]);
  }
  const swapped = (lane: string) => String(Number(lane) ^ 1);
  switch (op) {
    case 'shuffle':
      return call(op, [args[0], args[1], args[3], args[2], ...args.slice(4)]);
    case 'extract_lane':
    case 'replace_lane':
      return call(op, [args[0], swapped(args[1]), ...args.slice(2)]);
    case 'load64_lane':
      return call(op, [args[0], args[1], swapped(args[2]), ...args.slice(3)]);
    case 'splat':
      return `${type}.sub(${type}.splat(3), ${own})`;
    case 'bitmask':
      return `(${own} ^ 1)`;
    case 'any_true':
      return `i8x16.all_true(${args[0]})`;
    case 'all_true':
      return `v128.any_true(${args[0]})`;
    case 'shl':
      return call(op, [args[0], `${args[1]} - 1`]);
    case 'demote_f64x2_zero':
    case 'promote_low_f32x4':
    case 'convert_i32x4_s':
      return op === 'promote_low_f32x4' ? `f64x2.neg(${own})` : `f32x4.neg(${own})`;
    default:
      throw new Error(`no mistake is known for ${type}.${op}`);
  }
}

/** Where the bracket at `open` is closed, and the arguments between. */
function argumentsAt(text: string, open: number): { args: string[]; end: number } {
  const args: string[] = [];
  let depth = 0;
  for (let at = open, from = open + 1; ; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    if (depth === 0 || (depth === 1 && text[at] === ',')) {
      args.push(text.slice(from, at).trim());
      from = at + 1;
    }
    if (depth === 0) return { args, end: at + 1 };
  }
}

/** Mistakes at each match of a pattern in the functions that an entry reaches. `change` is given a function's text, and where in it the match begins and what it is. */
function mutants(entry: Entry, pattern: RegExp, change: (text: string, match: RegExpExecArray) => { from: string; to: string }): Mutant[] {
  return FUNCTIONS.flatMap(({ name: within, text }) => {
    const ways = waysTo(entry, within).slice(0, 3);
    if (ways.length === 0) return [];
    return [...text.matchAll(pattern)].map((match, n): Mutant => {
      const { from, to } = change(text, match);
      const body = text.slice(0, match.index) + to + text.slice(match.index + from.length);
      return { name: `${ways[0][0]}: ${within}, ${n}: ${from} -> ${to}`, within, ways, body };
    });
  });
}

/** Each SIMD operation changed. */
export const laneMutants = (entry: Entry): Mutant[] =>
  mutants(entry, /\b([fi]\d+x\d+|v128)\.(\w+)(<\w+>)?\(/g, (text, match) => {
    const [call, type, op, generic = ''] = match;
    const { args, end } = argumentsAt(text, match.index + call.length - 1);
    return { from: text.slice(match.index, end), to: changed(type, op, generic, args) };
  });

const CALL = 'Math.fround';

/** Each rounding left out. */
export const roundingMutants = (entry: Entry): Mutant[] =>
  mutants(entry, /Math\.fround(?=\()/g, (text, { index }) => {
    const { end } = argumentsAt(text, index + CALL.length);
    return { from: text.slice(index, end), to: text.slice(index + CALL.length, end) };
  });

const named = (text: string, from: string, to: string) => text.replace(new RegExp(`\\b${from}\\(`, 'g'), `${to}(`);

const textOf = (name: string) => FUNCTIONS.find((one) => one.name === name)!.text;

/** The program with copies of the functions, and of those on the way from a kernel, which is exported as `<kernel>_<mutant>_<way>`. */
const withCopies = (mutants: readonly Mutant[]) =>
  [
    WHOLE,
    ...mutants.flatMap(({ ways, body }, m) =>
      ways.flatMap((way, w) =>
        way.map((name, i) => {
          const own = i === way.length - 1 ? body : named(textOf(name), way[i + 1], `${way[i + 1]}_${m}_${w}`);
          return `${i === 0 ? 'export ' : ''}${named(own, name, `${name}_${m}_${w}`)}`;
        }),
      ),
    ),
  ].join('\n');

/** All copies as one binary. */
export async function compiled(mutants: readonly Mutant[]): Promise<Door<Kernels>> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(['assembly/mutants.ts', '--target', 'simd', '--optimizeLevel', '0', '-o', 'out.wasm'], {
    readFile(name, folder) {
      if (name.endsWith('mutants.ts')) return withCopies(mutants);
      try {
        return readFileSync(`${folder}/${name}`, 'utf8');
      } catch {
        return null; // asc asks for files that may not be there
      }
    },
    writeFile: (_, contents) => void (bytes = contents as Uint8Array),
  });
  if (error || !bytes) throw new Error(`asc: ${stderr.toString()}`);
  return webassembly<Kernels>(bytes);
}

/** All copies as one module of JavaScript. */
export async function translated(mutants: readonly Mutant[]): Promise<Door<Kernels>> {
  const { code } = await transform(withCopies(mutants), { loader: 'ts', format: 'esm', define: { ASC_FEATURE_SIMD: 'false' } });
  const module = (await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as Kernels;
  return javascript(module);
}

/** The door of one mutant, which has the kernel at the beginning of one of its ways. */
export const doorOf = (door: Door<Kernels>, { ways }: Mutant, m: number, w: number): Door<Kernels> => ({
  open<P extends Plan>(plan: P) {
    const { run, ...session } = door.open(plan);
    return { ...session, run: { [ways[w][0]]: run[`${ways[w][0]}_${m}_${w}`] } };
  },
});
