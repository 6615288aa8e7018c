/**
 * The terminal: where colors go, and how figures and columns are written.
 * @module
 */
import picocolors from 'picocolors';

export type Paint = Pick<ReturnType<typeof picocolors.createColors>, 'bold' | 'dim' | 'red' | 'yellow'>;

/** Colors on a terminal and nowhere else, unless FORCE_COLOR asks for them; NO_COLOR always wins. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM } = env;
  const forced = force !== undefined && force !== '0' && force !== 'false';
  return picocolors.createColors(!no && (forced || (force === undefined && stream.isTTY === true && TERM !== 'dumb')));
}

const BREAKS = /[\t-\r\u2028\u2029]/g;
/** C0 and C1 controls, and the marks that turn the direction of what follows. */
const CONTROLS = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text on one line that a terminal only shows: what files and folders hold must not move the cursor, name the window or feign another text. */
export const printable = (text: string) => text.replace(BREAKS, ' ').replace(CONTROLS, '\ufffd');

/** Lines on standard output: those that open a list in bold, notes in yellow. */
export function say(lines: readonly string[]): void {
  const paint = paintFor(process.stdout);
  const painted = (line: string) => (/^\S.*:$/.test(line) ? paint.bold(line) : line.startsWith('Note:') ? paint.yellow(line) : line);
  process.stdout.write(`${lines.map((line) => painted(printable(line))).join('\n')}\n`);
}

/** A line on standard error. */
export const warn = (line: string) => void process.stderr.write(`${printable(line)}\n`);

/** What went wrong, on standard error. */
export const complain = (message: string) =>
  void process.stderr.write(`${paintFor(process.stderr).red('kindred:')} ${printable(message)}\n`);

/** One JSON document on standard output. */
export const sayJson = (value: unknown) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

/** A contribution, with its sign. */
export const signed = (n: number) => `${n < 0 ? '-' : '+'}${Math.abs(n).toFixed(3)}`;

/** Rows under each other; the columns numbered in `right` end together. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  const widths = (rows[0] ?? []).map((_, c) => rows.reduce((width, row) => Math.max(width, row[c].length), 0));
  const cell = (text: string, c: number) => (right.includes(c) ? text.padStart(widths[c]) : text.padEnd(widths[c]));
  return rows.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd());
}
