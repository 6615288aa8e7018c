/**
 * Text in pieces to rows of cells, by papaparse: runs of lines without a quote go to its fast mode, lines with one to its full parser.
 * @module
 */
import Papa from 'papaparse';
import { KindredError } from '../errors.js';

/** Takes rows; `lineOf(r)` is the line of the file at which row r begins. */
type TakeRows = (rows: string[][], lineOf: (row: number) => number) => void;

/** The low-level parser of papaparse, the one that goes on where a piece of text ends. */
interface PieceParser {
  parse(
    input: string,
    baseIndex: number,
    ignoreLastRow: boolean,
  ): { data: string[][]; errors: { code: string; message: string; row?: number }[]; meta: { cursor: number } };
}

/** Characters that are split at a time: the cells are short-lived and should not outgrow the nursery (measured). */
const STRETCH = 16384;
/** Rows that are handed on together. */
const BATCH = 256;

/** A parser of text whose lines end in `newline`. */
export function pieceParser(delimiter: string, newline: '\n' | '\r', fastMode?: true): PieceParser {
  const config = { delimiter, newline, ...(fastMode ? { fastMode } : {}) };
  return new Papa.Parser(config as ConstructorParameters<typeof Papa.Parser>[0]) as unknown as PieceParser;
}

/** What ends the lines of a text, by its first line: `\r` alone on old Macs, where a cell may hold a `\n`; undefined while the line has not come to its end. */
export function lineEnd(text: string): '\n' | '\r' | undefined {
  let at = 0;
  for (let quoted = false; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (!quoted && code === 10) return '\n';
    else if (!quoted && code === 13) {
      while (text.charCodeAt(at) === 13) at++;
      return at === text.length ? undefined : text.charCodeAt(at) === 10 ? '\n' : '\r';
    }
  }
  return undefined;
}

/** What papaparse finds wrong, in a sentence. */
const FAULTS: Readonly<Record<string, string>> = {
  MissingQuotes: 'a cell begins with a quote, and no quote ends it',
  InvalidQuotes: 'a cell in quotes goes on behind its last quote: a quote inside such a cell must be written twice',
};

/** Reads rows out of text that comes in pieces, and hands them on in batches. */
export class RowReader {
  private parts: string[] = [];
  private waiting = 0;
  /** Characters that must wait before it is worth looking again for the end of a quoted cell: doubling keeps the work linear. */
  private enough = 0;
  private rows: string[][] = [];
  /** May a cell of `rows` hold a line break? */
  private mayBreak = false;
  /** The line at which `rows` begin. */
  private line = 1;
  private lineEnd: '\n' | '\r' | undefined;
  private readonly fast: PieceParser;
  private readonly full: PieceParser;

  constructor(
    private readonly delimiter: string,
    private readonly take: TakeRows,
  ) {
    this.fast = pieceParser(delimiter, '\n', true);
    this.full = pieceParser(delimiter, '\n');
  }

  /** The line that the next character of the text is in. */
  get nextLine(): number {
    return this.parts.reduce((line, part) => line + countLines(part), this.line);
  }

  push(text: string): void {
    this.parts.push(text);
    this.waiting += text.length;
    if (this.waiting < this.enough || this.lineEnd === '\r' || !text.includes('\n')) return;
    const all = this.parts.length === 1 ? text : this.parts.join('');
    this.lineEnd ??= lineEnd(all);
    if (this.lineEnd === '\r') return;
    const rest = all.slice(this.read(all, false));
    this.parts = rest === '' ? [] : [rest];
    this.waiting = rest.length;
    this.enough = rest.includes('\n') ? 2 * rest.length : 0;
  }

  end(): void {
    const all = this.parts.join('');
    this.parts = [];
    this.lineEnd ??= lineEnd(all) ?? (all.includes('\n') || !all.includes('\r') ? '\n' : '\r');
    if (this.lineEnd === '\n') this.read(all, true);
    else {
      this.parse(pieceParser(this.delimiter, '\r'), all, true);
      this.flush();
    }
  }

  /** Hand on all whole rows; how many characters that were. */
  private read(text: string, last: boolean): number {
    let at = 0;
    for (let quote = text.indexOf('"'); at < text.length; quote = text.indexOf('"', at)) {
      const stop = quote >= 0 ? text.lastIndexOf('\n', quote) + 1 : last ? text.length : text.lastIndexOf('\n') + 1;
      if (stop > at) at = this.readPlain(text, at, stop);
      if (quote < 0) break;
      const taken = this.readQuoted(text, at, quote, last);
      if (taken === 0) break;
      at += taken;
    }
    this.flush();
    return at;
  }

  /** Rows of [at, stop), which holds no quote. */
  private readPlain(text: string, at: number, stop: number): number {
    while (at < stop) {
      const end = stop - at <= STRETCH ? stop : text.lastIndexOf('\n', at + STRETCH) + 1;
      const to = end > at ? end : text.indexOf('\n', at) + 1 || stop;
      const lines = withoutLast(text.slice(at, to));
      if (lines === '') this.rows.push(['']);
      else this.parse(this.fast, lines, true);
      at = to;
      if (this.rows.length >= BATCH) this.flush();
    }
    return stop;
  }

  private flush(): void {
    const [batch, first, broken] = [this.rows, this.line, this.mayBreak];
    if (batch.length === 0) return;
    this.rows = [];
    this.mayBreak = false;
    this.line += batch.length + linesWithin(batch, broken);
    this.take(batch, (row) => first + row + linesWithin(batch.slice(0, row), broken));
  }

  /** Rows from the line at `at`, which has its first quote at `quote`; 0 where its end has not come. */
  private readQuoted(text: string, at: number, quote: number, last: boolean): number {
    let end = text.indexOf('\n', quote) + 1;
    for (let next = text.indexOf('"', end); end > 0 && next >= 0 && end - at < STRETCH; next = text.indexOf('"', end)) {
      const newline = text.indexOf('\n', end);
      if (newline < 0 || next > newline) break;
      end = newline + 1;
    }
    for (;;) {
      const whole = end <= 0 || end >= text.length;
      if (end <= 0 && !last) return 0;
      if (last && whole) {
        this.parse(this.full, withoutLast(text.slice(at)), true);
        return text.length - at;
      }
      const piece = whole ? text.slice(at) : text.slice(at, end);
      const cursor = this.parse(this.full, piece, false);
      if (this.rows.length >= BATCH) this.flush();
      if (cursor > 0 || whole) return cursor;
      end = text.indexOf('\n', at + 2 * piece.length) + 1;
      if (end === 0) end = text.length;
    }
  }

  /** How much of the text was taken: all of it where it is whole, else as far as rows come to their end. */
  private parse(parser: PieceParser, text: string, whole: boolean): number {
    const { data, errors, meta } = parser.parse(text, 0, !whole);
    // what is wrong in a row that has not come to its end may be right when the rest comes
    const fault = errors.find(({ row = 0 }) => whole || row < data.length);
    if (fault) {
      const before = [...this.rows, ...data.slice(0, fault.row ?? data.length)];
      throw new KindredError(
        'invalid-data',
        `line ${this.line + before.length + linesWithin(before, true)}: ${FAULTS[fault.code] ?? fault.message}`,
      );
    }
    // line breaks may be mixed: \n ends a line, a \r before it belongs to it
    if (text.includes('\r')) {
      for (const row of data) {
        const cell = row[row.length - 1];
        if (cell.charCodeAt(cell.length - 1) === 13) row[row.length - 1] = cell.slice(0, -1);
      }
    }
    const taken = whole ? text.length : meta.cursor;
    this.mayBreak ||= parser !== this.fast && countLines(text.slice(0, taken)) > data.length - (whole ? 1 : 0);
    if (this.rows.length === 0) this.rows = data;
    else for (const row of data) this.rows.push(row);
    return taken;
  }
}

/** Without the last line break, which would make an empty row. */
const withoutLast = (text: string) => (text.charCodeAt(text.length - 1) === 10 ? text.slice(0, -1) : text);

/** Line breaks inside cells. */
function linesWithin(rows: readonly string[][], mayBreak: boolean): number {
  let lines = 0;
  if (mayBreak) for (const row of rows) for (const cell of row) lines += countLines(cell);
  return lines;
}

/** Line breaks in a text. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** An empty line (in a file of one column, a missing value is one too: it is left out). */
export const isBlank = (row: readonly string[]): boolean => row.length === 1 && row[0].trim() === '';

/**
 * The rows that are `width` cells wide: blank lines and rows that `skip` knows are gone, and empty cells beyond the last column do not count.
 * @throws KindredError `invalid-data` for any other row, with its line
 */
export function evenRows(
  rows: string[][],
  width: number,
  lineOf: (row: number) => number,
  skip?: (row: readonly string[], line: () => number) => boolean,
): { rows: string[][]; lineOf: (row: number) => number } {
  let kept: string[][] | undefined;
  let from: number[] = [];
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    let keep = row.length === width && !(width === 1 && isBlank(row)) && !skip?.(row, () => lineOf(r));
    if (!keep) {
      if (!kept) [kept, from] = [rows.slice(0, r), Array.from({ length: r }, (_, i) => i)];
      if (row.length !== width && !isBlank(row) && !skip?.(row, () => lineOf(r))) {
        if (row.length < width || row.slice(width).some((cell) => cell.trim() !== ''))
          throw new KindredError('invalid-data', `line ${lineOf(r)} must have ${width} cells, as the header, got ${row.length}`);
        keep = true;
      }
    }
    if (kept && keep) {
      kept.push(row);
      from.push(r);
    }
  }
  return kept ? { rows: kept, lineOf: (r) => lineOf(from[r]) } : { rows, lineOf };
}
