/**
 * Names that columns often have, for guesses that a user confirms.
 * @module
 */
import { KINDS, type OrderColumns, type Role } from './roles.js';

/** `Email (Billing)` and `email_billing` are one name. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const OFTEN: Readonly<Record<Role, readonly string[]>> = {
  customer: ['customer', 'customer id', 'customerid', 'customer email', 'email', 'e mail', 'buyer', 'client', 'user', 'user id', 'kunde', 'kundennummer', 'kunden nr', 'kundenr', 'client id', 'cliente', 'klant', 'klant id'],
  order: ['order', 'order id', 'orderid', 'order number', 'order no', 'order name', 'invoice', 'invoice no', 'invoiceno', 'invoice number', 'transaction id', 'receipt', 'bestellung', 'bestellnummer', 'bestell nr', 'auftrag', 'auftragsnummer', 'rechnung', 'rechnungsnummer', 'belegnummer', 'commande', 'numero de commande', 'pedido', 'ordine', 'bestelling', 'bestelnummer'],
  item: ['item', 'item id', 'sku', 'product', 'product id', 'product code', 'stockcode', 'stock code', 'article', 'article number', 'artikel', 'artikelnummer', 'artikel nr', 'produkt', 'produit', 'reference', 'référence', 'producto', 'articolo', 'product name', 'item name'],
  quantity: ['quantity', 'qty', 'units', 'count', 'pieces', 'menge', 'anzahl', 'stück', 'stueck', 'quantité', 'quantite', 'qté', 'cantidad', 'quantità', 'aantal'],
  price: ['price', 'unit price', 'unitprice', 'item price', 'price each', 'each', 'preis', 'einzelpreis', 'stückpreis', 'stueckpreis', 'prix', 'prix unitaire', 'precio', 'prezzo', 'prijs'],
  time: ['time', 'date', 'order date', 'orderdate', 'created at', 'invoicedate', 'invoice date', 'timestamp', 'datetime', 'purchase date', 'datum', 'bestelldatum', 'rechnungsdatum', 'date de commande', 'fecha', 'data'],
  name: ['name', 'description', 'item name', 'product name', 'title', 'bezeichnung', 'beschreibung', 'artikelname', 'artikelbezeichnung', 'produktname', 'désignation', 'nom', 'nombre', 'descrizione', 'omschrijving'],
  currency: ['currency', 'currency code', 'order currency', 'währung', 'waehrung', 'devise', 'moneda', 'valuta'],
}; // prettier-ignore

/** Which column may be which, by names that are often used; each column at most once. */
export function guessColumns(header: readonly string[], named: Partial<OrderColumns> = {}): Partial<OrderColumns> {
  const guesses: Partial<Record<Role, string>> = {};
  const taken = new Set<string>(Object.values(named));
  for (const role of Object.keys(KINDS) as Role[]) {
    const names = OFTEN[role];
    const fit = header
      .filter((column) => !taken.has(column))
      .map((column) => ({ column, rank: names.indexOf(plainName(column)) }))
      .filter(({ rank }) => rank >= 0)
      .sort((a, b) => a.rank - b.rank)[0];
    const column = named[role] ?? fit?.column;
    if (column === undefined) continue;
    guesses[role] = column;
    taken.add(column);
  }
  return guesses;
}
