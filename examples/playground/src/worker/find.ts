/**
 * Finding an entry by what was typed: the id, or the beginning of a word in the label.
 * @module
 */
import type { Suggestion } from '../messages';

/** Entries in the order in which they are suggested while nothing is typed. */
export class Finder {
  private readonly keys: readonly { readonly id: string; readonly label: string }[];

  constructor(private readonly entries: readonly Suggestion[]) {
    this.keys = entries.map(({ id, label }) => ({ id: plain(id), label: ` ${plain(label)}` }));
  }

  /** The best `n`: the id itself, ids that begin so, labels with words that begin so, and then whatever holds all the words somewhere. */
  find(text: string, n = 8): Suggestion[] {
    const sought = plain(text).trim();
    if (sought === '') return this.entries.slice(0, n);
    const words = sought.split(/\s+/);
    const ranks: Suggestion[][] = [[], [], [], []];
    this.keys.forEach(({ id, label }, e) => {
      const rank = rankOf(id, label, sought, words);
      if (rank >= 0 && ranks[rank].length < n) ranks[rank].push(this.entries[e]);
    });
    return ranks.flat().slice(0, n);
  }
}

function rankOf(id: string, label: string, sought: string, words: readonly string[]): number {
  if (id === sought) return 0;
  if (id.startsWith(sought)) return 1;
  if (words.every((word) => label.includes(` ${word}`))) return 2;
  return words.every((word) => id.includes(word) || label.includes(word)) ? 3 : -1;
}

/** Small letters without accents. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
