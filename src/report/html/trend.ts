/**
 * How the last months compare with earlier ones.
 * @module
 */
import type { Month, Report } from '../report.js';
import { longMonthText, money } from '../words.js';
import { html, type Html } from './escape.js';
import { compared } from './wording.js';

/** The last full month against the same month a year before, or the last three against the three before. */
export function trend({ months, currency }: Report): Html | null {
  const full = months.filter((m) => !m.partial);
  const last = full.at(-1);
  if (last === undefined) return null;
  const before = full.find((m) => m.month === `${String(Number(last.month.slice(0, 4)) - 1).padStart(4, '0')}${last.month.slice(4)}`);
  const link = (text: string) => html`<a href="#time">${text}</a>`;
  if (before !== undefined)
    return html`${against(link(longMonthText(last.month)), last.revenue, longMonthText(before.month), before.revenue, currency)}.`;
  const six = full.slice(-6);
  if (six.length < 6 || numberOf(last) - numberOf(six[0]) !== 5) return null;
  const [then, now] = [sales(six.slice(0, 3)), sales(six.slice(3))];
  return html`${against(html`The ${link('last three full months')}, up to ${longMonthText(last.month)},`, now, 'the three months before', then, currency)}
  (season not taken into account).`;
}

const sales = (months: readonly Month[]) => months.reduce((sum, { revenue }) => sum + revenue, 0);

/** Months since the year 0. */
const numberOf = ({ month }: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));

/** Two times and their sales; either may have none. */
function against(nowText: Html, now: number, beforeText: string, before: number, currency: string | null): Html {
  if (now === 0)
    return before === 0
      ? html`${nowText} had no sales; there were no sales in ${beforeText} either`
      : html`${nowText} had no sales; there were ${money(before, currency)} in ${beforeText}`;
  return before === 0
    ? html`${nowText} brought ${money(now, currency)}; there were no sales in ${beforeText}`
    : html`${nowText} brought ${money(now, currency)}, ${compared(now, before)} ${beforeText}`;
}
