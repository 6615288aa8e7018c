/**
 * Code that says behind each console.log what it prints.
 * @module
 */
import { inspect } from 'node:util';

/** What the comments promise: one entry a line. */
export const promisedBy = (code: string): string[] => [...code.matchAll(/console\.log\(.*\);\s*\/\/ (.*)$/gm)].map((match) => match[1]);

const printed = (values: unknown[]) =>
  values.map((v) => (typeof v === 'string' ? v : inspect(v, { breakLength: Infinity, depth: 4 }))).join(' ');

/** What is printed meanwhile, one entry a call. */
export async function printedBy(work: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const original = console.log;
  console.log = (...values) => void lines.push(printed(values).replaceAll('\n', '\\n'));
  try {
    await work();
  } finally {
    console.log = original;
  }
  return lines;
}
