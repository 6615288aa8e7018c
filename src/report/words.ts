/**
 * Numbers, money and days in words: English, the same in every locale.
 * @module
 */

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1,234,567`; rounded to a whole number. */
export const count = (n: number): string => (n < 0 ? `-${count(-n)}` : grouped(String(Math.floor(n + 0.5))));

/** `9.1 %`, `51 %` */
export const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;

/** `1 customer`, `431 customers` */
export const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

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

/**
 * `£1,234`, `CHF 1,234`, below 100 with hundredths (`£4.20`); a plain number where the currency is not known.
 * @param currency - ISO 4217
 */
export function money(value: number, currency: string | null): string {
  if (value < 0) return `-${money(-value, currency)}`;
  const exact = value < 99.995 && !WHOLE.includes(currency ?? '');
  const amount = exact ? value.toFixed(2) : count(value);
  return currency === null ? amount : `${SIGNS[currency] ?? `${currency} `}${amount}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `2011-12-09` as `9 December 2011` */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** `2011-12` as `Dec 2011` */
export function monthText(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${MONTHS[number - 1].slice(0, 3)} ${year}`;
}

/** A number of days as people say it: `5 days`, `3 weeks`, `4 months`, `2 years`. */
export function spanText(days: number): string {
  const about = (n: number, unit: string) => plural(Math.floor(n + 0.5), unit);
  if (days < 14) return about(days, 'day');
  if (days < 56) return about(days / 7, 'week');
  if (days < 700) return about(days / 30.44, 'month');
  return about(days / 365.25, 'year');
}

/** `on the last day`, `yesterday`, `3 weeks ago`: counted back from the last order. */
export const agoText = (days: number) => (days < 0.5 ? 'on the last day' : `${spanText(days)} ago`);
