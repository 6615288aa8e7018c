/**
 * Rows of orders to a table, with what was found on the way and what must be asked.
 * @module
 */
import { categoryBuilder, type CategoryBuilder, type ColumnBuilder } from '../data/column-builder.js';
import { Table, type Column } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import type { Role } from './columns.js';
import { compatible, currencyOf, isCode, proposals } from './currency.js';
import { DateColumn, type DateOrder } from './dates.js';
import type { Layout } from './layout.js';
import { DecimalMarks, NumberColumn, type DecimalMark } from './numbers.js';
import { asking, type Asked } from './question.js';
import { counted } from './status.js';
import { toUtc } from './time-zone.js';

type Category = Extract<Column, { kind: 'category' }>;

/** What the user says of a file's cells. */
export interface CellOptions {
  readonly decimal?: DecimalMark | undefined;
  readonly dates?: DateOrder | undefined;
  readonly currency?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** The orders of a file in the making. */
export class OrdersTable {
  private readonly marks: DecimalMarks;
  private readonly price: NumberColumn;
  private readonly quantity: NumberColumn;
  private readonly time: DateColumn;
  private readonly texts: {
    role: 'customer' | 'order' | 'item' | 'name' | 'currency' | 'left_out';
    builder: CategoryBuilder;
  }[];
  private readonly all: { role: string; at: number; builder: Pick<ColumnBuilder, 'addAll'> }[];
  private rows = 0;

  constructor(
    private readonly layout: Layout,
    private readonly options: CellOptions,
  ) {
    this.marks = new DecimalMarks(layout.decimal ?? options.decimal);
    this.price = new NumberColumn(this.marks, true);
    this.quantity = new NumberColumn(this.marks, false);
    this.time = new DateColumn(options.dates, toUtc(options.timeZone ?? 'UTC'));
    const item = categoryBuilder();
    this.texts = (['customer', 'order', 'item', 'name', 'currency', 'left_out'] as const)
      .filter((role) => layout.at[role] !== undefined)
      .map((role) => ({ role, builder: role === 'item' ? item : categoryBuilder(role === 'name' ? item : undefined) }));
    const { price, quantity, time } = this;
    this.all = [...this.texts, ...Object.entries({ quantity, price, time }).map(([role, builder]) => ({ role, builder }))].map(
      ({ role, builder }) => ({ role, builder, at: layout.at[role as Role]! }),
    );
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
      const expected = role === 'time' ? this.time.expected(cell) : (role === 'price' ? this.price : this.quantity).expected(cell);
      throw new KindredError('invalid-data', `line ${line}, column ${show(this.layout.columns[role as Role])} ${expected}`);
    }
    this.rows += rows.length;
  }

  /** What must be asked before there can be a table. */
  questions(money = this.money()): Asked[] {
    const decimal = this.marks.question();
    return [...(decimal ? [decimal] : []), ...this.time.questions(this.options.timeZone !== undefined), ...money.asked];
  }

  get decimal(): DecimalMark {
    return this.marks.decimal ?? '.';
  }

  /** @throws KindredError `invalid-data` that asks, its `cause` is the question */
  end(): { orders: Table; currency: string | undefined; found: string[] } {
    const money = this.money();
    const [asked] = this.questions(money);
    if (asked) throw asking(asked);
    const { currency, reasons, found } = money;
    const columns: Record<string, Column> = {};
    for (const { role, builder } of this.texts) if (role !== 'currency' && role !== 'left_out') columns[role] = builder.finish();
    const { name, ...ids } = columns;
    const orders = {
      ...ids,
      quantity: this.quantity.finish(),
      price: this.price.finish(),
      time: this.time.finish(),
      ...(name ? { name } : {}),
      ...(reasons && reasons.codes.some((code) => code >= 0) ? { left_out: reasons } : {}),
    };
    return { orders: Table.of(orders), currency, found: [...this.cellsFound(), ...found, ...(this.layout.found?.() ?? [])] };
  }

  private cellsFound(): string[] {
    const { evidence, decimal } = this.marks;
    const order = this.time.found;
    return [
      ...(evidence !== undefined ? [`The decimal mark is a ${decimal === ',' ? 'comma' : 'point'}, as in "${evidence.trim()}".`] : []),
      ...(order
        ? [`Dates are read as ${order === 'dmy' ? 'day/month/year' : 'month/day/year'}, as in "${this.time.evidence!.trim()}".`]
        : []),
      ...this.zoneFound(),
    ];
  }

  private zoneFound(): string[] {
    const { withOffset, withoutOffset } = this.time;
    const zone = this.options.timeZone;
    if (withOffset !== undefined && withoutOffset === undefined) return ['Times say how far they are from UTC.'];
    if (withoutOffset === undefined) return [];
    if (zone === undefined) return ['Times name no time zone and are read as UTC.'];
    return [`Times that name no time zone are read as ${zone}.`];
  }

  private finished(role: 'currency' | 'left_out'): Category | undefined {
    return this.texts.find((one) => one.role === role)?.builder.finish();
  }

  /** The currencies of the rows that count, and the reasons to leave rows out, those of another currency among them. */
  private money(): { currency: string | undefined; asked: Asked[]; reasons: Category | undefined; found: string[] } {
    const given = this.options.currency;
    const left = this.finished('left_out');
    const named = this.finished('currency');
    const { texts, codeOf } = perRow(named, this.price.signCodes(), this.price.signs);
    const counts = texts.map(() => 0);
    if (texts.length > 0)
      for (let row = 0; row < this.rows; row++) if (!left || left.codes[row] < 0) if (codeOf(row) >= 0) counts[codeOf(row)]++;
    const used = texts
      .map((text, i) => ({ text, n: counts[i] }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => b.n - a.n || (a.text < b.text ? -1 : 1));
    const known = given ?? used.find(({ text }) => isCode(text))?.text;
    const others = used.filter(({ text }) => known === undefined || !(compatible(text, known) || (used.length === 1 && !isCode(text))));
    const found: string[] = [];
    if (known !== undefined) found.push(`Prices are in ${known}.`);
    else if (used.length === 1) found.push(`Prices are in "${used[0].text}", which names no one currency.`);
    if (others.length === 0 || (known === undefined && used.length === 1)) return { currency: known, asked: [], reasons: left, found };
    if (given === undefined) {
      const choices = [...new Set(used.flatMap(({ text }) => (isCode(text) ? [text] : proposals(text).slice(0, 3))))];
      const parts = used.map(({ text, n }) => `${text} (${counted(n, 'row')})`).join(', ');
      const message = `the prices are in several currencies, ${parts}: say which one counts, --currency ${choices[0]}; the rows in the others are then left out`;
      return { currency: undefined, asked: [{ question: { about: 'currency', choices }, message }], reasons: left, found };
    }
    const reasons = withReasons(left, this.rows, (row) => {
      const text = texts[codeOf(row)];
      return text === undefined || compatible(text, given) ? undefined : `in another currency (${text})`;
    });
    return { currency: known, asked: [], reasons, found };
  }
}

/** The currency of each row: that of its column, else the sign beside its price. */
function perRow(named: Category | undefined, signs: Int32Array | undefined, signTexts: readonly string[]) {
  const texts: string[] = [];
  const number = (text: string) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1);
  const ofName = named?.categories.map((text) => number(currencyOf(text) ?? text)) ?? [];
  const ofSign = signTexts.map(number);
  const codeOf = (row: number): number => {
    const code = named ? named.codes[row] : -1;
    return code >= 0 ? ofName[code] : signs && signs[row] >= 0 ? ofSign[signs[row]] : -1;
  };
  return { texts, codeOf };
}

/** Reasons, with more for rows that have none. */
export function withReasons(left: Category | undefined, nRows: number, reasonOf: (row: number) => string | undefined): Category {
  const builder = categoryBuilder();
  const rows: string[][] = [];
  for (let row = 0; row < nRows; row++)
    rows.push([left && left.codes[row] >= 0 ? left.categories[left.codes[row]] : (reasonOf(row) ?? '')]);
  builder.addAll(rows, 0);
  return builder.finish();
}
