/**
 * Rows of orders to a table, with what was found on the way and what must be asked.
 * @module
 */
import { categoryBuilder, type CategoryBuilder } from '../data/category-builder.js';
import type { ColumnBuilder } from '../data/column-builder.js';
import { Table, type Column } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { Amounts, type NumberRole } from './amounts.js';
import type { Role } from './roles.js';
import { DateColumn, type DateOrder } from './dates.js';
import type { Layout } from './layout.js';
import { withReasons } from './left-out.js';
import { moneyOf, type Money } from './money.js';
import type { DecimalMark } from './numbers.js';
import { asking, type Asked } from './question.js';
import { isUtc, toUtc } from '../data/time-zone.js';

type Category = Extract<Column, { kind: 'category' }>;

/** What the user says of a file's cells. */
export interface CellOptions {
  readonly decimal?: DecimalMark | undefined;
  readonly dates?: DateOrder | undefined;
  readonly currency?: string | undefined;
  readonly timeZone?: string | undefined;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** One spelling of an e-mail address; other names of customers stay as they are. */
const customerName = (text: string) => (EMAIL.test(text) ? text.toLowerCase() : text);

/** The orders of a file in the making. */
export class OrdersTable {
  private readonly amounts: Amounts;
  private readonly time: DateColumn;
  private readonly texts: {
    role: 'customer' | 'order' | 'item' | 'name' | 'currency' | 'left_out';
    builder: CategoryBuilder;
  }[];
  private readonly all: { role: Role | NumberRole | 'left_out'; at: number; builder: Pick<ColumnBuilder, 'addAll'> }[];
  private rows = 0;

  constructor(
    private readonly layout: Layout,
    private readonly options: CellOptions,
  ) {
    this.amounts = new Amounts((role) => layout.at[role] !== undefined, layout.decimal ?? options.decimal);
    this.time = new DateColumn(options.dates, toUtc(options.timeZone ?? 'UTC'));
    const item = categoryBuilder();
    this.texts = (['customer', 'order', 'item', 'name', 'currency', 'left_out'] as const)
      .filter((role) => layout.at[role] !== undefined)
      .map((role) => ({
        role,
        builder:
          role === 'item' ? item : categoryBuilder(role === 'name' ? item : undefined, role === 'customer' ? customerName : undefined),
      }));
    const columns = [...this.texts, ...this.amounts.columns, { role: 'time' as const, builder: this.time }];
    this.all = columns.map(({ role, builder }) => ({ role, builder, at: layout.at[role]! }));
  }

  get nRows(): number {
    return this.rows;
  }

  /** @throws KindredError `invalid-data` naming line and column of a cell that is not of its kind */
  add(given: string[][], lineOf: (row: number) => number): void {
    const { rows, from } = this.layout.arrange?.(given, lineOf) ?? { rows: given };
    const added = this.all.map(({ builder, at }) => builder.addAll(rows, at));
    const row = Math.min(...added);
    if (row < rows.length) {
      const { role, at } = this.all[added.indexOf(row)];
      const cell = rows[row][at];
      const line = lineOf(from ? from[row] : row);
      const expected = role === 'time' ? this.time.expected(cell) : this.amounts.column(role as NumberRole)!.expected(cell);
      const column = role === 'left_out' ? undefined : this.layout.columns[role];
      throw new KindredError('invalid-data', `line ${line}, column ${show(column)} ${expected}`);
    }
    this.rows += rows.length;
  }

  /** What must be asked before there can be a table. */
  questions(money: Money = this.money()): Asked[] {
    const decimal = this.amounts.question();
    return [...(decimal ? [decimal] : []), ...this.time.questions(this.options.timeZone !== undefined), ...money.asked];
  }

  get decimal(): DecimalMark {
    return this.amounts.decimal;
  }

  /** @throws KindredError `invalid-data` that asks, its `cause` is the question */
  end(): { orders: Table; currency: string | undefined; currencySign: string | undefined; found: string[] } {
    const money = this.money();
    const [asked] = this.questions(money);
    if (asked) throw asking(asked);
    const { currency, sign, reasons, found } = money;
    const columns: Record<string, Column> = {};
    for (const { role, builder } of this.texts) if (role !== 'currency' && role !== 'left_out') columns[role] = builder.finish();
    const { name, ...ids } = columns;
    const { quantity, price } = this.amounts.finish();
    const orders = {
      ...ids,
      quantity,
      price,
      time: this.time.finish(),
      ...(name ? { name } : {}),
      ...(reasons && reasons.codes.some((code) => code >= 0) ? { left_out: reasons } : {}),
    };
    const ofOrders = this.amounts.ofOrders((row) => !reasons || reasons.codes[row] < 0);
    return {
      orders: Table.of(orders),
      currency,
      currencySign: sign,
      found: [...this.cellsFound(), ...found, ...ofOrders, ...(this.layout.found?.() ?? [])],
    };
  }

  private cellsFound(): string[] {
    const order = this.time.found;
    return [
      ...this.amounts.found(),
      ...(order
        ? [`Dates are read as ${order === 'dmy' ? 'day/month/year' : 'month/day/year'}, as in "${this.time.evidence!.trim()}".`]
        : []),
      ...this.zoneFound(),
    ];
  }

  private zoneFound(): string[] {
    const { withOffset, withoutOffset, dayOnly } = this.time;
    const { timeZone } = this.options;
    const isShifted = withOffset !== undefined || (withoutOffset !== undefined && timeZone !== undefined && !isUtc(timeZone));
    return [
      ...(withOffset !== undefined && withoutOffset === undefined ? ['Times say how far they are from UTC.'] : []),
      ...(withoutOffset !== undefined && timeZone !== undefined ? [`Times that name no time zone are read as ${timeZone}.`] : []),
      ...((withoutOffset !== undefined && timeZone === undefined) || (!isShifted && withoutOffset === undefined && dayOnly !== undefined)
        ? ['Times name no time zone and are read as UTC.']
        : []),
      ...(isShifted ? ['Days are counted in UTC.'] : []),
    ];
  }

  private finished(role: 'currency' | 'left_out'): Category | undefined {
    return this.texts.find((one) => one.role === role)?.builder.finish();
  }

  /** The reasons of the reader, of rows that come again, and of what was taken back whole. */
  private left(): Category | undefined {
    const left = this.finished('left_out');
    const { replaced = [] } = this.layout;
    const isBack = this.layout.at.returned === undefined ? undefined : this.amounts.finish().isBack;
    if (replaced.length === 0 && !isBack?.includes(1)) return left;
    const again = new Uint8Array(this.rows);
    for (const [from, to] of replaced) again.fill(1, from, to);
    return withReasons(left, this.rows, {
      stronger: (row) => (again[row] ? 'exported twice' : undefined),
      weaker: (row) => (isBack?.[row] ? 'refunded' : undefined),
    });
  }

  private money(): Money {
    const { amounts } = this;
    return moneyOf(
      this.rows,
      this.finished('currency'),
      [amounts.column('price'), amounts.column('total')],
      this.left(),
      this.options.currency,
    );
  }
}
