/**
 * Figures as people read them.
 * @module
 */
export const count = (n: number) => n.toLocaleString('en');
export const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Money in the shop's currency; a plain figure where it is not known. */
export function money(amount: number, currency: string | undefined): string {
  if (!currency) return amount.toLocaleString('en', { maximumFractionDigits: 0 });
  return amount.toLocaleString('en', { style: 'currency', currency, maximumFractionDigits: 0 });
}

export const percent = (share: number) => (share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`);

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A message of the package as a sentence; the flags of the command that it may name mean nothing here. */
export function inWords(message: string): string {
  const plain = message.replace(/\s*\([^()]*--[^()]*\)/g, '').replace(/(: say|\. Say) .*--.*$/, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1).replace(/[^.!?]$/, '$&.');
}
