/**
 * Finding an entry by what was typed: the id, or words of the name.
 * @module
 */
import type { Suggestion } from '../messages';

/** Entries in the order in which they are suggested while nothing is typed. */
export class Finder {
  private readonly keys: readonly { readonly id: string; readonly name: string }[];

  constructor(private readonly entries: readonly Suggestion[]) {
    this.keys = entries.map(({ id, name }) => ({ id: plain(id), name: ` ${plain(name)}` }));
  }

  /** The best `n`: the id itself, ids that begin so, names with words that begin so, and then whatever holds all the words somewhere. */
  find(text: string, n = 8): Suggestion[] {
    const sought = plain(text).trim();
    if (sought === '') return this.entries.slice(0, n);
    const words = sought.split(/\s+/);
    const ranks: Suggestion[][] = [[], [], [], []];
    this.keys.forEach(({ id, name }, e) => {
      const rank = rankOf(id, name, sought, words);
      if (rank >= 0 && ranks[rank].length < n) ranks[rank].push(this.entries[e]);
    });
    return ranks.flat().slice(0, n);
  }
}

function rankOf(id: string, name: string, sought: string, words: readonly string[]): number {
  if (id === sought) return 0;
  if (id.startsWith(sought)) return 1;
  if (words.every((word) => name.includes(` ${word}`))) return 2;
  return words.every((word) => id.includes(word) || name.includes(word)) ? 3 : -1;
}

/** Small letters without accents. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
