/**
 * The kernels' source as functions: which calls which, so that a mistake in any is told by the kernels that reach it.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { kernelNames, type Entry } from './builds.js';

export interface SourceFunction {
  readonly file: string;
  readonly name: string;
  /** From `function` to the brace that ends it. */
  readonly text: string;
  /** Where in the file `text` begins. */
  readonly at: number;
}

const FILES = readdirSync('assembly').filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const ABIS = ['fit.ts', 'score.ts'];

/** All of them. */
export const FUNCTIONS: readonly SourceFunction[] = FILES.flatMap((file) => {
  const source = readFileSync(`assembly/${file}`, 'utf8');
  return [...source.matchAll(/^(?:export )?(function (\w+)\([\s\S]*?^\})$/gm)].map(([whole, text, name], _, __) => ({
    file,
    name,
    text,
    at: source.indexOf(whole) + whole.indexOf('function'),
  }));
});

/** The source of all files as one, without imports and exports; constants that several have are there once. */
export const WHOLE = FILES.filter((file) => !ABIS.includes(file))
  .flatMap((file) => readFileSync(`assembly/${file}`, 'utf8').split('\n'))
  .filter((line, i, lines) => !line.startsWith('import ') && (!line.startsWith('const ') || lines.indexOf(line) === i))
  .map((line) => line.replace(/^export (?=function)/, ''))
  .join('\n');

const callersOf = (name: string) =>
  FUNCTIONS.filter(({ text, name: own }) => own !== name && new RegExp(`\\b${name}\\(`).test(text)).map((one) => one.name);

/** Ways from kernels to a function, the shortest first: [kernel, ..., function]. At most one a kernel. */
export function waysTo(entry: Entry, name: string): string[][] {
  const kernels = new Set(kernelNames(entry));
  const ways: string[][] = [];
  const seen = new Set([name]);
  for (let edge = [[name]]; edge.length > 0;) {
    const next: string[][] = [];
    for (const way of edge) {
      if (kernels.has(way[0])) ways.push(way);
      for (const caller of callersOf(way[0])) {
        if (seen.has(caller)) continue;
        seen.add(caller);
        next.push([caller, ...way]);
      }
    }
    edge = next;
  }
  return ways;
}
