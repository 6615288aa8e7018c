/**
 * The head of a CSV file: what separates its columns, and what they are.
 * @module
 */
import { DELIMITER_NAMES, DELIMITERS } from './csv.js';
import type { OrderColumns } from './roles.js';
import { recognize, type Layout } from './layout.js';
import type { Asked } from './question.js';
import { isBlank, lineEnd, pieceParser } from './rows.js';
import { shopify } from './shopify.js';
import { woocommerce } from './woocommerce.js';

/** Characters of a file on which its layout is decided. */
export const HEAD = 65536;

/** The whole lines among the first characters; as much of a line as there is where it is longer. */
export function headOf(text: string): string {
  if (text.length <= HEAD) return text;
  return text.slice(0, text.lastIndexOf('\n', HEAD) + 1 || HEAD);
}

/** A header row, as names. */
export const namesOf = (row: readonly string[]): string[] => row.map((name) => name.trim());

/** The layout of a header; see `recognize`. */
export const layoutOf = (header: readonly string[], named: Partial<OrderColumns>): Layout | undefined =>
  recognize(header, named, [shopify, woocommerce]);

/** Some programs write `sep=;` for Excel before the header. */
export const isSeparatorLine = (row: readonly string[]): boolean => row.length === 2 && row[0] === 'sep=' && row[1] === '';

/** Rows of the head, blank lines left out. */
export function headRows(head: string, delimiter: string): string[][] {
  const { data } = pieceParser(delimiter, lineEnd(head) ?? '\n').parse(head, 0, false);
  return data.map((row) => row.map((cell) => cell.replace(/\r$/, ''))).filter((row) => !isBlank(row));
}

/**
 * What separates the columns: the mark with which the header is one that is known, else the one that cuts all rows alike, into most columns.
 */
export function findDelimiter(head: string, named: Partial<OrderColumns>): string | Asked {
  const said = /^\s*sep=(.)\r?\n/.exec(head);
  if (said) return said[1];
  const fits: { mark: string; width: number }[] = [];
  let widest = { mark: ',', width: 1 };
  for (const mark of DELIMITERS) {
    const rows = headRows(head, mark);
    if (rows.length === 0) continue;
    const width = rows[0].length;
    if (width > 1 && isKnown(namesOf(rows[0]), named)) return mark;
    const even = rows.filter((row) => row.length === width).length / rows.length;
    if (width > 1 && even >= 0.9) fits.push({ mark, width });
    if (width > widest.width) widest = { mark, width };
  }
  fits.sort((a, b) => b.width - a.width);
  if (fits.length > 1 && fits[0].width === fits[1].width) {
    const marks = fits.filter(({ width }) => width === fits[0].width).map(({ mark }) => mark);
    return {
      question: { about: 'delimiter', choices: marks },
      message: `the columns may be separated by ${marks.map((mark) => DELIMITER_NAMES[mark]).join(' or ')}: say by which, --delimiter ${JSON.stringify(marks[0])}`,
    };
  }
  return (fits[0] ?? widest).mark;
}

function isKnown(header: readonly string[], named: Partial<OrderColumns>): boolean {
  try {
    return layoutOf(header, named) !== undefined;
  } catch {
    return false; // a column that is named wrongly, or with another mark
  }
}
