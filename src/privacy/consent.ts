/**
 * The consent ledger: an append-only list of who said what about which purpose, on which legal ground, when and where (GDPR Art. 6(1), 7(1), 7(3), 21). What it means
 * at a moment is `gate`'s to say.
 * @module
 */
import { tableCsv } from '../data/csv-text.js';
import type { Id } from '../data/ids.js';
import { openModel } from '../data/model-file.js';
import { Table } from '../data/table.js';
import type { TableSource } from '../data/table-source.js';
import type { TimeLike } from '../data/time.js';
import { checkEntry, personSpelling, type ConsentEntry, type ConsentEntryInput } from './consent-entry.js';
import { readEntries, writeEntries } from './consent-file.js';
import { ConsentLog } from './consent-log.js';
import { entriesFrom, type ConsentColumns } from './consent-rows.js';
import { standingObjections } from './consent-standing.js';
import { momentOf, momentReader } from './moment.js';
import { peopleColumn } from './person.js';
import { spellingOf } from './spelling.js';

/**
 * Who agreed to what, and who does not want it: an immutable value. People and purposes are matched by `spellingOf`, so that `Ann@Shop.example` is `ann@shop.example`.
 * @example
 * ```ts
 * import { ConsentLedger, gate } from 'kindred/privacy';
 * const form = { purpose: 'email-marketing', action: 'grant', basis: 'consent', source: 'newsletter form' } as const;
 * const ledger = ConsentLedger.from([{ ...form, person: 'ann@shop.example', time: '2026-01-05T10:00:00+01:00' }]);
 * const later = ledger.record({ person: 'Ann@Shop.example', purpose: '*', action: 'object', time: '2026-03-01' });
 * console.log(gate(['ann@shop.example'], 'email-marketing', { ledger, asOf: '2026-04-01' }).allowed); // [ 'ann@shop.example' ]
 * console.log(gate(['ann@shop.example'], 'email-marketing', { ledger: later, asOf: '2026-04-01' }).allowed); // []
 * ```
 */
export class ConsentLedger {
  static readonly type = 'ConsentLedger';
  readonly #log: ConsentLog;

  private constructor(
    log: ConsentLog,
    /** How many entries there are. */
    readonly nEntries: number,
  ) {
    this.#log = log;
  }

  /**
   * @param source - rows, columns or a `Table`, one row an entry; none: an empty ledger
   * @param columns - which column says what, in which zone its texts are, and what holds where a column is not there
   * @throws KindredError `invalid-data` naming the row (never the person), `unknown-column`, `unknown-option`, `invalid-option`
   * @example
   * ```ts
   * import { ConsentLedger } from 'kindred/privacy';
   * const rows = [{ email: 'ann@shop.example', since: '2026-01-05 10:00' }];
   * const always = { purpose: 'email-marketing', action: 'grant', basis: 'consent', source: 'export of 2026' } as const;
   * const ledger = ConsentLedger.from(rows, { person: 'email', time: 'since', timeZone: 'Europe/Berlin', always });
   * console.log(ledger.nEntries, ledger.toTable().row(0).time); // 1 2026-01-05T09:00:00.000Z
   * ```
   */
  static from(source: TableSource | readonly ConsentEntryInput[] | Table = [], columns: ConsentColumns = {}): ConsentLedger {
    return ConsentLedger.of(entriesFrom(source, columns));
  }

  /** @internal */
  static of(entries: readonly ConsentEntry[]): ConsentLedger {
    return new ConsentLedger(new ConsentLog(entries), entries.length);
  }

  /**
   * The ledger with more entries behind its own; this one stays as it is. Takes no longer for a large ledger.
   * @throws KindredError `invalid-data`; then nothing was recorded
   */
  record(...entries: readonly ConsentEntryInput[]): ConsentLedger {
    const moment = momentReader(undefined);
    const checked = entries.map((entry, i) => checkEntry(entry, `entry ${i + 1}`, moment));
    // only the newest ledger may let the common list grow: an older one goes on with a list of its own
    const log = this.#log.entries.length === this.nEntries ? this.#log : new ConsentLog(this.entries());
    for (const entry of checked) log.add(entry);
    return new ConsentLedger(log, this.nEntries + checked.length);
  }

  /** The entries of a person by time, of equal times as they were recorded; none for an unknown person. @throws KindredError `invalid-data` for what is no id */
  of(person: Id): ConsentEntry[] {
    return this.ofSpelling(personSpelling(person, '"person"')).sort((a, b) => a.time - b.time);
  }

  /** As they were recorded. @internal */
  ofSpelling(spelling: string): ConsentEntry[] {
    return this.#log.of(spelling, this.nEntries);
  }

  /** All entries as they were recorded. */
  entries(): ConsentEntry[] {
    return this.#log.entries.slice(0, this.nEntries);
  }

  /** Without any trace of a person, or of several: what `erase` calls. An objection goes too: a tombstone is what stays. @throws KindredError `invalid-data` */
  without(person: Id | readonly Id[]): ConsentLedger {
    const people = Array.isArray(person) ? (person as readonly Id[]) : [person as Id];
    const gone = new Set(people.map((id, i) => personSpelling(id, people.length > 1 ? `person ${i + 1}` : '"person"')));
    return this.only((entry) => !gone.has(spellingOf(entry.person)));
  }

  /**
   * For retention: the entries of that moment and later, and older objections that stand at it, since forgetting one would let a later consent count again.
   * @throws KindredError `invalid-data`, `invalid-option`
   */
  after(time: TimeLike, timeZone?: string): ConsentLedger {
    const ms = momentOf(time, '"time"', timeZone);
    const kept = standingObjections(this.entries(), ms);
    return this.only((entry) => entry.time >= ms || kept.has(entry));
  }

  /** The entries before that moment: what was known then. @throws KindredError `invalid-data`, `invalid-option` */
  before(time: TimeLike, timeZone?: string): ConsentLedger {
    const ms = momentOf(time, '"time"', timeZone);
    return this.only((entry) => entry.time < ms);
  }

  /** Columns person, purpose, action, basis, time and source, a row an entry; people are numbers where all ids are. */
  toTable(): Table {
    const entries = this.entries();
    const text = (name: 'purpose' | 'action' | 'source') => entries.map((entry) => entry[name]);
    return Table.of({
      person: peopleColumn(entries.map(({ person }) => person)),
      purpose: { kind: 'text', values: text('purpose') },
      action: { kind: 'text', values: text('action') },
      basis: { kind: 'text', values: entries.map(({ basis }) => basis) },
      time: { kind: 'date', values: Float64Array.from(entries, ({ time }) => time) },
      source: { kind: 'text', values: text('source') },
    });
  }

  /** The same as CSV text, times in ISO 8601, guarded against formulas. */
  toCsv(): string {
    return tableCsv(this.toTable());
  }

  toBytes(): Uint8Array {
    return writeEntries(ConsentLedger.type, this.entries());
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): ConsentLedger {
    return ConsentLedger.of(openModel(bytes, ConsentLedger.type, readEntries));
  }

  private only(keep: (entry: ConsentEntry) => boolean): ConsentLedger {
    return ConsentLedger.of(this.entries().filter(keep));
  }
}
