/**
 * Numbers in words: English, the same in every locale.
 * @module
 */

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1,234,567`; rounded to a whole number. */
export const count = (n: number): string => (n < 0 ? `-${count(-n)}` : grouped(String(Math.floor(n + 0.5))));

/** `9.1 %`, `51 %`, `99.6 %`; a share that is not quite nothing or all is not called so. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return 'under 0.1 %';
  if (share > 0.9995 && share < 1) return 'over 99.9 %';
  const fine = (share > 0 && share < 0.0995) || (share >= 0.995 && share < 1);
  return `${decimal(share * 100, fine ? 1 : 0)} %`;
}

/** `1 customer`, `431 customers` */
export const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** With so many decimals: `0.4`, `1,234.5`. */
export function decimal(n: number, digits: number): string {
  const [whole, fraction] = Math.abs(n).toFixed(digits).split('.');
  const text = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
  return n < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** `a, b and c` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** With a capital letter, as a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
