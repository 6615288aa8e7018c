/**
 * Lines that are to be pasted into a shell.
 * @module
 */
import type { Id } from '../data/ids.js';

/** A text as one word of a shell, quoted where it needs be. */
export const shellWord = (text: string) => (/^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Items as flags: in one where commas can stand between them. */
export function historyFlags(items: readonly Id[]): string {
  const texts = items.map(String);
  const flags = texts.some((text) => text.includes(',') || text.trim() !== text) ? texts : [texts.join(',')];
  // a value that begins with - would be taken for a flag
  return flags.map((text) => (text.startsWith('-') ? shellWord(`--history=${text}`) : `--history ${shellWord(text)}`)).join(' ');
}
