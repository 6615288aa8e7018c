/**
 * Where the functions of a binary lie, by name: exported ones as kernels are called, those that stayed functions of their own as in the source.
 * @module
 */
import asc from 'assemblyscript/asc';
import type { Entry } from './builds.js';

/** A function's body: bytes [from, to) of the binary. */
export interface Body {
  readonly name: string;
  /** The kernels that reach it: itself, if it is one. */
  readonly kernels: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** What `npm run build` ships of an entry, compiled anew, and where its functions lie. @throws where asc refuses the source */
export async function compileShipped(entry: Entry): Promise<{ bytes: Uint8Array; bodies: readonly Body[] }> {
  const written: Record<string, string | Uint8Array> = {};
  const { error, stderr } = await asc.main([`assembly/${entry}.ts`, '--target', 'simd', '-o', 'out.wasm', '-t', 'out.wat'], {
    writeFile: (name, contents) => void (written[name] = contents),
  });
  if (error) throw new Error(`asc: ${stderr.toString()}`);
  const bytes = written['out.wasm'] as Uint8Array;
  return { bytes, bodies: bodiesOf(bytes, written['out.wat'] as string) };
}

/** The bytes of the code section, function by function, with the names that the text of the same module has. */
function bodiesOf(bytes: Uint8Array, text: string): Body[] {
  const functions = text.split(/^ \(func /m).slice(1);
  const names = functions.map((of) => /^\$([^\s)]+)/.exec(of)![1]);
  const calls = new Map(functions.map((of, i) => [names[i], [...of.matchAll(/\bcall \$([^\s)]+)/g)].map(([, to]) => to)]));
  const exported = new Map([...text.matchAll(/\(export "([^"]+)" \(func \$([^\s)]+)\)\)/g)].map(([, as, name]) => [name, as]));
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const to of calls.get(from) ?? []) reached(to, seen);
    return seen;
  };
  const start = /\(start \$([^\s)]+)\)/.exec(text)?.[1] ?? ''; // sets up what all share
  const kernelsOf = (name: string) =>
    [...exported].flatMap(([from, as]) => (reached(from).has(name) || (start !== '' && reached(start).has(name)) ? [as] : []));
  const code = sectionsOf(bytes).find(({ id }) => id === CODE)!;
  const [count, first] = leb(bytes, code.from);
  if (count !== names.length) throw new Error(`the binary has ${count} functions, its text ${names.length}`);
  let at = first;
  return names.map((name) => {
    const [size, from] = leb(bytes, at);
    at = from + size;
    return { name: exported.get(name) ?? name.split('/').at(-1)!, kernels: kernelsOf(name), from, to: at };
  });
}

const CODE = 10;
const SECTIONS = ['custom', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element', 'code', 'data'];

/** The sections of a binary: WebAssembly's core specification 5.5.2. */
function sectionsOf(bytes: Uint8Array): { id: number; from: number; to: number }[] {
  const sections = [];
  for (let at = 8; at < bytes.length;) {
    const [size, from] = leb(bytes, at + 1);
    sections.push({ id: bytes[at], from, to: from + size });
    at = from + size;
  }
  return sections;
}

/** An unsigned number in LEB128, and where it ends. */
function leb(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

/** Where two binaries differ first, by the kernels that are touched; nothing where they are the same. */
export function differenceOf(what: string, bytes: Uint8Array, wanted: Uint8Array, bodies: readonly Body[]): string | undefined {
  let at = 0;
  while (at < wanted.length && bytes[at] === wanted[at]) at++;
  if (at === wanted.length && bytes.length === wanted.length) return undefined;
  const where = `${what} is not what its source compiles to: byte ${at}`;
  const body = bodies.find(({ from, to }) => at >= from && at < to);
  if (!body) {
    const section = sectionsOf(wanted)
      .filter(({ from }) => at >= from)
      .at(-1);
    return `${where} of ${bytes.length} (${wanted.length}), section ${section ? SECTIONS[section.id] : 'header'}`;
  }
  const kernels = body.kernels.join(', ');
  return `${where} lies in the kernel ${kernels === body.name ? body.name : `${kernels} (its function ${body.name})`}`;
}
