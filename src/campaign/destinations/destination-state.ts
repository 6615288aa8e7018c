/**
 * What an export leaves behind for the next one: the hashes of the keys that were sent, and nothing else.
 * @module
 */
import { KindredError, mustBe, show } from '../../errors.js';
import { sha256Hex } from '../../privacy/sha256.js';
import type { Destination } from './destination.js';

const VERSION = 1;
const KEY = /^[a-zA-Z]+:[0-9a-f]{64}$/;

/**
 * The keys of an export (`email:` and the SHA-256 that the platform has), sorted; of what is sent plain, the SHA-256. No name, address or id can be read in it, but an address
 * that is known can be looked for: keep it where the contacts are kept, or sealed.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { DestinationState, destinationFiles, googleCustomerMatch } from 'kindred/campaign';
 * const contacts = Table.from([{ person: 'ann', mail: 'ann@x.example' }, { person: 'bob', mail: 'bob@x.example' }]);
 * const google = googleCustomerMatch({ columns: { email: 'mail' } });
 * const { state } = destinationFiles(google, contacts, { members: ['ann'], consent: ['ann', 'bob'] });
 * const previous = DestinationState.fromBytes(state.toBytes());
 * const next = destinationFiles(google, contacts, { members: ['bob'], consent: ['ann', 'bob'], previous });
 * console.log(next.additions, next.removals); // 1 1
 * ```
 */
export class DestinationState {
  private constructor(
    /** The `id` of the destination. */
    readonly destination: Destination['id'],
    /** Sorted, each once. */
    readonly keys: readonly string[],
  ) {}

  /** @internal */
  static of(destination: Destination['id'], keys: Iterable<string>): DestinationState {
    return new DestinationState(destination, Object.freeze([...new Set(keys)].sort()));
  }

  /** As UTF-8 text (JSON) with a checksum. */
  toBytes(): Uint8Array {
    return new TextEncoder().encode(this.toText());
  }

  private toText(): string {
    const { destination, keys } = this;
    return `${JSON.stringify({ type: TYPE, version: VERSION, destination, checksum: checksum(destination, keys), keys })}\n`;
  }

  /** @throws KindredError `file-corrupt` for what is no such file, or altered; `file-version` for one of a later version */
  static fromBytes(bytes: Uint8Array): DestinationState {
    if (!(bytes instanceof Uint8Array)) throw new KindredError('invalid-data', mustBe('bytes', 'a Uint8Array', bytes));
    let text: string;
    let file: Partial<Record<string, unknown>> | null;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      file = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    } catch (error) {
      throw new KindredError('file-corrupt', 'the state of the last export is no JSON', { cause: error });
    }
    if (file === null || typeof file !== 'object' || file.type !== TYPE)
      throw new KindredError('file-corrupt', 'the file is not the state of an export to a destination');
    if (typeof file.version === 'number' && file.version > VERSION)
      throw new KindredError(
        'file-version',
        `the state of the last export has version ${show(file.version)}, this package reads ${VERSION}`,
      );
    const { destination, keys } = file;
    const isWhole =
      IDS.includes(destination as Destination['id']) &&
      Array.isArray(keys) &&
      keys.every((key, i) => typeof key === 'string' && KEY.test(key) && (i === 0 || keys[i - 1] < key));
    const state = isWhole ? DestinationState.of(destination as Destination['id'], keys as string[]) : null;
    if (state?.toText() !== text) throw new KindredError('file-corrupt', 'the state of the last export is damaged');
    return state;
  }
}

const TYPE = 'kindred-destination-state';
const IDS: readonly Destination['id'][] = ['google-customer-match', 'meta-custom-audience', 'email-platform'];
const checksum = (destination: string, keys: readonly string[]) => sha256Hex([destination, ...keys].join('\n'));
