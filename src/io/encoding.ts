/**
 * Bytes in pieces to text: UTF-8, UTF-16 with a byte order mark, and Windows-1252 where a file is no UTF-8 from its first byte on that is not ASCII.
 * @module
 */
import { KindredError } from '../errors.js';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';
export const ENCODINGS: readonly Encoding[] = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'];

/** What a sentence calls an encoding. */
export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

/** Files that are no text at all, by their first bytes. */
const OTHERS: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'an Excel workbook or a ZIP archive: save the sheet as CSV, or unpack the archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an Excel workbook: save the sheet as CSV' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file: readParquetOrders of kindred/io/parquet reads it' },
  { bytes: [0x1f, 0x8b], what: 'packed by gzip: unpack it first' },
];

/** Turns the pieces of a file into text, whole lines of it where that makes decoding quicker. */
export class Decoder {
  private readonly given: boolean;
  private held: Uint8Array[] = [];
  private begun = false;
  private isAscii = true;
  /** Had the file to be read as Windows-1252 because it is no UTF-8? */
  fellBack = false;
  private stream: TextDecoder | undefined;
  // fatal, and one call a piece: streaming costs several times as much in Node 20
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  /**
   * @param encoding - as the user says; found out where undefined
   * @param nextLine - the line of the file that the next text given out is in
   */
  constructor(
    public encoding: Encoding | undefined,
    private readonly nextLine: () => number,
  ) {
    this.given = encoding !== undefined;
  }

  /** Texts, each to be taken before the next is made. */
  push(bytes: Uint8Array): Iterable<string> {
    return this.decode(bytes, false);
  }

  end(): Iterable<string> {
    return this.decode(new Uint8Array(0), true);
  }

  private *decode(piece: Uint8Array, last: boolean): Generator<string> {
    let bytes = piece;
    if (!this.begun) {
      if (last && this.held.length === 0) return; // no bytes ever came
      const size = this.held.reduce((sum, { length }) => sum + length, piece.length);
      if (size < 4 && !last) return this.hold(piece);
      bytes = this.begin(this.taken(piece));
    }
    if (this.encoding === 'utf-8' && !last) yield* this.decodeLines(bytes);
    else if (this.encoding === 'utf-8') yield this.decodeUtf8(this.taken(bytes));
    else if (this.encoding === 'windows-1252') yield windows1252(this.taken(bytes));
    else yield this.utf16(this.taken(bytes), last);
  }

  private *decodeLines(bytes: Uint8Array): Generator<string> {
    let at = 0;
    if (this.held.length > 0) {
      // only the line that was begun is put together, not the piece
      at = bytes.indexOf(10) + 1;
      if (at === 0) return this.hold(bytes);
      yield this.decodeUtf8(this.taken(bytes.subarray(0, at)));
      if (this.encoding !== 'utf-8') return yield windows1252(bytes.subarray(at));
    }
    const cut = Math.max(at, bytes.lastIndexOf(10) + 1);
    this.hold(bytes.subarray(cut));
    if (cut > at) yield this.decodeUtf8(bytes.subarray(at, cut));
  }

  private hold(bytes: Uint8Array): void {
    if (bytes.length > 0) this.held.push(Uint8Array.from(bytes)); // a caller may use its buffer again
  }

  /** All that was held, and a piece more. */
  private taken(piece: Uint8Array): Uint8Array {
    if (this.held.length === 0) return piece;
    const parts = [...this.held, piece];
    this.held = [];
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** Look at the first bytes; what comes behind a byte order mark. */
  private begin(bytes: Uint8Array): Uint8Array {
    this.begun = true;
    const starts = (...first: readonly number[]) => first.every((byte, i) => bytes[i] === byte);
    const other = OTHERS.find(({ bytes: first }) => starts(...first));
    if (other) throw new KindredError('invalid-data', `the file is ${other.what}`);
    const mark: [Encoding, number] | undefined = starts(0xef, 0xbb, 0xbf)
      ? ['utf-8', 3]
      : starts(0xff, 0xfe)
        ? ['utf-16le', 2]
        : starts(0xfe, 0xff)
          ? ['utf-16be', 2]
          : undefined;
    this.encoding ??= mark?.[0] ?? 'utf-8';
    return mark && mark[0] === this.encoding ? bytes.subarray(mark[1]) : bytes;
  }

  private utf16(bytes: Uint8Array, last: boolean): string {
    this.stream ??= new TextDecoder(this.encoding, { fatal: true, ignoreBOM: true });
    try {
      return this.stream.decode(bytes, { stream: !last });
    } catch {
      throw new KindredError('invalid-data', `line ${this.nextLine()} or one shortly after it is no UTF-16: the file is damaged`);
    }
  }

  private decodeUtf8(bytes: Uint8Array): string {
    try {
      const text = this.utf8.decode(bytes);
      this.isAscii &&= text.length === bytes.length;
      return text;
    } catch {
      return this.decodeByLine(bytes);
    }
  }

  /** Text up to the first line that is no UTF-8; the rest as Windows-1252, unless the file was UTF-8 so far. */
  private decodeByLine(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0, line = this.nextLine(); ; line++) {
      const end = bytes.indexOf(10, at) + 1 || bytes.length;
      try {
        const part = this.utf8.decode(bytes.subarray(at, end));
        this.isAscii &&= part.length === end - at;
        text += part;
        at = end;
      } catch {
        const bad = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, end));
        const before = bad.slice(0, bad.indexOf('\ufffd'));
        if (this.given || !this.isAscii || /[^\0-\x7f]/.test(before)) {
          throw new KindredError(
            'invalid-data',
            `line ${line} is no UTF-8: the file is damaged, or in another encoding (--encoding windows-1252)`,
          );
        }
        this.encoding = 'windows-1252';
        this.fellBack = true;
        return text + windows1252(bytes.subarray(at)) + windows1252(this.taken(new Uint8Array(0)));
      }
    }
  }
}

/** What Windows-1252 has between 0x80 and 0x9f; runtimes do not agree on it. */
const SPECIAL = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function windows1252(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    const codes = Uint16Array.from(bytes.subarray(at, at + 8192), (byte) =>
      byte >= 0x80 && byte < 0xa0 ? SPECIAL.charCodeAt(byte - 0x80) : byte,
    );
    text += String.fromCharCode(...codes);
  }
  return text;
}
