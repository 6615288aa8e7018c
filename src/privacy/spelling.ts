/**
 * One person under several spellings: what ids and e-mail addresses are compared by.
 * @module
 */
import type { Id } from '../data/ids.js';

/** Characters that are not seen: zero-width ones, the soft hyphen, marks of direction, the byte order mark. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/**
 * The spelling under which two writings are one person: compatible forms of a character are one (Unicode NFKC), unseen characters and the space around go, space inside is
 * single, letters are small; of an e-mail address the domain is in ASCII (`müller.example` is `xn--mller-kva.example`); a whole number with zeros after its point is the
 * number, as spreadsheets write it (`17850.0`). Tags after a plus and dots stay: they are different mailboxes in most places.
 * @example
 * ```ts
 * import { spellingOf } from 'kindred/privacy';
 * console.log(spellingOf(' Ann@Shop.EXAMPLE '), spellingOf('17850.0')); // ann@shop.example 17850
 * ```
 */
export function spellingOf(id: Id): string {
  if (typeof id === 'number') return String(id);
  const text = id.normalize('NFKC').replace(UNSEEN, '').trim().replace(/\s+/g, ' ').toLowerCase();
  const at = text.lastIndexOf('@');
  if (at > 0) return `${text.slice(0, at).trimEnd()}@${asciiDomain(text.slice(at + 1)) ?? text.slice(at + 1)}`;
  return /^\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

/** Small ASCII letters, nothing encoded, and no address of numbers: nothing to do. */
const PLAIN_DOMAIN = /^(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+$/;

/** A domain as the DNS has it, small and in ASCII; null for what is none. Its dots may be those of East Asian keyboards (RFC 3490, section 3.1). */
export function asciiDomain(domain: string): string | null {
  const text = domain.trim();
  if (PLAIN_DOMAIN.test(text)) return text; // a hundred times as quick, and the same
  if (!/^[^\s/?#@:\\%[\]]+[.\u3002\uFF0E\uFF61][^\s/?#@:\\%[\]]+$/.test(text)) return null;
  try {
    return new URL(`http://${text}`).hostname.replace(/\.$/, '');
  } catch {
    return null;
  }
}
