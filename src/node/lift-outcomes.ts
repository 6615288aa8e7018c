/**
 * What the people of a campaign did, out of files: orders within some days, or a table with one row a person.
 * @module
 */
import type { Campaign } from '../campaign/campaign.js';
import { outcomesOf } from '../campaign/outcomes.js';
import { cellsOf, type Column } from '../data/column.js';
import { unguarded } from '../data/csv-text.js';
import { Table } from '../data/table.js';
import { toLocal } from '../data/time-zone.js';
import { DAY, isoDay } from '../data/time.js';
import { KindredError, show } from '../errors.js';
import { cleanOrders } from '../io/orders.js';
import type { OrdersOptions } from '../io/options.js';
import { momentReader } from '../privacy/moment.js';
import { spellingOf } from '../privacy/spelling.js';
import type { LongWork } from '../progress.js';
import { leftOutText } from '../report/left-out.js';
import type { LiftContext } from '../report/lift-context.js';
import { listed, plural } from '../words.js';
import type { Arguments } from './arguments.js';
import { campaignFile, readCampaign } from './read-campaign.js';
import { readOrders } from './read-orders.js';

/** Outcomes as `lift` takes them, and what the report says of them. */
export interface Outcomes {
  readonly table: Table;
  readonly columns: {
    readonly person?: string;
    readonly converted?: string;
    readonly revenue?: string;
    readonly before?: readonly string[];
  };
  readonly context: Pick<LiftContext, 'from' | 'to' | 'beforeDays' | 'timeZone' | 'currency' | 'notes' | 'found'>;
}

/** The days that count, as far as flags say. */
export interface Days {
  readonly from: number;
  /** The first moment that no longer counts; undefined: behind the last order. */
  readonly to: number | undefined;
  readonly beforeDays: number | undefined;
  readonly timeZone: string;
}

/** @throws KindredError `invalid-option` for days before the campaign, none, or a time that is none */
export function daysOf(args: Arguments, { startsAt }: Campaign): Days {
  const timeZone = args.text('time-zone') ?? 'UTC';
  const read = momentReader(timeZone);
  const moment = (flag: 'from' | 'to'): number | undefined => {
    const text = args.text(flag);
    try {
      return text === undefined ? undefined : read(text, `--${flag}`);
    } catch (error) {
      throw error instanceof KindredError ? new KindredError('invalid-option', error.message, { cause: error }) : error;
    }
  };
  const from = moment('from') ?? startsAt;
  if (from < startsAt)
    throw new KindredError('invalid-option', `--from must not be before the campaign starts, which is ${atOf(startsAt)}: what was before is no effect of it`); // prettier-ignore
  const last = moment('to');
  const to = last !== undefined && /^\d{4}-\d\d-\d\d$/.test(args.text('to')!) ? last + DAY : last;
  if (to !== undefined && to <= from) throw new KindredError('invalid-option', `--to must be after ${atOf(from)}, got ${show(args.text('to'))}`); // prettier-ignore
  return { from, to, beforeDays: args.number('before-days'), timeZone };
}

const atOf = (ms: number) => new Date(ms).toISOString();

/** @throws KindredError `invalid-data` where nobody of the orders is in the campaign, or there are none since it started; as the readers do */
export async function outcomesOfOrders(
  files: readonly string[],
  reading: OrdersOptions,
  campaign: Campaign,
  { from, to: end, beforeDays, timeZone }: Days,
  work: LongWork,
): Promise<Outcomes> {
  const file = await readOrders(files, reading, work);
  const { orders, leftOut } = cleanOrders(file.orders);
  requirePeople(campaign, orders.column('customer', 'category').categories, 'the orders');
  const times = orders.column('time', 'date').values;
  const [first, last] = times.reduce(([low, high], t) => [Math.min(low, t), Math.max(high, t)], [Infinity, -Infinity]);
  const to = end ?? last + 1;
  const day = (ms: number) => isoDay(toLocal(timeZone)(ms));
  if (last < from)
    throw new KindredError('invalid-data', `the orders end on ${day(last)}, before the days that count begin (${day(from)}): nothing can have come of the campaign yet`); // prettier-ignore
  const reach = from - (beforeDays ?? 0) * DAY;
  const notes = [
    ...(leftOut.length === 0 ? [] : [`Rows that do not count: ${listed(leftOut.map((one) => `${plural(one.rows, 'row')}: ${leftOutText(one)}`))}.`]), // prettier-ignore
    ...(first > from + DAY ? [`The orders begin on ${day(first)}, later than the days that count: what came before is missing.`] : []),
    ...(beforeDays !== undefined && first > reach + DAY && first <= from + DAY ? [`The orders begin on ${day(first)}: of the ${plural(beforeDays, 'day')} before not all are known.`] : []), // prettier-ignore
    ...(end !== undefined && last < end - 2 * DAY ? [`The last order is of ${day(last)}: the days after it count as without orders.`] : []),
  ];
  const options = { customer: 'customer', order: 'order', time: 'time', amount: 'amount', from, to, ...(beforeDays === undefined ? {} : { beforeDays }) }; // prettier-ignore
  const currency = file.currency === undefined ? {} : { currency: file.currency };
  return {
    table: outcomesOf(campaign, orders, options),
    columns: {},
    context: { from, to, timeZone, notes, found: file.found, ...(beforeDays === undefined ? {} : { beforeDays }), ...currency },
  };
}

/** @throws KindredError `invalid-data`, `unknown-column` */
export async function outcomesOfTable(file: string, args: Arguments, campaign: Campaign, work: LongWork): Promise<Outcomes> {
  const [converted, revenue] = [args.text('converted'), args.text('revenue')];
  const before = args.words('before');
  const measured = [converted, revenue, ...before].filter((name) => name !== undefined);
  const said = args.text('id');
  const reading = campaignFile(args, said === undefined ? ['person', 'customer'] : [said]);
  const read = await readCampaign(file, said === undefined ? measured : [said, ...measured], reading, work);
  const person = said ?? ['person', 'customer'].find((name) => read.columns.includes(name));
  if (person === undefined)
    throw new KindredError('unknown-column', `--id must say which column is what people are called; there are: ${read.columns.join(', ')}`);
  const ids = read.column(person, 'text').values.map((id) => unguarded(id ?? '').trim());
  const gap = ids.indexOf('');
  if (gap >= 0) throw new KindredError('invalid-data', `row ${gap + 1} of ${show(person)} is empty`);
  requirePeople(campaign, ids, 'the file');
  const column = (name: string): Column =>
    name === person ? { kind: 'text', values: ids } : name === converted ? yesNo(name, read.column(name)) : read.column(name);
  return {
    table: Table.of([...new Set([person, ...measured])].map((name) => [name, column(name)] as const)),
    columns: { person, ...(converted === undefined ? {} : { converted }), ...(revenue === undefined ? {} : { revenue }), before },
    context: args.has('currency') ? { currency: args.text('currency')!.toUpperCase() } : {},
  };
}

/** @throws KindredError `invalid-data`; no id is shown */
function requirePeople(campaign: Campaign, ids: readonly string[], where: string): void {
  const known = new Set(campaign.arms().map(([person]) => spellingOf(person)));
  if (ids.length > 0 && known.size > 0 && !ids.some((id) => known.has(spellingOf(id))))
    throw new KindredError(
      'invalid-data',
      `nobody of ${where} (${plural(new Set(ids).size, 'person', 'people')}) is in the campaign (${plural(known.size, 'person', 'people')}): are they called by the same ids in both?`,
    );
}

const YES = ['true', 'yes', 'y', '1'];
const NO = ['false', 'no', 'n', '0'];

/** Words as marks; what is no such word stays, for `lift` to refuse. */
function yesNo(name: string, column: Column): Column {
  if (column.kind !== 'category') return column;
  const cell = cellsOf(column);
  const values = Uint8Array.from(column.codes, (_, row) => {
    const word = String(cell(row) ?? '').toLowerCase();
    if (YES.includes(word)) return 1;
    if (NO.includes(word)) return 0;
    throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} must be true or false, yes or no, 1 or 0, got ${show(word)}`);
  });
  return { kind: 'boolean', values };
}
