/**
 * Numbers as files write them: `2.55`, `12,5`, `1.234,50`, `€ 12,50`, `$1,200.00`. Whether the comma or the point is the decimal mark is learnt from
 * the cells that leave no doubt; cells that may mean both (`1,234`) wait until one has come, and are asked about where none comes.
 * @module
 */
import { Growing } from '../data/growing.js';
import type { Column } from '../data/table.js';
import { show } from '../errors.js';
import { currencyOf, isCode } from './currency.js';
import type { Asked } from './question.js';

export type DecimalMark = '.' | ',';

/** The decimal mark of some columns of a file. */
export class DecimalMarks {
  /** The first cell that left no doubt. */
  evidence: string | undefined;
  /** The first cells that did, by their mark. */
  private readonly doubts: { [mark in DecimalMark]?: string } = {};
  /** The mark as a character code; 0 while it is not known. */
  code: number;

  constructor(decimal?: DecimalMark) {
    this.code = decimal ? decimal.charCodeAt(0) : 0;
  }

  get decimal(): DecimalMark | undefined {
    return this.code === 0 ? undefined : this.code === 44 ? ',' : '.';
  }

  learn(mark: DecimalMark, cell: string): void {
    this.code = mark.charCodeAt(0);
    this.evidence = cell;
  }

  doubt(mark: DecimalMark, cell: string): void {
    this.doubts[mark] ??= cell;
  }

  /** The first cell with one such mark that left a doubt. */
  doubtAbout(mark: DecimalMark): string | undefined {
    return this.doubts[mark];
  }

  /** What must be asked once the file is at its end. */
  question(): Asked | undefined {
    const doubt = this.doubts['.'] ?? this.doubts[','];
    if (this.code !== 0 || doubt === undefined) return undefined;
    return {
      question: { about: 'decimal', choices: ['.', ','] },
      message: `numbers such as ${show(doubt)} may be thousands or may have three decimals, and no other number of the file tells: say which mark is the decimal mark, --decimal . or --decimal ,`,
    };
  }
}

const POWERS = [1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/**
 * A plain number with the decimal mark known, NaN for any other text. Fifteen digits are exact, and so is the one division: the bits are those of `Number()`.
 */
function plainNumber(cell: string, mark: number): number {
  const { length } = cell;
  if (length === 0 || length > 15) return NaN;
  let at = cell.charCodeAt(0) === 45 ? 1 : 0;
  const negative = at === 1;
  let digits = 0;
  let point = -1;
  let whole = 0;
  for (; at < length; at++) {
    const code = cell.charCodeAt(at) - 48;
    if (code >= 0 && code <= 9) {
      whole = whole * 10 + code;
      digits++;
    } else if (code + 48 === mark && point < 0) point = at;
    else return NaN;
  }
  if (digits === 0) return NaN;
  const value = point < 0 ? whole : whole / POWERS[length - point - 1];
  return negative ? -value : value;
}

/** A number as a cell that is read the same whatever the decimal mark. */
export function numberCell(value: number): string {
  const text = String(value);
  const m = /^(-?\d+)\.(\d+)(?:e([+-]\d+))?$/.exec(text);
  return m ? `${m[1]}${m[2]}e${+(m[3] ?? 0) - m[2].length}` : text;
}

const WHOLE_EXPONENT = /^[+-]?\d+[eE][+-]?\d+$/;
const EXPONENT = /^[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d+$/;
/** `5,-` and `5.--` are 5,00. */
const NO_CENTS = /([.,])\s?[-–—]{1,2}(?=[^\d.,]*$)/;
/** Before, sign, digits with marks, sign, after. */
const MONEY =
  /^((?:[^\d.,+−-]|[A-Za-z]\.)*)([+−-]?)\s*((?:[^\d.,+−-]|[A-Za-z]\.)*?)\s*((?:\d|[.,]\d)(?:[\d.,'’\s]*\d)?[.,]?)\s*(-?)\s*([^\d+−-]*)$/;
const GROUPED = /^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/;

/** A number column in the making. */
export class NumberColumn {
  private readonly values = new Growing(new Float64Array(1024));
  /** Rows whose mark may be either, and the mark. */
  private readonly undecided: { row: number; mark: DecimalMark }[] = [];
  private lastCell: string | undefined = '';
  private lastValue = NaN;
  private lastSign = -1;
  private codes: Growing<Int32Array> | undefined;
  /** What stood beside the numbers, as currencies. */
  readonly signs: string[] = [];

  /**
   * @param money - may a currency stand beside the number?
   */
  constructor(
    private readonly marks: DecimalMarks,
    private readonly money: boolean,
  ) {}

  addAll(rows: readonly (readonly string[])[], at: number): number {
    for (let r = 0; r < rows.length; r++) {
      const cell = rows[r][at];
      if (cell !== this.lastCell) {
        this.lastSign = -1;
        this.lastCell = cell;
        this.lastValue = this.parse(cell);
        if (Number.isNaN(this.lastValue) && cell.trim() !== '') return r;
      }
      this.values.push(this.lastValue);
      if (this.codes) this.codes.push(this.lastSign);
    }
    return rows.length;
  }

  /** One cell, NaN where it is no number. */
  parse(cell: string): number {
    const value = plainNumber(cell, this.marks.code);
    return Number.isNaN(value) && cell !== '' ? this.read(cell) : value;
  }

  private read(cell: string): number {
    const text = cell.trim().replace(NO_CENTS, '$100');
    if (text === '') return NaN;
    const point = this.marks.code !== 44 ? text : text.includes('.') ? '' : text.replace(',', '.');
    if (WHOLE_EXPONENT.test(text) || EXPONENT.test(point)) return Number.isFinite(+point) ? +point : NaN;
    const m = MONEY.exec(text.startsWith('(') && text.endsWith(')') ? `-${text.slice(1, -1)}` : text);
    if (!m) return NaN;
    const [, before, sign, between, digits, behind, after] = m;
    const beside = [before, between, after].map((part) => part.trim()).filter((part) => part !== '');
    if (beside.length > 0 && !this.noteSign(beside)) return NaN;
    const size = this.size(digits, cell);
    return (sign !== '' && sign !== '+') !== (behind !== '') ? -size : size;
  }

  private noteSign(beside: readonly string[]): boolean {
    const currencies = beside.map(currencyOf);
    const currency = currencies.find((one) => one !== undefined && isCode(one)) ?? currencies[0];
    if (!this.money || currency === undefined || currencies.includes(undefined)) return false;
    let code = this.signs.indexOf(currency);
    if (code < 0) code = this.signs.push(currency) - 1;
    if (!this.codes) {
      this.codes = new Growing(new Int32Array(1024));
      for (let row = 0; row < this.values.length; row++) this.codes.push(-1);
    }
    this.lastSign = code;
    return true;
  }

  /** Digits with marks as a number above zero, NaN where the marks are wrong. */
  private size(digits: string, cell: string): number {
    const text = digits.replace(/(\d)['’\s](?=\d{3}(\D|$))/g, '$1');
    if (/['’\s]/.test(text)) return NaN;
    const points = text.split('.').length - 1;
    const commas = text.split(',').length - 1;
    if (points + commas === 0) return +text;
    const last: DecimalMark = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    const other = last === '.' ? ',' : '.';
    const both = points > 0 && commas > 0;
    const grouped = !both && GROUPED.test(text) && !text.startsWith('0');
    const several = points > 1 || commas > 1;
    if (both ? text.indexOf(last) !== text.lastIndexOf(last) || !GROUPED.test(text.slice(0, text.indexOf(last))) : several && !grouped)
      return NaN;
    // one mark with three digits behind it tells nothing
    const certain = both ? last : several ? other : grouped ? undefined : last;
    if (this.marks.code === 0 && certain) this.marks.learn(certain, cell);
    const decimal = this.marks.decimal;
    if (certain && certain !== decimal) return NaN;
    if (!decimal) {
      this.marks.doubt(last, cell);
      this.undecided.push({ row: this.values.length, mark: last });
      this.lastCell = undefined; // each such row must be remembered
      return +text.replace(last, '');
    }
    return decimal === last ? +text.replaceAll(other, '').replace(last, '.') : +text.replaceAll(last, '');
  }

  /** Why a cell was refused, as the end of a sentence. */
  expected(cell: string): string {
    const { decimal, evidence } = this.marks;
    const other = decimal === ',' ? '.' : ',';
    const trial = decimal && new NumberColumn(new DecimalMarks(other), this.money);
    if (!trial || trial.addAll([[cell]], 0) === 0) return `must be a number, got ${show(cell)}`;
    const because = evidence === undefined ? '' : `, as in ${show(evidence)}`;
    return `must be a number with the decimal mark ${show(decimal)}${because}, got ${show(cell)} (for the other mark say --decimal ${other})`;
  }

  /** What stood beside each number, as places in `signs`, −1 where nothing did; undefined where nothing ever did. */
  signCodes(): Int32Array | undefined {
    return this.codes?.finish();
  }

  /** The numbers, those in doubt read with the mark that was found. */
  finish(): Extract<Column, { kind: 'number' }> {
    const values = this.values.finish();
    // three decimals were read as thousands: one division gives the nearest number
    for (const { row, mark } of this.undecided) if (mark === this.marks.decimal) values[row] /= 1000;
    return { kind: 'number', values };
  }
}

/** Reads numbers with a decimal mark that is known, where the other mark may stand between thousands; NaN for any other text. */
export function numberParser(decimal: DecimalMark): (cell: string) => number {
  const column = new NumberColumn(new DecimalMarks(decimal), false);
  return (cell) => column.parse(cell);
}
