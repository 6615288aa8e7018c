/**
 * One person under several spellings: what ids and e-mail addresses are compared by.
 * @module
 */
import type { Id } from '../data/ids.js';

/** Characters that are not seen (Unicode's Default_Ignorable_Code_Point: zero-width ones, marks of direction, variation selectors, fillers), and controls that are no space. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\0-\x08\x0E-\x1F\x7F-\x9F]/gu;
/** Nothing to compose, to take out or to trim. */
const PLAIN = /^[\x21-\x7E]+$/;
/** As `writeCsv` guards what a spreadsheet would run. */
const GUARD = /^'+(?=[=+\-@])/;
/** A plus and 7 to 15 digits (ITU-T E.164), with the punctuation that people put in. */
const PHONE = /^\+(?=(?:\D*\d){7,15}\D*$)[\d ().\-/\u2010-\u2015]+$/;

/**
 * The spelling under which two writings are one person: compatible forms of a character are one (Unicode NFKC), unseen characters and the space around go, space inside is
 * single, letters are small; of an e-mail address the domain is in ASCII (`müller.example` is `xn--mller-kva.example`); a phone number with a plus has no punctuation (nor
 * a zero in brackets); a whole number with zeros after its point is the number, as spreadsheets write it (`17850.0`); an apostrophe that guards a cell of CSV goes (`'@ann`).
 * Tags after a plus and dots stay: they are different mailboxes in most places. National phone numbers stay as they are: nothing says of which country.
 * @example
 * ```ts
 * import { spellingOf } from 'kindred/privacy';
 * console.log(spellingOf(' Ann@Shop.EXAMPLE '), spellingOf('17850.0'), spellingOf('+49 (0)30 123-456')); // ann@shop.example 17850 +4930123456
 * ```
 */
export function spellingOf(id: Id): string {
  if (typeof id === 'number') return String(id);
  const seen = PLAIN.test(id) ? id.toLowerCase() : asSeen(id);
  const text = seen.startsWith("'") ? seen.replace(GUARD, '') : seen;
  if (text.startsWith('+') && PHONE.test(text)) return text.replace(/\(0\)|[^+\d]/g, '');
  const at = text.lastIndexOf('@');
  if (at > 0) {
    const [local, domain] = [text.slice(0, at).trimEnd(), text.slice(at + 1)];
    const ascii = asciiDomain(domain) ?? domain;
    // the text itself where nothing changes, since a new one has to be hashed anew by every Map
    return local.length === at && ascii === domain ? text : `${local}@${ascii}`;
  }
  return /^-?\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

/** Composed once more at the end: what was unseen may have stood between a letter and its accent, and small letters compose where capitals do not. */
const asSeen = (text: string) =>
  text.normalize('NFKC').replace(UNSEEN, '').toLowerCase().normalize('NFKC').trim().replace(/\s+/g, ' '); // prettier-ignore

/** Small ASCII letters, nothing encoded, and no address of numbers: nothing to do. */
const PLAIN_DOMAIN = /^(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+$/;

/** A domain as the DNS has it, small and in ASCII; null for what is none. Its dots may be those of East Asian keyboards (RFC 3490, section 3.1). */
export function asciiDomain(domain: string): string | null {
  const text = domain.trim();
  if (PLAIN_DOMAIN.test(text)) return text; // a hundred times as quick, and the same
  if (!/^[^\s/?#@:\\%[\]]+[.\u3002\uFF0E\uFF61][^\s/?#@:\\%[\]]+$/.test(text)) return null;
  try {
    return new URL(`http://${text}`).hostname.replace(/\.+$/, '');
  } catch {
    return null;
  }
}
