/**
 * Tombstones: who was erased, so that a re-import does not bring them back, without saying who. A tombstone is HMAC-SHA-256 (RFC 2104) of "erased", a zero byte and the
 * spelling of an id, by a key that is kept apart.
 * @module
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { keyed } from './keyed.js';
import { namedBy, spellingsOf, type Person } from './person.js';
import { withoutRows, withoutUsers, type InteractionsLeft, type TableLeft } from './rows-left.js';
import { checkKey, randomBytes, sameSecret } from './signing.js';
import { spellingOf } from './spelling.js';

const TYPE = 'Tombstones';
const LENGTH = 32;

/**
 * An unchangeable set of keyed tombstones. It holds no id, and nobody without the key can try ids against it; whoever has the key can, so keep it apart from the file.
 * The key cannot be changed later: that would take the ids, which nobody has any more.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { Tombstones } from 'kindred/privacy';
 * const key = crypto.getRandomValues(new Uint8Array(32));
 * const erased = new Tombstones({ key }).with({ ids: ['Ann@Shop.example', 17850] });
 * const orders = Table.from({ who: ['ann@shop.example ', 'bob@shop.example'], paid: [1, 2] });
 * const { table, nDropped } = Tombstones.fromBytes(erased.toBytes(), { key }).without(orders, ['who']);
 * console.log(erased.has('17850.0'), table.nRows, nDropped); // true 1 1
 * ```
 */
export class Tombstones {
  readonly #key: Uint8Array;
  readonly #mac: (spelling: string) => Uint8Array;
  #marks: ReadonlySet<string> = new Set();

  /**
   * Nobody erased yet.
   * @param options - `key`: 32 random bytes that no other purpose uses. Default: new ones, see `key`
   * @throws KindredError `invalid-option`
   */
  constructor(options: { readonly key?: Uint8Array } = {}) {
    this.#key = options.key === undefined ? randomBytes(LENGTH) : checkKey('key', options.key).slice();
    this.#mac = keyed(this.#key, 'erased\0');
  }

  static #of(key: Uint8Array, marks: ReadonlySet<string>): Tombstones {
    const made = new Tombstones({ key });
    made.#marks = marks;
    return made;
  }

  /** A copy of the key: keep it secret, and apart from the file. */
  get key(): Uint8Array {
    return this.#key.slice();
  }

  /** How many ids have a tombstone. */
  get size(): number {
    return this.#marks.size;
  }

  /** With one person more, by all ids that are known of them. @throws KindredError `invalid-data` */
  with(person: Person): Tombstones {
    return Tombstones.#of(this.#key, new Set([...this.#marks, ...this.marksOf(person)]));
  }

  /** Does the id, in any spelling, name somebody who was erased? */
  has(id: Id): boolean {
    return this.#marks.has(this.#mark(spellingOf(id)));
  }

  /** The tombstones of a person, sorted, as 64 hexadecimal digits each: what a receipt says of them. @throws KindredError `invalid-data` */
  marksOf(person: Person): string[] {
    return spellingsOf(person)
      .map((spelling) => this.#mark(spelling))
      .sort();
  }

  /**
   * Rows without those of erased people.
   * @param columns - which hold ids
   * @throws KindredError `unknown-column`, `invalid-option`; `invalid-data` for a column of dates or booleans
   */
  without(table: Table, columns: readonly string[]): TableLeft;
  /** Events without those of erased users. */
  without<U extends Id, I extends Id>(interactions: Interactions<U, I>): InteractionsLeft<U, I>;
  without(from: Table | Interactions, columns: readonly string[] = []): TableLeft | InteractionsLeft<Id, Id> {
    const isGone = namedBy((spelling) => this.#marks.size > 0 && this.#marks.has(this.#mark(spelling)));
    return from instanceof Interactions ? withoutUsers(from, isGone) : withoutRows(from, columns, isGone);
  }

  /** The tombstones, sorted, under a MAC by the key; the key is not in them. */
  toBytes(): Uint8Array {
    const marks = concatBytes(...[...this.#marks].sort().map(hexToBytes));
    return writeModelFile({ type: TYPE, settings: {}, tensors: { marks, mac: this.#macOf(marks) } });
  }

  /** @throws KindredError `file-corrupt`, `file-version`; `denied` for another key than that it was written with, or a file that somebody changed */
  static fromBytes(bytes: Uint8Array, options: { readonly key: Uint8Array }): Tombstones {
    if (options === null || typeof options !== 'object')
      throw new KindredError('invalid-option', mustBe('options', 'an object with "key"', options));
    const empty = new Tombstones({ key: checkKey('key', options.key) });
    const { marks, mac } = openModel(bytes, TYPE, ({ tensors: { marks, mac } }) => {
      requireThat(marks instanceof Uint8Array && mac instanceof Uint8Array && marks.length % LENGTH === 0, 'it holds no tombstones');
      return { marks, mac };
    });
    if (!sameSecret(mac, empty.#macOf(marks)))
      throw new KindredError('denied', 'the tombstones were written with another key, or somebody without the key changed them');
    const texts = Array.from({ length: marks.length / LENGTH }, (_, i) => bytesToHex(marks.subarray(i * LENGTH, (i + 1) * LENGTH)));
    return Tombstones.#of(options.key, new Set(texts));
  }

  #mark(spelling: string): string {
    return bytesToHex(this.#mac(spelling));
  }

  #macOf(marks: Uint8Array): Uint8Array {
    return hmac(sha256, this.#key, concatBytes(new TextEncoder().encode('tombstones\0'), marks));
  }
}
