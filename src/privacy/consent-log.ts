/**
 * The entries behind ledgers: one list that only grows, of which each ledger sees its first so many, and for each person a chain back through it.
 * @module
 */
import type { ConsentEntry } from './consent-entry.js';
import { spellingOf } from './spelling.js';

/** Entries and, by spelling of the person, where their last one is; `previous` leads from one entry to the one before of the same person, −1 to none. */
export class ConsentLog {
  readonly entries: ConsentEntry[] = [];
  private readonly last = new Map<string, number>();
  private readonly previous: number[] = [];

  constructor(entries: Iterable<ConsentEntry>) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: ConsentEntry): void {
    const spelling = spellingOf(entry.person);
    this.previous.push(this.last.get(spelling) ?? -1);
    this.last.set(spelling, this.entries.push(entry) - 1);
  }

  /** Of the first `size` entries those of one person, as they were recorded. */
  of(spelling: string, size: number): ConsentEntry[] {
    const found: ConsentEntry[] = [];
    for (let at = this.last.get(spelling) ?? -1; at >= 0; at = this.previous[at]) if (at < size) found.push(this.entries[at]);
    return found.reverse();
  }
}
