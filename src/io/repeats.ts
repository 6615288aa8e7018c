/**
 * Orders that come again in one file, as where two exports were put together: the later rows count.
 * @module
 */
import { detached } from '../data/growing.js';

/** What an export says of a whole order. */
export interface Order {
  readonly name: string;
  readonly customer: string;
  readonly time: string;
  readonly currency: string;
  readonly status: string;
  /** Why it does not count, '' where it does. */
  readonly reason: string;
}

/** What rows [from, to) of the table hold. */
type Rows = [from: number, to: number];

interface Known {
  order: Order;
  /** The first line item, by which the same lines are known again. */
  first: string;
  blocks: Rows[];
}

/** The orders of a file, in the order in which their rows come. */
export class Orders {
  /** Rows that a later part of the file has again. */
  readonly replaced: Rows[] = [];
  private readonly known = new Map<string, Known>();
  private block: Rows = [0, 0];
  private rows = 0;

  /** The order of that name, as it began, and its first line item. */
  get(name: string): Readonly<Known> | undefined {
    return this.known.get(name);
  }

  /** Rows of an order begin; is it a further part of one that is known, or that order again? Orders without a name are each their own. */
  begin(name: string, order: Order, first: string, part: boolean): void {
    this.block = [this.rows, this.rows];
    if (name === '') return;
    const known = this.known.get(name);
    if (known && part) return void known.blocks.push(this.block);
    if (known) this.replaced.push(...known.blocks);
    this.known.set(detached(name), { order, first: detached(first), blocks: [this.block] });
  }

  /** A row of the order was made. */
  row(): void {
    this.block[1] = ++this.rows;
  }

  /** Each order once, as it came last. */
  all(): Order[] {
    return Array.from(this.known.values(), ({ order }) => order);
  }
}
