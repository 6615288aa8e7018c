/**
 * Pseudonyms: keyed ids, `k1_` + base64url(HMAC-SHA-256(key, "kindred pseudonym 1\n" + domain + "\n" + spelling)). HMAC: RFC 2104 with FIPS 180-4's SHA-256; base64url
 * without padding: RFC 4648, section 5. Who holds the key can tell whose they are (GDPR Art. 4(5) and recital 26: pseudonyms are personal data still); who does not, cannot try out ids.
 * @module
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { checkOptions, type Constraints } from '../check.js';
import { canonical } from '../data/canonical.js';
import { checkNames, type Column } from '../data/column.js';
import { expand } from '../data/compressed-rows.js';
import type { Id, Ids } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { numberIds } from '../data/number-ids.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { personSpelling } from './consent-entry.js';
import { keyed } from './keyed.js';
import { randomBytes, sameSecret } from './signing.js';

/** A key and the short name that pseudonyms bear of it. */
export interface PseudonymKey {
  /** Up to 32 ASCII letters and digits. */
  readonly id: string;
  /** 32 bytes at least. */
  readonly key: Uint8Array;
}

export interface PseudonymsOptions {
  /** The first makes pseudonyms; with the others earlier ones are still known. To retire a key, leave it out. */
  readonly keys: readonly PseudonymKey[];
  /** What the pseudonyms are for, one line: those of two domains cannot be joined. Default: empty. */
  readonly domain?: string;
}

/** Of base64url of 32 bytes. */
const TAG = 43;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const isKey = (v: unknown): v is PseudonymKey => {
  const { id, key } = (v ?? {}) as Partial<PseudonymKey>;
  return typeof id === 'string' && /^[A-Za-z0-9]{1,32}$/.test(id) && key instanceof Uint8Array && key.length >= 32;
};

/** @internal */
export const PSEUDONYMS: Constraints<PseudonymsOptions> = {
  keys: {
    default: undefined,
    expected:
      'keys such as { id: "k1", key: newKey() }, one at least, each of 32 bytes at least with an id of its own of letters and digits',
    accepts: (v) => Array.isArray(v) && v.length > 0 && v.every(isKey) && new Set(v.map(({ id }) => id)).size === v.length,
    invalid: [
      [],
      null,
      'secret',
      [{ id: 'k1', key: new Uint8Array(31) }],
      [{ id: 'k_1', key: new Uint8Array(32) }],
      [{ id: '', key: new Uint8Array(32) }],
      [{ id: 'k1', key: 'x'.repeat(32) }],
      [1, 2].map(() => ({ id: 'k1', key: new Uint8Array(32) })),
    ],
  },
  domain: {
    default: '',
    expected: 'a text of one line',
    accepts: (v) => typeof v === 'string' && !/[\n\r]|\p{Surrogate}/u.test(v),
    invalid: [1, null, 'a\nb'],
  },
};

/** 32 random bytes for a key. @example
 * ```ts
 * import { newKey } from 'kindred/privacy';
 * console.log(newKey().length); // 32
 * ```
 */
export const newKey = (): Uint8Array => randomBytes(32);

/**
 * Keyed pseudonyms. The same person (see `spellingOf`) has the same pseudonym in every table, so that tables can still be joined and models learn as before.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { newKey, Pseudonyms } from 'kindred/privacy';
 * const pseudonyms = new Pseudonyms({ keys: [{ id: 'k1', key: newKey() }] });
 * const table = pseudonyms.table(Table.from({ email: ['ann@shop.example', ' Ann@Shop.example'], paid: [20, 5] }), ['email']);
 * const [first, second] = table.column('email', 'text').values;
 * console.log(first === second, pseudonyms.matches('ann@shop.example', first!)); // true true
 * ```
 */
export class Pseudonyms {
  readonly #makers: ReadonlyMap<string, (spelling: string) => string>;
  /** The id of the key that makes pseudonyms. */
  readonly currentKey: string;

  /** @throws KindredError `invalid-option`, which shows no key; `unknown-option` */
  constructor(options: PseudonymsOptions) {
    const { keys, domain } = checkOptions<PseudonymsOptions>('Pseudonyms', PSEUDONYMS, options);
    this.#makers = new Map(keys.map(({ id, key }) => [id, maker(id, key, domain!)]));
    this.currentKey = keys[0].id;
  }

  /** The pseudonym of an id under the first key. @throws KindredError `invalid-data` for what is no id */
  of(id: Id): string {
    return this.#makers.get(this.currentKey)!(personSpelling(id, '"id"'));
  }

  /** Is a pseudonym this person's under any key that is held? Compared in a time that does not tell how much of it was right. @throws KindredError `invalid-data` */
  matches(id: Id, pseudonym: string): boolean {
    const spelling = personSpelling(id, '"id"');
    const key = keyOf(pseudonym);
    const make = key === undefined ? undefined : this.#makers.get(key);
    return make !== undefined && sameSecret(utf8ToBytes(make(spelling)), utf8ToBytes(pseudonym));
  }

  /** The id of the key that a text bears as a pseudonym; undefined where it is none, or the key is not held (retired). */
  keyOf(pseudonym: string): string | undefined {
    const key = keyOf(pseudonym);
    return key !== undefined && this.#makers.has(key) ? key : undefined;
  }

  /**
   * The pseudonyms of people under every earlier key, and those that replace them: what to rename in files that have only pseudonyms.
   * @param people - all who may occur: a pseudonym alone does not tell whose it is
   * @throws KindredError `invalid-data` naming the row
   */
  rotate(people: ArrayLike<Id>): Map<string, string> {
    const renamed = new Map<string, string>();
    const older = [...this.#makers].filter(([id]) => id !== this.currentKey);
    for (let i = 0; i < people.length; i++) {
      const spelling = personSpelling(people[i], `row ${i + 1} of "people"`);
      const now = this.#makers.get(this.currentKey)!(spelling);
      for (const [, make] of older) renamed.set(make(spelling), now);
    }
    return renamed;
  }

  /**
   * A table with pseudonyms instead of ids, as columns of text; what is missing stays so.
   * @throws KindredError `unknown-column`; `invalid-data` naming row and column of what is no id
   */
  table(table: Table, columns: readonly string[]): Table {
    if (!(table instanceof Table)) throw new KindredError('invalid-data', mustBe('table', 'a Table', table));
    checkNames(columns);
    const entries = table.columns.map((name): [string, Column] => {
      const column = table.column(name);
      return [name, columns.includes(name) ? { kind: 'text', values: this.column(name, column) } : column];
    });
    for (const name of columns) table.column(name);
    return Table.of(entries, table.nRows);
  }

  /**
   * Interactions of pseudonyms: several writings of one person become one user. The recipe of weights stays.
   * @param sides - whose ids to replace. Default: those of users
   * @throws KindredError `invalid-data` for an id that none can be
   */
  interactions<U extends Id, I extends Id>(
    data: Interactions<U, I>,
    sides: { readonly users?: boolean; readonly items?: boolean } = {},
  ): Interactions {
    if (!(data instanceof Interactions)) throw new KindredError('invalid-data', mustBe('data', 'Interactions', data));
    const { users: ofUsers, items: ofItems } = checkOptions<{ users?: boolean; items?: boolean }>('interactions', SIDES, sides);
    const [users, items] = [this.ids(data.users, ofUsers!), this.ids(data.items, ofItems!)];
    const { starts, items: bought, values, times } = data.events;
    const raw = { users: expand(starts).map((u) => users.moved[u]), items: bought.map((i) => items.moved[i]), values, times };
    const joined = users.ids.size < data.nUsers || items.ids.size < data.nItems;
    if (joined && data.duplicates === null)
      throw new KindredError('invalid-data', 'two ids are one under their spelling: say what to do with repeated pairs by "duplicates"');
    return new Interactions<Id, Id>(users.ids, items.ids, canonical(raw, users.ids.size, items.ids.size), data.duplicates, data.recipe);
  }

  private ids(ids: Ids<Id>, replace: boolean): { ids: Ids<Id>; moved: Int32Array } {
    const names = ids.values.map((id, i) => (replace ? this.named(id, `id ${i + 1}`) : id));
    const { ids: sorted, codes } = numberIds<Id>(names, 'ids');
    return { ids: sorted, moved: codes };
  }

  private column(name: string, column: Column): (string | null)[] {
    const at = (row: number) => `row ${row + 1} of ${show(name)}`;
    if (column.kind === 'text') return column.values.map((text, row) => (text === null ? null : this.named(text, at(row))));
    if (column.kind === 'number')
      return Array.from(column.values, (value, row) => (Number.isNaN(value) ? null : this.named(value, at(row))));
    if (column.kind !== 'category')
      throw new KindredError('invalid-data', `column ${show(name)} must hold ids, it holds values of kind ${column.kind}`);
    const known = new Map<number, string>();
    return Array.from(column.codes, (code, row) => {
      if (code < 0) return null;
      let text = known.get(code);
      if (text === undefined) known.set(code, (text = this.named(column.categories[code], at(row))));
      return text;
    });
  }

  private named(id: Id, where: string): string {
    return this.#makers.get(this.currentKey)!(personSpelling(id, where));
  }
}

const SIDES: Constraints<{ users?: boolean; items?: boolean }> = {
  users: { default: true, expected: 'true or false', accepts: (v) => typeof v === 'boolean', invalid: [1] },
  items: { default: false, expected: 'true or false', accepts: (v) => typeof v === 'boolean', invalid: [1] },
};

function maker(id: string, key: Uint8Array, domain: string): (spelling: string) => string {
  const mac = keyed(key, `kindred pseudonym 1\n${domain}\n`);
  return (spelling) => `${id}_${base64url(mac(spelling))}`;
}

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = DIGITS[bits >> 18] + DIGITS[(bits >> 12) & 63] + DIGITS[(bits >> 6) & 63] + DIGITS[bits & 63];
    text += digits.slice(0, Math.min(3, bytes.length - i) + 1);
  }
  return text;
}

/** The id in front of the tag, whose own underscores do not count. */
const keyOf = (pseudonym: unknown): string | undefined =>
  typeof pseudonym === 'string' && pseudonym.at(-TAG - 1) === '_' ? pseudonym.slice(0, -TAG - 1) : undefined;
