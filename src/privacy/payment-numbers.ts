/**
 * Payment numbers: cards by prefix, length and Luhn's check digit (ISO/IEC 7812-1), IBANs by country, length and remainder modulo 97 (ISO 13616, lengths by country: SWIFT's
 * IBAN registry).
 * @module
 */

/** What begins the number of a card, and how many digits it then has. */
const CARDS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [16, 19]], // Visa; its 13 digits of old are those of an EAN
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^(6011|64[4-9]|65)/, [16, 19]], // Discover
  [/^(30[0-5]|3[689])/, [14, 16, 19]], // Diners Club
  [/^35(2[89]|[3-8])/, [16, 19]], // JCB
  [/^62/, [16, 17, 18, 19]], // UnionPay
  [/^(50|5[6-8]|6304|67)/, [16, 18, 19]], // Maestro
];

/** Could a text of digits alone be the number of a card, by prefix and length? GTINs (an EAN, the code on a carton) and moments of the clock are none. */
export function looksLikeCard(digits: string): boolean {
  if (!CARDS.some(([prefix, lengths]) => lengths.includes(digits.length) && prefix.test(digits))) return false;
  return !(digits.length === 14 && gtin(digits)) && !/^(\d)\1*$/.test(digits);
}

/** Luhn's check: from the right every second digit is doubled, digits of the products are added, and the sum ends in 0. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, twice = false; i >= 0; i--, twice = !twice) {
    const digit = digits.charCodeAt(i) - 48;
    sum += twice ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** The check digit of trade items (GS1): from the right weights 1 and 3. */
function gtin(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, weight = 1; i >= 0; i--, weight = 4 - weight) sum += weight * (digits.charCodeAt(i) - 48);
  return sum % 10 === 0;
}

const LENGTHS =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';
const IBAN_LENGTH: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(
  LENGTHS.split(' ').map((word) => [word.slice(0, 2), Number(word.slice(2))]),
);

/** Is a text without spaces, in capitals, an IBAN? */
export function isIban(text: string): boolean {
  if (IBAN_LENGTH.get(text.slice(0, 2)) !== text.length || !/^[A-Z]{2}\d\d[A-Z0-9]+$/.test(text)) return false;
  let remainder = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = sign < 'A' ? sign.charCodeAt(0) - 48 : sign.charCodeAt(0) - 55;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** The IBAN that a text begins with, which may go on behind it; how long it is as written, 0 for none. */
export function ibanAt(text: string): number {
  const length = IBAN_LENGTH.get(text.slice(0, 2).toUpperCase());
  let compact = '';
  for (let i = 0; length !== undefined && i < text.length && compact.length < length; i++) {
    if (/[A-Za-z0-9]/.test(text[i])) compact += text[i].toUpperCase();
    else if (!/[ -]/.test(text[i])) return 0;
    if (compact.length === length) return !/[A-Za-z0-9]/.test(text[i + 1] ?? ' ') && isIban(compact) ? i + 1 : 0;
  }
  return 0;
}
