/**
 * Dates as files write them: ISO 8601 always, and `31/01/2026 10:20`, `31.01.2026` or `01/31/2026 10:20 AM`. Which number is the day is learnt from the
 * dates that leave no doubt; the others wait until one has come, and are asked about where none comes.
 * @module
 */
import { Growing } from '../data/growing.js';
import type { Column } from '../data/table.js';
import { DAY, instant, parseIso } from '../data/time.js';
import { show } from '../errors.js';
import type { Asked } from './question.js';

/** `'dmy'`: day, month, year; `'mdy'`: month, day, year; `'iso'`: only year-month-day. */
export type DateOrder = 'iso' | 'dmy' | 'mdy';

const NUMERIC =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?:,?[ T]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(?:([ap])\.?m\.?)?)?\s*(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?$/i;
const YEAR_FIRST = /^(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?:([T ]) *(\d{1,2})(:.*))?$/;

/** A column of times in the making. */
export class DateColumn {
  private readonly values = new Growing(new Float64Array(1024));
  /** Rows that hold a local time read as day/month/year until the order is known, and what makes it UTC. */
  private readonly undecided: { row: number; toUtc: (local: number) => number }[] = [];
  private lastCell = '';
  private lastValue = NaN;
  private lastUndecided: ((local: number) => number) | undefined;
  private order: DateOrder | undefined;
  /** The first text that left no doubt about the order, and the first that did. */
  evidence: string | undefined;
  private doubt: string | undefined;
  /** The first text with an offset from UTC, and the first without one. */
  withOffset: string | undefined;
  withoutOffset: string | undefined;
  /** The first text that is a day and no time. */
  dayOnly: string | undefined;

  /**
   * @param order - where the user says it
   * @param toUtc - of texts without an offset
   */
  constructor(
    order: DateOrder | undefined,
    private readonly toUtc: (local: number) => number,
  ) {
    this.order = order;
  }

  /** How dates that are not ISO are read; undefined where there are none, or none that tells. */
  get found(): 'dmy' | 'mdy' | undefined {
    return this.evidence !== undefined && this.order !== 'iso' ? this.order : undefined;
  }

  addAll(rows: readonly (readonly string[])[], at: number): number {
    for (let r = 0; r < rows.length; r++) {
      const cell = rows[r][at];
      if (cell !== this.lastCell) {
        this.lastUndecided = undefined;
        this.lastValue = this.read(cell);
        this.lastCell = cell;
        if (Number.isNaN(this.lastValue) && cell.trim() !== '') return r;
      }
      if (this.lastUndecided) this.undecided.push({ row: this.values.length, toUtc: this.lastUndecided });
      this.values.push(this.lastValue);
    }
    return rows.length;
  }

  private read(cell: string): number {
    const text = cell.trim();
    if (text === '') return NaN;
    let ms = parseIso(text);
    if (!Number.isNaN(ms))
      return text.length === 10 ? this.day(ms, cell) : this.zoned(ms, cell, /[Z+-]/.test(text.slice(10)) ? 0 : undefined);
    if (/ (utc|gmt)$/i.test(text)) ms = parseIso(`${text.slice(0, -4)}Z`);
    if (!Number.isNaN(ms)) return this.zoned(ms, cell, 0);
    const y = YEAR_FIRST.exec(text);
    if (y) {
      const clock = y[5] === undefined ? '' : `${y[5]}${y[6].padStart(2, '0')}${y[7]}`;
      const iso = `${y[1]}-${y[3].padStart(2, '0')}-${y[4].padStart(2, '0')}${clock}`;
      return iso === text ? NaN : this.read(iso);
    }
    const m = NUMERIC.exec(text);
    return m && this.order !== 'iso' ? this.readNumeric(m, cell) : NaN;
  }

  private readNumeric(m: RegExpExecArray, cell: string): number {
    const [first, second] = [+m[1], +m[3]];
    const clear = m[2] === '.' || first > 12 ? 'dmy' : second > 12 ? 'mdy' : undefined;
    if (clear && !this.order) {
      this.order = clear;
      this.evidence = cell;
    }
    if (this.order) this.evidence ??= cell;
    else this.doubt ??= cell;
    const [day, month] = this.order === 'mdy' ? [second, first] : [first, second];
    const year = m[4].length === 2 ? 2000 + +m[4] : +m[4];
    const noon = m[8]?.toLowerCase();
    const hour = noon ? (+m[5] > 12 ? NaN : (+m[5] % 12) + (noon === 'p' ? 12 : 0)) : +(m[5] ?? 0);
    const local = instant(year, month, day, hour, +(m[6] ?? 0), +(m[7] ?? 0));
    const offset = m[9] === undefined ? undefined : -parseIso(`1970-01-01 00:00${/^[zug]/i.test(m[9]) ? 'Z' : m[9]}`);
    const ms = m[5] === undefined ? this.day(local, cell) : this.zoned(local, cell, offset);
    if (this.order || Number.isNaN(ms)) return ms;
    this.lastUndecided = m[5] === undefined ? (time) => time : offset === undefined ? this.toUtc : (time) => time - offset;
    return local;
  }

  /** A day is that day in every time zone. */
  private day(ms: number, cell: string): number {
    this.dayOnly ??= cell;
    return ms;
  }

  /** A local time as UTC; `offset` is what the text says of it. */
  private zoned(local: number, cell: string, offset: number | undefined): number {
    if (Number.isNaN(local)) return NaN; // no day of the calendar
    if (offset === undefined) this.withoutOffset ??= cell;
    else this.withOffset ??= cell;
    return offset === undefined ? this.toUtc(local) : local - offset;
  }

  /** What a cell should have been, as the end of a sentence. */
  expected(cell: string): string {
    const reads = (order: DateOrder) => new DateColumn(order, (local) => local).addAll([[cell]], 0) === 1;
    const others = (['dmy', 'mdy'] as const).filter((order) => order !== this.order && reads(order));
    if (!this.order || others.length === 0)
      return `must be a date such as 2026-01-31, 2026-01-31 12:00:00 or 31/01/2026, got ${show(cell)}`;
    const say = others.map((order) => `--dates ${order}`).join(' or ');
    if (this.order === 'iso') return `must be a date such as 2026-01-31, got ${show(cell)} (${say} reads it)`;
    const written = this.order === 'mdy' ? 'month/day/year' : 'day/month/year';
    const because = this.evidence === undefined ? '' : `, as ${show(this.evidence)}`;
    return `must be a date written ${written}${because}, got ${show(cell)} (for the other order say ${say})`;
  }

  /** What must be asked once the file is at its end. */
  questions(zoneGiven: boolean): Asked[] {
    const asked: Asked[] = [];
    if (!this.order && this.doubt !== undefined) {
      asked.push({
        question: { about: 'dates', choices: ['dmy', 'mdy'] },
        message: `dates such as ${show(this.doubt)} may begin with the day or with the month, and no date of the file tells: say --dates dmy or --dates mdy`,
      });
    }
    if (!zoneGiven && this.withOffset !== undefined && this.withoutOffset !== undefined) {
      asked.push({
        question: { about: 'time zone', choices: ['UTC'] },
        message: `some times carry an offset from UTC (${show(this.withOffset)}) and some do not (${show(this.withoutOffset)}): say in which time zone the latter are, --time-zone UTC, --time-zone +02:00 or --time-zone Europe/Berlin`,
      });
    }
    return asked;
  }

  /** The times, those in doubt read in the order that was found. */
  finish(): Extract<Column, { kind: 'date' }> {
    const values = this.values.finish();
    for (const { row, toUtc } of this.undecided) values[row] = toUtc(this.order === 'mdy' ? swapped(values[row]) : values[row]);
    return { kind: 'date', values };
  }
}

/** The time whose day is the month of another, and the reverse. */
function swapped(ms: number): number {
  const date = new Date(ms);
  return instant(date.getUTCFullYear(), date.getUTCDate(), date.getUTCMonth() + 1, 0, 0, 0) + (ms - Math.floor(ms / DAY) * DAY);
}
