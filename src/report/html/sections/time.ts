/**
 * Sales and customers, month by month.
 * @module
 */
import { columns, type Columns } from '../../plot.js';
import type { Month, Report } from '../../report.js';
import { count, listed, longMonthText, money, monthText, percent, plural, short, shortMoney } from '../../words.js';
import { everyNth, ticks } from '../axis.js';
import { html, type Html, type Part } from '../escape.js';
import { figures, lead, more, note, section, table, type Section } from '../parts.js';

export function timeSection(report: Report): Section | null {
  const { months, currency } = report;
  if (months.length === 0) return null;
  const partial = months.filter((m) => m.partial);
  return section(
    'time',
    'Sales and customers over time',
    lead(html`${bestMonth(report)} ${newcomers(months)}`),
    chart(
      'Revenue',
      months,
      (m) => [m.revenue],
      ['var(--accent)'],
      (v) => shortMoney(v, currency),
      (v) => money(v, currency),
    ),
    chart('Orders', months, (m) => [m.orders], ['var(--accent)'], short, count),
    chart(
      'Customers who bought',
      months,
      (m) => [m.customers - m.newCustomers, m.newCustomers],
      ['var(--accent)', 'var(--new)'],
      short,
      count,
      html`<ul class="legend">
        <li><span class="key" style="background:var(--accent)"></span>had bought before</li>
        <li><span class="key" style="background:var(--new)"></span>bought for the first time</li>
      </ul>`,
    ),
    partial.length > 0 &&
      note(
        `${partial.length === 1 ? 'A pale column is a month' : 'Pale columns are months'} that the orders cover only in part: ${listed(partial.map((m) => longMonthText(m.month)))}.`,
      ),
    months.length > 1 && note('In the first months nearly everybody counts as new, because nothing is known of the time before.'),
    more(
      'The months as a table',
      table(
        'Month by month',
        [{ heading: 'Month' }, ...['Revenue', 'Orders', 'Customers', 'New'].map((heading) => ({ heading, number: true }))],
        months.map((m) => [
          `${monthText(m.month)}${m.partial ? ' (in part)' : ''}`,
          money(m.revenue, currency),
          count(m.orders),
          count(m.customers),
          count(m.newCustomers),
        ]),
      ),
    ),
  );
}

/** The columns of one figure, with the heading above and an alternative text that says where they start, end and are highest. */
function chart(
  what: string,
  months: readonly Month[],
  values: (m: Month) => number[],
  colors: string[],
  onAxis: (v: number) => string,
  inText: (v: number) => string,
  legend?: Part,
): Html {
  // prettier-ignore
  const total = (m: Month) => values(m).reduce((a, b) => a + b, 0);
  const top = months.reduce((a, b) => (total(b) > total(a) ? b : a));
  const [first, last] = [months[0], months.at(-1)!];
  const inPart = (m: Month) => (m.partial ? ' (in part)' : '');
  const label = `${what} by month: from ${inText(total(first))} in ${longMonthText(first.month)}${inPart(first)} to ${inText(total(last))} in ${longMonthText(last.month)}${inPart(last)}, highest in ${longMonthText(top.month)} with ${inText(total(top))}.`;
  const drawn: Omit<Columns, 'width' | 'height' | 'xTicks'> = {
    label,
    values: months.map(values),
    colors,
    pale: months.map((m) => m.partial),
    yTicks: ticks(total(top), 4, onAxis),
    marginLeft: 44,
    marginRight: 4,
    marginTop: 12,
    marginBottom: 24,
  };
  const names = months.map((m) => monthText(m.month));
  const svg = (narrow: boolean) =>
    columns({ ...drawn, width: narrow ? 350 : 800, height: narrow ? 190 : 220, xTicks: everyNth(names, narrow ? 4 : 13) });
  return html`<h3>${what}</h3>
    ${legend}${figures(svg)}`;
}

function bestMonth({ months, currency }: Report): string {
  const full = months.filter((m) => !m.partial);
  if (full.length === 0)
    return `The orders cover no whole month; they brought ${money(
      months.reduce((sum, m) => sum + m.revenue, 0),
      currency,
    )} in ${plural(months.length, 'month')}.`;
  const top = full.reduce((a, b) => (b.revenue > a.revenue ? b : a));
  return full.length === 1
    ? `${longMonthText(top.month)} brought ${money(top.revenue, currency)} in ${plural(top.orders, 'order')}.`
    : `The best full month was ${longMonthText(top.month)}: ${money(top.revenue, currency)} in ${plural(top.orders, 'order')}.`;
}

function newcomers(months: readonly Month[]): string {
  const full = months.filter((m) => !m.partial && m.customers > 0);
  if (full.length < 3) return '';
  const last = full.at(-1)!;
  return `Of the ${plural(last.customers, 'customer')} of ${longMonthText(last.month)}, ${percent(last.newCustomers / last.customers)} bought for the first time.`;
}

/** The last full month against the same month a year before, or the last three against the three before. */
export function trend({ months, currency }: Report): Html | null {
  const full = months.filter((m) => !m.partial);
  const last = full.at(-1);
  if (last === undefined) return null;
  const before = full.find((m) => m.month === `${Number(last.month.slice(0, 4)) - 1}${last.month.slice(4)}`);
  if (before === undefined || before.revenue <= 0) return null;
  const change = last.revenue / before.revenue - 1;
  const how = change > 0.02 ? `${percent(change)} more than` : change < -0.02 ? `${percent(-change)} less than` : 'about as much as';
  return html`<a href="#time">${longMonthText(last.month)}</a> brought ${money(last.revenue, currency)}, ${how}
    ${longMonthText(before.month)}.`;
}
