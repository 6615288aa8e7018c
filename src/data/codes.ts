/**
 * Codes: the cells of a column as numbers in the order of the values: numbers and dates ascending, false before true, texts by UTF-16 code unit.
 * @module
 */
import { asNumbers, type Column } from './column.js';

/** Whole numbers below n, −1 where a cell is missing. */
interface Codes {
  readonly codes: Int32Array;
  readonly n: number;
}

/** Not to be written to: the codes of a category may be its own. */
export function codesOf(column: Column): Codes {
  switch (column.kind) {
    case 'category': {
      const { codes, categories } = column;
      const n = categories.length;
      if (categories.every((text, code) => code === 0 || categories[code - 1] < text)) return { codes, n };
      const ranks = numbered(categories, sortedTexts).codes;
      return { codes: codes.map((code) => (code < 0 ? -1 : ranks[code])), n };
    }
    case 'boolean':
      return { codes: Int32Array.from(column.values, (v) => (v === 2 ? -1 : v)), n: 2 };
    case 'text':
      return numbered(column.values, sortedTexts);
    default:
      return numbered(column.values, sortedNumbers);
  }
}

/** The numbers of a column as they are, of other cells their codes; NaN where one is missing. Not to be written to. */
export function ranksOf(column: Column): Float64Array {
  if (column.kind !== 'category' && column.kind !== 'text') return asNumbers(column);
  return Float64Array.from(codesOf(column).codes, (code) => (code < 0 ? NaN : code));
}

const sortedTexts = (texts: readonly string[]) => [...texts].sort();
const sortedNumbers = (numbers: readonly number[]) => Float64Array.from(numbers).sort();

function numbered<T extends number | string>(values: ArrayLike<T | null>, sorted: (distinct: readonly T[]) => ArrayLike<T>): Codes {
  const codes = new Int32Array(values.length);
  const seen = new Map<T, number>();
  for (let row = 0; row < codes.length; row++) {
    const value = values[row];
    let code = -1;
    if (value !== null && !Number.isNaN(value)) {
      code = seen.get(value) ?? seen.size;
      if (code === seen.size) seen.set(value, code);
    }
    codes[row] = code;
  }
  const inOrder = sorted([...seen.keys()]);
  const ranks = new Int32Array(inOrder.length);
  for (let rank = 0; rank < ranks.length; rank++) ranks[seen.get(inOrder[rank])!] = rank;
  return { codes: codes.map((code) => (code < 0 ? -1 : ranks[code])), n: ranks.length };
}
