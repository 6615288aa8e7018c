/**
 * GA4 purchase events as JSON lines.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { listed } from './csv.js';
import { isEvent, PurchaseEvents } from './ga4.js';
import { OrdersTable, type CellOptions } from './orders-table.js';

/** Reads one JSON object a line. */
export class EventLines {
  private readonly events = new PurchaseEvents();
  private readonly table: OrdersTable;
  private parts: string[] = [];
  private line = 1;

  constructor(options: CellOptions) {
    this.table = new OrdersTable(this.events.layout, options);
  }

  get nRows(): number {
    return this.table.nRows;
  }

  get nextLine(): number {
    return this.line;
  }

  push(text: string): void {
    if (!text.includes('\n')) return void this.parts.push(text);
    const lines = [...this.parts, text].join('').split('\n');
    this.parts = [lines.pop()!];
    this.take(lines);
  }

  end(): ReturnType<OrdersTable['end']> & { layout: string } {
    this.take([this.parts.join('')]);
    this.parts = [];
    if (this.table.nRows === 0) throw new KindredError('invalid-data', 'the file has no purchase events');
    return { ...this.table.end(), layout: this.events.layout.name };
  }

  private take(lines: readonly string[]): void {
    const rows: string[][] = [];
    const from: number[] = [];
    for (const text of lines) {
      if (text.trim() !== '') {
        for (const row of this.events.rows(this.event(text), this.line)) {
          rows.push(row);
          from.push(this.line);
        }
      }
      this.line++;
    }
    this.table.add(rows, (row) => from[row]);
  }

  private event(text: string): Readonly<Record<string, unknown>> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined;
    }
    if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) {
      const hint = this.line === 1 && text.trim().startsWith('[') ? ': the file is a JSON array; export it as newline-delimited JSON' : '';
      throw new KindredError('invalid-data', `line ${this.line} must be one whole JSON object${hint}, got ${show(text.trim())}`);
    }
    if (isEvent(value)) return value;
    const has = listed(Object.keys(value));
    throw new KindredError(
      'unknown-column',
      `line ${this.line} has no event_name: JSON lines must be events of GA4's BigQuery export; it has: ${has}`,
    );
  }
}
