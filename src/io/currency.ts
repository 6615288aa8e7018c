/**
 * Currencies: the signs and codes that stand beside a price.
 * @module
 */
import { KindredError, mustBe } from '../errors.js';

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR', '£': 'GBP', US$: 'USD', 'US $': 'USD', CA$: 'CAD', C$: 'CAD', A$: 'AUD', AU$: 'AUD', NZ$: 'NZD', HK$: 'HKD', S$: 'SGD', R$: 'BRL', MX$: 'MXN',
  zł: 'PLN', Kč: 'CZK', Ft: 'HUF', '₹': 'INR', '₺': 'TRY', '₽': 'RUB', '₴': 'UAH', '₩': 'KRW', '₪': 'ILS', '฿': 'THB', '₫': 'VND', 'Fr.': 'CHF', SFr: 'CHF',
}; // prettier-ignore

/** Signs that several currencies share: alone they name none. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'CLP', 'COP', 'ARS', 'TWD'],
  '¥': ['JPY', 'CNY'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
};

/** ISO 4217, so that not every three letters beside a number are money. */
const CODES = new Set(
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG'.split(
    ' ',
  ),
);

/** The currency of a sign or a code; a shared sign stands for itself; undefined where it is neither. */
export function currencyOf(text: string): string | undefined {
  if (Object.hasOwn(SIGNS, text)) return SIGNS[text];
  if (text === 'kr.' || text === 'Kr') return 'kr';
  if (Object.hasOwn(SHARED, text)) return text;
  const code = text.toUpperCase();
  return CODES.has(code) ? code : undefined;
}

/** The currencies of a shared sign; none of any other text, such as `constructor`. */
const sharing = (text: string): readonly string[] => (Object.hasOwn(SHARED, text) ? SHARED[text] : []);

/** May both be the same money? */
export const compatible = (a: string, b: string): boolean => a === b || sharing(a).includes(b) || sharing(b).includes(a);

/** Does the text name one currency, not a sign that several share? */
export const isCode = (currency: string): boolean => CODES.has(currency);

/** Codes to choose from, where several currencies or signs were found; a text that is neither proposes none. */
export const currencyChoices = (found: readonly string[]): string[] => [
  ...new Set(found.flatMap((one) => (isCode(one) ? [one] : sharing(one).slice(0, 3)))),
];

/** @throws KindredError `invalid-option` */
export function checkCurrency(currency: unknown): string | undefined {
  if (currency === undefined || (typeof currency === 'string' && CODES.has(currency))) return currency;
  throw new KindredError('invalid-option', mustBe('currency', 'an ISO 4217 code such as EUR', currency));
}
