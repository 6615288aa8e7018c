/**
 * E-mail addresses as platforms compare them.
 * @module
 */
import { asciiDomain, spellingOf } from '../../privacy/spelling.js';

const LOCAL = /^[^\s@"(),:;<>[\]\\\p{C}]{1,64}$/u;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The address small, without what is not seen, its domain in ASCII (as browsers send what is typed into a field for it); null where it is none.
 * @param spaces - whether those inside are taken out, as Google asks, or make it none
 */
export function emailAddress(text: string, spaces: 'removed' | 'refused'): string | null {
  const address = spellingOf(spaces === 'removed' ? text.replace(/\s+/g, '') : text.trim());
  if (/\s/.test(address) || (spaces === 'refused' && /\s/.test(text.trim()))) return null;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, Math.max(0, at)), address.slice(at + 1)];
  if (!LOCAL.test(local) || /^\.|\.\.|\.$/.test(local)) return null;
  return asciiDomain(domain) === domain && isDomain(domain) ? address : null;
}

/** The last label has a letter: else it is a number of the network (`127.0.0.1`). */
function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return (
    domain.length <= 253 && labels.length > 1 && labels.every((label) => LABEL.test(label)) && /^(?=.*[a-z]).{2,}$/.test(labels.at(-1)!)
  );
}

/** How Google's own mailboxes are written before they are hashed: see `GoogleCustomerMatchOptions`. */
export type GmailSpelling = 'dots-and-tags' | 'dots' | 'as-written';

/** An address as `emailAddress` gave it, without what Google's mail does not tell apart. Null where nothing is left before the `@`. */
export function gmailAddress(address: string, spelling: GmailSpelling): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (spelling === 'as-written' || (domain !== 'gmail.com' && domain !== 'googlemail.com')) return address;
  const untagged = spelling === 'dots-and-tags' ? address.slice(0, at).replace(/\+.*$/, '') : address.slice(0, at);
  const local = untagged.replaceAll('.', '');
  return local === '' ? null : `${local}@${domain}`;
}
