/**
 * Money, days and figures in words: English, the same in every locale.
 * @module
 */
import { count, decimal, plural } from '../words.js';

export { capital, count, decimal, listed, percent, plural } from '../words.js';

/** Signs that nobody takes for another currency. */
const SIGNS: Readonly<Record<string, string>> = {
  EUR: '€',
  GBP: '£',
  USD: '$',
  JPY: '¥',
  INR: '₹',
  KRW: '₩',
  TRY: '₺',
  UAH: '₴',
  PLN: 'zł ',
};
/** Currencies without a hundredth. */
const WHOLE = ['JPY', 'KRW', 'CLP', 'VND', 'ISK'];

/** The unit of large amounts, in a sentence and on an axis. */
const LARGE = [
  [1e12, 'trillion', 'tn'],
  [1e9, 'billion', 'bn'],
] as const;

/**
 * `£1,234`, `CHF 1,234`, below 100 with hundredths (`£4.20`), from a billion in words (`£1.23 billion`); a plain number where the currency is not known.
 * @param currency - ISO 4217
 */
export function money(value: number, currency: string | null): string {
  if (value < 0) return `-${money(-value, currency)}`;
  const exact = value < 99.995 && !WHOLE.includes(currency ?? '');
  const large = LARGE.find(([unit]) => value >= unit);
  const amount = large ? `${threeDigits(value / large[0])} ${large[1]}` : exact ? value.toFixed(2) : count(value);
  return currency === null ? amount : `${SIGNS[currency] ?? `${currency} `}${amount}`;
}

/** `1.23`, `12.3`, `1,234` */
const threeDigits = (n: number) => decimal(n, n < 9.995 ? 2 : n < 99.95 ? 1 : 0);

/** As `money`, of what is only expected: three digits, `£8,200,000`. */
export function aboutMoney(value: number, currency: string | null): string {
  let step = 1;
  while (value / step >= 1000) step *= 10;
  return money(value < 100 ? value : Math.floor(value / step + 0.5) * step, currency);
}

/** As `money`, never less than the value: what is true of all up to the value stays true. */
export const moneyUp = (value: number, currency: string | null): string =>
  money(value < 99.995 && !WHOLE.includes(currency ?? '') ? Math.ceil(value * 100 - 1e-6) / 100 : Math.ceil(value), currency);

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `2011-12-09` as `9 December 2011` */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** `2011-12` as `Dec 2011` */
export const monthText = (month: string): string => `${shortMonth(month)} ${Number(month.split('-')[0])}`;

/** `Dec`, of `2011-12`. */
export const shortMonth = (month: string): string => MONTHS[Number(month.split('-')[1]) - 1].slice(0, 3);

/** A number of days as people say it: `5 days`, `3 weeks`, `4 months`, `2 years`. */
export function spanText(days: number): string {
  const about = (n: number, unit: string) => plural(Math.floor(n + 0.5), unit);
  if (days < 14) return about(days, 'day');
  if (days < 56) return about(days / 7, 'week');
  if (days < 700) return about(days / 30.44, 'month');
  return about(days / 365.25, 'year');
}

/** As `spanText`, never shorter than the days: `30 days`, `5 months`. */
export function spanUpText(days: number): string {
  const [size, unit] = days <= 91 ? [1, 'day'] : days < 700 ? [30.44, 'month'] : [365.25, 'year'];
  return plural(Math.ceil(days / (size as number)), unit as string);
}

/** `on the last day`, `3 weeks ago`: counted back from the last order. */
export const agoText = (days: number): string => (days < 0.5 ? 'on the last day' : `${spanText(days)} ago`);

/** `September 2011`, of a day or a month. */
export function longMonthText(iso: string): string {
  const [year, number] = iso.split('-').map(Number);
  return `${MONTHS[number - 1]} ${year}`;
}

/** A figure that is mostly whole, such as a median: `3`, `3.5`. */
export const figureText = (n: number): string => decimal(n, Number.isInteger(n) || n >= 10 ? 0 : 1);

/** A figure with its unit: `1 day`, `2.5 orders`. */
export const figureOf = (n: number, one: string, many = `${one}s`): string => `${figureText(n)} ${n === 1 ? one : many}`;

/** For an axis: `50`, `200k`, `1.2M`, `3bn`, `60,451tn`; thousands in full below `from`. */
export function axisText(n: number, from = 1e4): string {
  if (n < 0) return `-${axisText(-n, from)}`;
  const large = LARGE.find(([unit]) => n >= unit);
  const [unit, sign] = large ? [large[0], large[2]] : n >= 1e6 ? [1e6, 'M'] : n >= from ? [1e3, 'k'] : [1, ''];
  return `${decimal(n / unit, Number.isInteger(n / unit) || n / unit >= 100 ? 0 : 1)}${sign}`;
}

/** For an axis: `£50`, `£2k`, `£1.2M`. */
export const axisMoney = (n: number, currency: string | null): string =>
  n < 0 ? `-${axisMoney(-n, currency)}` : currency === null ? axisText(n, 1e3) : `${SIGNS[currency] ?? `${currency} `}${axisText(n, 1e3)}`;

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `ten`; numbers above that in digits. */
export const numeral = (n: number): string => SMALL[n] ?? count(n);

/** `four weeks` for 28 days, `10 days` for those that are no whole weeks. */
export const periodText = (days: number): string =>
  days >= 14 && days % 7 === 0 && days <= 70 ? `${numeral(days / 7)} weeks` : plural(days, 'day');

/** `12 months` for a year of months of 30 days, else as `periodText`. */
export const aheadText = (days: number): string => (days === 360 ? '12 months' : periodText(days));
