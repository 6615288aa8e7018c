/**
 * E-mail addresses, phones and payment numbers in a text. Rather too few than order numbers taken for cards: what cannot be told from a number of something else is left to
 * `scan.ts`, which sees the whole column.
 * @module
 */
import { ibanAt, looksLikeCard, luhn } from './payment-numbers.js';

export type PersonalKind = 'email' | 'phone' | 'payment-number';

/** What a text holds; `bare`: a whole cell of digits that has the prefix and length of a card, and whether its check digit is right. */
export interface TextFinding {
  readonly kinds: ReadonlySet<PersonalKind>;
  readonly bare?: { readonly digits: string; readonly checks: boolean };
}

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?`;
// lengths as of RFC 5321, so that a long text is read in one go
const EMAIL = new RegExp(
  String.raw`[^\s@<>()[\]"',;:\\/=?&]{1,64}(?:@|%40)${LABEL}(?:\.${LABEL}){0,8}\.(?:\p{L}{2,63}|xn--[a-z0-9-]{1,59})`,
  'iu',
);
const QUOTED_EMAIL = /"[^"@]{1,64}"@[\p{L}\p{N}.-]{1,255}\.\p{L}{2,}/u;

/** A plus, or two zeros, and the country: 8 to 15 digits (ITU-T E.164), with the usual signs between. */
const INTERNATIONAL = /(?<![\p{L}\p{N}.+-])(?:\+|(?<!\d )00(?=[1-9]))(?:[ ()./-]{0,2}\d){8,15}(?![\p{L}\p{N}]|[.-]\d)/u;
/** Written in groups: (030) 123456, 030/1234567, 0171 1234567, (555) 123-4567, 555-123-4567. */
const NATIONAL = [
  /(?<![\p{L}\p{N}.-]|\d )\(0?[1-9]\d{1,4}\)[ -]?\d{2,4}(?:[ -]?\d{2,4}){1,3}(?![\p{L}\p{N}]|[.-]\d)/u,
  /(?<![\p{L}\p{N}./-]|\d )0[1-9]\d{1,4} ?[/ -] ?\d{2,8}(?:[ -]\d{2,5}){0,3}(?![\p{L}\p{N}/]|[ .,-]\d)/u,
  /(?<![\p{L}\p{N}.-]|\d )[2-9]\d{2}([.-])\d{3}\1\d{4}(?![\p{L}\p{N}]|[.-]\d)/u,
];
const DATE = /^\D*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})/;

const GROUPED_CARD = /(?<![\p{L}\p{N}.-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5})(?![\p{L}\p{N}]|[.-]\d)/gu;
const BARE_CARD = /(?<![\p{L}\p{N}.,+-])\d{14,19}(?![\p{L}\p{N}]|[.,-]\d)/gu;
/** Words in front of numbers that are no cards. */
const OTHER_NUMBER =
  /(?:#|order|invoice|tracking|parcel|shipment|ticket|ref|sku|ean|gtin|isbn|item|bestell|auftrag|rechnung|sendung|artikel|paket)[\p{L}.:#-]*(?:\s*(?:no|nr|id|number|nummer)?[.:#]*\s*)$/iu;
const IBAN_START = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d\d(?=[ -]?[A-Za-z0-9]{2})/gu;

/** What a text holds. Long texts are looked at to their end. */
export function personalIn(raw: string): TextFinding {
  const kinds = new Set<PersonalKind>();
  const text = raw.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '').replace(/[\u2010-\u2015\u2212]/g, '-'); // prettier-ignore
  if ((text.includes('@') || text.includes('%40')) && (EMAIL.test(text) || QUOTED_EMAIL.test(text))) kinds.add('email');
  if (!/\d{2}/.test(text)) return { kinds };
  const whole = text.trim();
  if (/^\d{14,19}$/.test(whole)) return looksLikeCard(whole) ? { kinds, bare: { digits: whole, checks: luhn(whole) } } : { kinds };
  if (hasCard(text) || hasIban(text)) kinds.add('payment-number');
  if (hasPhone(text)) kinds.add('phone');
  return { kinds };
}

function hasCard(text: string): boolean {
  const checks = (written: string) => {
    const digits = written.replace(/\D/g, '');
    return looksLikeCard(digits) && luhn(digits);
  };
  for (const [written] of text.matchAll(GROUPED_CARD)) if (checks(written)) return true;
  for (const match of text.matchAll(BARE_CARD)) {
    if (checks(match[0]) && !OTHER_NUMBER.test(text.slice(Math.max(0, match.index - 40), match.index))) return true;
  }
  return false;
}

function hasIban(text: string): boolean {
  for (const { index } of text.matchAll(IBAN_START)) if (ibanAt(text.slice(index, index + 60)) > 0) return true;
  return false;
}

function hasPhone(text: string): boolean {
  if (INTERNATIONAL.test(text)) return true;
  return NATIONAL.some((pattern) => {
    const found = pattern.exec(text)?.[0];
    if (found === undefined || DATE.test(found)) return false;
    const nDigits = found.replace(/\D/g, '').length;
    return nDigits >= 8 && nDigits <= 13;
  });
}
