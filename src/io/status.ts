/**
 * What became of an order, by the words that shops use: only orders that were placed and are to be paid count.
 * @module
 */
import { plainName } from './guess-columns.js';

const REASONS: Readonly<Record<string, readonly string[]>> = {
  cancelled: ['cancelled', 'canceled', 'storniert', 'annulée', 'annulé', 'cancelado', 'annullato', 'geannuleerd'],
  refunded: ['refunded', 'rückerstattet', 'erstattet', 'remboursée', 'remboursé', 'reembolsado', 'rimborsato', 'terugbetaald'],
  'payment voided': ['voided'],
  'payment failed': ['failed', 'fehlgeschlagen', 'échouée', 'échoué', 'fallido', 'fallito', 'mislukt'],
  'payment expired': ['expired'],
  'not paid yet': [
    'pending', 'pending payment', 'unpaid', 'on hold', 'zahlung ausstehend', 'in wartestellung', 'attente paiement', 'en attente', 'en attente de paiement',
    'pendiente de pago', 'en espera', 'in attesa di pagamento', 'in sospeso', 'wachten op betaling', 'wachtend op betaling', 'in de wacht',
  ],
  'checkout not finished': ['draft', 'checkout draft', 'auto draft'],
  deleted: ['trash'],
}; // prettier-ignore

/** Words for orders that count. */
const COUNTS = [
  '', 'paid', 'partially paid', 'authorized', 'partially refunded', 'processing', 'completed', 'shipped', 'delivered', 'in bearbeitung', 'fertiggestellt', 'abgeschlossen',
  'en cours', 'terminée', 'terminé', 'procesando', 'completado', 'in lavorazione', 'completato', 'in behandeling', 'verwerken', 'afgerond', 'voltooid',
]; // prettier-ignore

const BY_WORD = new Map([
  ...Object.entries(REASONS).flatMap(([reason, words]) => words.map((word) => [word, reason] as const)),
  ...COUNTS.map((word) => [word, ''] as const),
]);

/** Why an order of a status does not count; '' where it does, undefined for a word that is not known. */
export const reasonOf = (status: string): string | undefined => BY_WORD.get(plainName(status).replace(/^wc /, ''));

/**
 * What a reader must say of the statuses of its orders: one that is not known counts as a sale.
 * @param partly - how partly refunded orders count, where that is to be said
 */
export function statusesFound(statuses: readonly string[], partly: string | undefined): string[] {
  const unknown = new Map<string, number>();
  for (const status of statuses) if (reasonOf(status) === undefined) unknown.set(status, (unknown.get(status) ?? 0) + 1);
  const sentences = [...unknown].map(
    ([status, n]) =>
      `${counted(n, 'order')} with the status "${status}", which is not known, ${n === 1 ? 'counts as a sale' : 'count as sales'}.`,
  );
  const n = partly === undefined ? 0 : statuses.filter((status) => plainName(status) === 'partially refunded').length;
  if (n > 0) sentences.push(`${counted(n, 'partly refunded order')} ${n === 1 ? 'counts' : 'count'} ${partly}.`);
  return sentences;
}

/** `1 order`, `3 orders` */
export const counted = (n: number, thing: string) => `${n} ${thing}${n === 1 ? '' : 's'}`;
