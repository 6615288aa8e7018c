/**
 * Sales and customers, month by month.
 * @module
 */
import { columns } from '../../plot.js';
import type { Month, Report } from '../../report.js';
import { withheldMonths } from '../../withheld.js';
import { axisMoney, axisText, count, listed, longMonthText, money, monthText, percent, plural } from '../../words.js';
import { monthTicks, roomFor, ticks } from '../axis.js';
import { html, type Html, type Part } from '../escape.js';
import { figures, lead, more, note, section, table, type Section } from '../parts.js';

const HEADING = 'Sales and customers over time';

export function timeSection(report: Report): Section | null {
  const { months, withheld, currency } = report;
  const missing = withheld && withheld.months.length > 0 && note(withheldMonths(withheld));
  if (months.every(({ orders }) => orders === 0)) return missing ? section('time', HEADING, missing) : null;
  if (months.length === 1 && !missing) return section('time', HEADING, lead(onlyMonth(report)));
  const partial = months.filter((m) => m.partial);
  return section(
    'time',
    HEADING,
    lead(html`${bestMonth(report)} ${newcomers(months)}`),
    chart({
      heading: 'Sales',
      months,
      values: ({ revenue }) => [revenue],
      colors: ['var(--accent)'],
      axis: (v) => axisMoney(v, currency),
      text: (v) => money(v, currency),
      counts: false,
    }),
    chart({
      heading: 'Orders',
      months,
      values: ({ orders }) => [orders],
      colors: ['var(--accent)'],
      axis: axisText,
      text: count,
      counts: true,
    }),
    chart(
      {
        heading: 'Customers who bought',
        months,
        values: ({ customers, newCustomers }) => [customers - newCustomers, newCustomers],
        colors: ['var(--accent)', 'var(--new)'],
        axis: axisText,
        text: count,
        counts: true,
      },
      html`<ul class="legend">
        <li><span class="key" style="background:var(--accent)"></span>had bought before in these orders</li>
        <li><span class="key" style="background:var(--new)"></span>bought for the first time in these orders</li>
      </ul>`,
    ),
    partial.length > 0 &&
      note(
        `${partial.length === 1 ? 'A pale column is a month' : 'Pale columns are months'} that the orders seem to cover only in part, because ${EDGE}: ${listed(partial.map((m) => longMonthText(m.month)))}.`,
      ),
    missing,
    note('In the first months nearly everybody counts as new, because nothing is known of the time before.'),
    more(
      'The months as a table',
      table(
        'Month by month',
        [{ heading: 'Month' }, ...['Sales', 'Orders', 'Customers', 'New in these orders'].map((heading) => ({ heading, number: true }))],
        months.map((m) => [
          `${monthText(m.month)}${m.partial ? ' (in part)' : ''}`,
          money(m.revenue, currency),
          count(m.orders),
          count(m.customers),
          count(m.newCustomers),
        ]),
        true,
      ),
    ),
  );
}

/** What is drawn, and how it is written on the axis and in a sentence. */
interface Figures {
  readonly heading: string;
  readonly months: readonly Month[];
  readonly values: (month: Month) => readonly number[];
  readonly colors: readonly string[];
  readonly axis: (value: number) => string;
  readonly text: (value: number) => string;
  readonly counts: boolean;
}

/** What makes a month a partial one. */
const EDGE = 'the first or the last order is two days or more from the edge of the month';

const WIDE = { width: 800, height: 230 };
const NARROW = { width: 350, height: 200 };

/** One figure with its heading. */
function chart(figuresOf: Figures, legend?: Part): Html {
  const { heading, months, values, colors, axis, counts } = figuresOf;
  const total = (month: Month) => sum(values(month));
  const yTicks = ticks(Math.max(...months.map(total)), 4, axis, counts);
  const drawn = {
    label: alternative(figuresOf),
    values: months.map(values),
    colors,
    pale: months.map(({ partial }) => partial),
    yTicks,
    marginLeft: roomFor(yTicks),
    marginTop: 12,
    marginBottom: 40,
  };
  const names = months.map(({ month }) => month);
  const rest = ({ width }: typeof WIDE) => Math.max(4, width - drawn.marginLeft - months.length * 90); // no column wider than that
  const svg = (narrow: boolean) =>
    columns({
      ...drawn,
      ...(narrow ? NARROW : WIDE),
      xTicks: monthTicks(names, narrow ? 7 : 16),
      marginRight: rest(narrow ? NARROW : WIDE),
    });
  return html`<h3>${heading}</h3>
    ${legend}${figures(svg)}`;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** Where the full months start and end, and which is the highest. */
function alternative({ heading, months, values, text }: Figures): string {
  const full = months.filter(({ partial }) => !partial);
  const shown = full.length > 0 ? full : months;
  const said = (month: Month) => `${text(sum(values(month)))} in ${longMonthText(month.month)}`;
  const [first, last] = [shown[0], shown.at(-1)!];
  if (first === last) return `${heading} by month: ${said(first)}.`;
  const [a, b] = [sum(values(first)), sum(values(last))];
  const top = shown.reduce((x, y) => (sum(values(y)) > sum(values(x)) ? y : x));
  const way = b > a * 1.02 ? 'up' : b < a * 0.98 ? 'down' : 'about the same,';
  const stacked =
    values(first).length > 1
      ? ' Each column is split into customers who had bought before and those who bought for the first time in these orders.'
      : '';
  return `${heading} by month: ${way} from ${said(first)} to ${said(last)}${top === last || top === first ? '' : `, highest with ${said(top)}`}.${stacked}`;
}

function bestMonth({ months, withheld, currency }: Report): string {
  const full = months.filter((m) => !m.partial);
  if (full.length === 0 && withheld && withheld.months.length > 0) return '';
  if (full.length === 0)
    return `The orders cover no whole month; they brought ${money(sum(months.map((m) => m.revenue)), currency)} in parts of ${plural(months.length, 'month')}.`;
  const top = full.reduce((a, b) => (b.revenue > a.revenue ? b : a));
  return full.length === 1
    ? `${longMonthText(top.month)} brought ${money(top.revenue, currency)} in ${plural(top.orders, 'order')}.`
    : `The best full month was ${longMonthText(top.month)}: ${money(top.revenue, currency)} in ${plural(top.orders, 'order')}.`;
}

function newcomers(months: readonly Month[]): string {
  const full = months.filter((m) => !m.partial && m.customers > 0);
  if (full.length < 3) return '';
  const last = full.at(-1)!;
  return `Of the ${plural(last.customers, 'customer')} of ${longMonthText(last.month)}, ${percent(last.newCustomers / last.customers)} bought for the first time in these orders.`;
}

/** A single value needs no chart. */
function onlyMonth({ months: [only], currency }: Report): string {
  const { month, revenue, orders, customers, partial } = only;
  return `All orders are of ${longMonthText(month)}: ${money(revenue, currency)} in ${plural(orders, 'order')} by ${plural(customers, 'customer')}.${partial ? ` They seem to cover the month only in part, because ${EDGE}.` : ''}`;
}
