/**
 * Orders out of a CSV file whose delimiter is known.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { unknownColumns } from './columns.js';
import { DELIMITER_NAMES, EMPTY, noRows } from './csv.js';
import { isSeparatorLine, layoutOf, namesOf } from './head.js';
import type { Layout } from './layout.js';
import type { OrdersOptions } from './options.js';
import { OrdersTable } from './orders-table.js';
import type { OrdersFile } from './orders-reader.js';
import { evenRows, isBlank, RowReader } from './rows.js';
import { counted } from './status.js';
import { noOrder } from './totals.js';

/** The rows of a CSV file. */
export class CsvBody {
  private readonly reader: RowReader;
  private header: string[] | undefined;
  private layout: Layout | undefined;
  private table: OrdersTable | undefined;
  private ids: number[] = [];
  private readonly totals: number[] = [];

  constructor(
    private readonly delimiter: string,
    private readonly options: OrdersOptions,
  ) {
    this.reader = new RowReader(delimiter, (rows, lineOf) => this.take(rows, lineOf));
  }

  get nRows(): number {
    return this.table?.nRows ?? 0;
  }

  get nextLine(): number {
    return this.reader.nextLine;
  }

  push(text: string): void {
    this.reader.push(text);
  }

  end(): OrdersFile {
    this.reader.end();
    if (!this.header || !this.table) throw new KindredError('invalid-data', EMPTY);
    if (this.table.nRows === 0) throw noRows(this.header);
    const { found, ...table } = this.table.end();
    const name = DELIMITER_NAMES[this.delimiter] ?? show(this.delimiter);
    const totals =
      this.totals.length === 0
        ? []
        : [
            `${counted(this.totals.length, 'line')} of totals ${this.totals.length === 1 ? 'was' : 'were'} left out (line ${this.totals.join(', ')}).`,
          ];
    return { ...table, layout: this.layout!.name, found: [`The columns are separated by ${name}.`, ...found, ...totals] };
  }

  private take(all: string[][], lineOfAll: (row: number) => number): void {
    let first = 0;
    while (!this.table && first < all.length) {
      const row = all[first++];
      if (!isBlank(row) && !isSeparatorLine(row)) this.open(namesOf(row));
    }
    if (!this.table) return;
    const skip = (row: readonly string[], line: () => number) => {
      const why = noOrder(row, this.ids);
      if (why === 'totals') this.totals.push(line());
      return why !== undefined;
    };
    const { rows, lineOf } = evenRows(first === 0 ? all : all.slice(first), this.header!.length, (row) => lineOfAll(row + first), skip);
    this.table.add(rows, lineOf);
  }

  private open(header: string[]): void {
    const named = this.options.columns ?? {};
    this.layout = layoutOf(header, named);
    if (!this.layout) throw unknownColumns(header, named);
    const { columns } = this.layout;
    this.ids = (['customer', 'order', 'item'] as const).map((role) => header.indexOf(columns[role]!)).filter((at) => at >= 0);
    this.header = header;
    this.table = new OrdersTable(this.layout, this.options);
  }
}
