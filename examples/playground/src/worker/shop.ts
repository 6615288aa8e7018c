/**
 * A finished job, kept to answer questions about it: who a customer is, what fits a basket, the files.
 * @module
 */
import type { Analysis } from 'kindred/report';
import type { Answers, CustomerView, Offered } from '../messages';
import { Finder } from './find';
import { zip } from './zip';

/** How many suggestions are shown, and how many purchases behind each by name. */
const SHOWN = 6;
const REASONS = 3;

type Recommender = Analysis['recommender'];
type Who = Parameters<Recommender['explain']>[0];

/** What the shop is made of. */
export interface Finished {
  readonly analysis: Analysis;
  readonly files: ReadonlyMap<string, Blob>;
}

export class Shop implements Answers {
  private readonly rows: RowsByCustomer;
  private readonly items: Finder;
  private readonly customers: Finder;
  private readonly rowOf: ReadonlyMap<string, number>;

  constructor(private readonly finished: Finished) {
    const { analysis } = finished;
    this.rows = new RowsByCustomer(analysis);
    const { recommender, customers, kmeans } = analysis;
    const best = Array.from(recommender.popularity.keys()).sort((a, b) => recommender.popularity[b] - recommender.popularity[a] || a - b);
    this.items = new Finder(
      best.map((i) => {
        const id = recommender.items.at(i);
        const name = this.nameOf(id);
        return name === '' ? { id, name: id, about: '' } : { id, name, about: id };
      }),
    );
    const { codes, categories } = customers.column('customer', 'category');
    const spent = customers.column('monetary', 'number').values;
    const byMoney = Array.from(codes.keys()).sort((a, b) => spent[b] - spent[a] || a - b);
    this.customers = new Finder(
      byMoney.map((row) => {
        const id = categories[codes[row]];
        return { id, name: id, about: this.segmentOf(kmeans.labels[row]).name };
      }),
    );
    this.rowOf = new Map(Array.from(codes, (code, row) => [categories[code], row]));
  }

  findCustomers(text: string) {
    return this.customers.find(text);
  }

  findItems(text: string) {
    return this.items.find(text);
  }

  customer(id: string): CustomerView | undefined {
    const row = this.rowOf.get(id);
    if (row === undefined) return undefined;
    const { customers, kmeans } = this.finished.analysis;
    const { name: segment, sentence } = this.segmentOf(kmeans.labels[row]);
    const [recency, frequency, monetary] = (['recency', 'frequency', 'monetary'] as const).map(
      (column) => customers.column(column, 'number').values[row],
    );
    const history = this.rows.history(id).map((one) => ({ ...one, name: this.nameOf(one.item) }));
    return { customer: id, segment, sentence, recency, frequency, monetary, ahead: this.ahead(row), history, offered: this.offer(id) };
  }

  private ahead(row: number): CustomerView['ahead'] {
    const { foresight } = this.finished.analysis;
    const told = (column: string) => {
      const value = foresight.customers.column(column, 'number').values[row];
      return Number.isNaN(value) ? undefined : value;
    };
    const horizonDays = typeof foresight.likely === 'string' ? 0 : foresight.likely.horizonDays;
    return { horizonDays, buyProbability: told('buyProbability'), returnProbability: told('returnProbability'), worth: told('worth') };
  }

  basket(items: readonly string[]): Offered[] {
    return this.offer({ history: [...new Set(items)] });
  }

  file(name: string): Blob {
    return this.finished.files.get(name)!;
  }

  zip(): Promise<Blob> {
    return zip(this.finished.files);
  }

  /** The best items for someone, each with the purchases that speak for it. */
  private offer(who: Who): Offered[] {
    const { recommender } = this.finished.analysis;
    return recommender.recommend(who, { k: SHOWN }).map(({ item, source }) => {
      const because = source === 'model' ? this.reasons(who, item) : [];
      return { item, name: this.nameOf(item), because, customers: recommender.popularity[recommender.items.indexOf(item)] };
    });
  }

  /** The purchases that matter most, and the rest as one: their shares sum to 1. */
  private reasons(who: Who, item: string): Offered['because'] {
    const why = this.finished.analysis.recommender.explain(who, item);
    const all = why.largest(why.parts.length).map((part) => ({ item: part.item!, share: part.contribution / (why.score || 1) }));
    const named = all.slice(0, all.length === REASONS + 1 ? REASONS + 1 : REASONS);
    const rest = all.slice(named.length);
    const shown = named.map((part) => ({ ...part, name: this.nameOf(part.item) || part.item }));
    if (rest.length === 0) return shown;
    return [...shown, { item: '', name: `${rest.length} other purchases`, share: rest.reduce((sum, { share }) => sum + share, 0) }];
  }

  private nameOf(item: string): string {
    return this.finished.analysis.named(item).name;
  }

  private segmentOf(label: number): { name: string; sentence: string } {
    const { segments, withheld } = this.finished.analysis.report;
    return [...segments, ...(withheld?.segments ?? [])].find(({ segment }) => segment === label) ?? { name: '', sentence: '' };
  }
}

/** The rows of the orders, customer by customer. */
class RowsByCustomer {
  private readonly starts: Int32Array;
  private readonly order: Int32Array;
  private readonly codeOf: ReadonlyMap<string, number>;

  constructor(private readonly analysis: Analysis) {
    const { codes, categories } = analysis.clean.orders.column('customer', 'category');
    this.codeOf = new Map(categories.map((id, code) => [id, code]));
    this.starts = new Int32Array(categories.length + 1);
    for (const code of codes) this.starts[code + 1]++;
    for (let c = 0; c < categories.length; c++) this.starts[c + 1] += this.starts[c];
    const next = this.starts.slice();
    this.order = new Int32Array(codes.length);
    codes.forEach((code, row) => (this.order[next[code]++] = row));
  }

  /** What a customer bought: in how many orders and when last; the last first, then what was bought most often. */
  history(customer: string): { item: string; orders: number; last: string }[] {
    const code = this.codeOf.get(customer)!;
    const { orders } = this.analysis.clean;
    const item = orders.column('item', 'category');
    const order = orders.column('order', 'category').codes;
    const time = orders.column('time', 'date').values;
    const bought = new Map<number, { orders: Set<number>; last: number }>();
    for (const row of this.order.subarray(this.starts[code], this.starts[code + 1])) {
      const one = bought.get(item.codes[row]) ?? { orders: new Set(), last: -Infinity };
      one.orders.add(order[row]);
      one.last = Math.max(one.last, time[row]);
      bought.set(item.codes[row], one);
    }
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    return [...bought]
      .map(([i, one]) => ({ item: item.categories[i], orders: one.orders.size, last: day(one.last) }))
      .sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : b.orders - a.orders));
  }
}
