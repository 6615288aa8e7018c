/**
 * The columns of an orders file: which of them is the customer, the order, the item, the quantity, the price and the time.
 * @module
 */
import { KindredError, nearMiss, show } from '../errors.js';
import { listed } from './csv.js';
import { asking } from './question.js';

/** The columns of an orders file by the names they have there; `name` says what an item is called, `currency` in what its price is. */
export interface OrderColumns {
  readonly customer: string;
  readonly order: string;
  readonly item: string;
  readonly quantity: string;
  readonly price: string;
  readonly time: string;
  readonly name?: string;
  readonly currency?: string;
}

export const KINDS = {
  customer: 'category',
  order: 'category',
  item: 'category',
  quantity: 'number',
  price: 'number',
  time: 'date',
  name: 'category',
  currency: 'category',
} as const;
export type Role = keyof typeof KINDS;
export const REQUIRED: readonly Role[] = ['customer', 'order', 'item', 'quantity', 'price', 'time'];

/** Layouts that are recognized by the names in the header. */
const LAYOUTS: readonly { readonly name: string; readonly columns: OrderColumns }[] = [
  {
    name: 'invoice lines',
    columns: {
      customer: 'CustomerID',
      order: 'InvoiceNo',
      item: 'StockCode',
      quantity: 'Quantity',
      price: 'UnitPrice',
      time: 'InvoiceDate',
      name: 'Description',
    },
  },
  {
    name: 'columns of kindred',
    columns: {
      customer: 'customer',
      order: 'order',
      item: 'item',
      quantity: 'quantity',
      price: 'price',
      time: 'time',
      name: 'name',
      currency: 'currency',
    },
  },
];

/** @throws KindredError `unknown-option` for a role that orders do not have, `unknown-column` for a column that the header does not */
export function checkNamed(header: readonly string[], named: Partial<OrderColumns>): void {
  for (const [role, column] of Object.entries(named)) {
    if (!(role in KINDS))
      throw new KindredError(
        'unknown-option',
        `orders have no ${show(role)}${nearMiss(role, Object.keys(KINDS))}; they have: ${Object.keys(KINDS).join(', ')}`,
      );
    if (column !== undefined && !header.includes(column)) {
      const message = `the file has no column ${show(column)} (for the ${role})${nearMiss(column, header)}; it has: ${listed(header)}`;
      throw asking({ question: { about: 'columns', choices: header, header }, message }, 'unknown-column');
    }
  }
}

/** The columns of a plain file: those named, the others by the first layout that fits; undefined where none does. */
export function plainColumns(
  header: readonly string[],
  named: Partial<OrderColumns>,
): { readonly name: string; readonly columns: OrderColumns } | undefined {
  const given = Object.fromEntries(Object.entries(named).filter(([, column]) => column !== undefined));
  const there = new Set(header);
  for (const layout of LAYOUTS) {
    const columns = Object.entries({ ...layout.columns, ...given }).filter(
      ([role, column]) => isRequired(role) || there.has(column as string),
    );
    if (!columns.every(([, column]) => there.has(column as string))) continue;
    const name = Object.keys(given).some(isRequired) ? 'columns as named' : layout.name;
    return { name, columns: Object.fromEntries(columns) as unknown as OrderColumns };
  }
  return undefined;
}

const isRequired = (role: string) => (REQUIRED as readonly string[]).includes(role);

/** The error for a header that no layout fits. */
export function unknownColumns(header: readonly string[], named: Partial<OrderColumns>): KindredError {
  const missing = REQUIRED.filter((role) => named[role] === undefined);
  const message = `the columns of the file are not known: ${listed(header)}. Say which is which: ${missing.map((role) => `--${role} COLUMN`).join(' ')}${header.length > 1 ? '' : '; or, if a mark separates more columns, by which: --delimiter MARK'}`;
  return asking({ question: { about: 'columns', choices: header, header }, message }, 'unknown-column');
}

/**
 * The columns of an orders file: those named, the others by the first layout that fits.
 * @throws KindredError `unknown-column` listing the columns found and how to name them
 */
export function orderColumns(header: readonly string[], named: Partial<OrderColumns> = {}): OrderColumns {
  checkNamed(header, named);
  const plain = plainColumns(header, named);
  if (!plain) throw unknownColumns(header, named);
  return plain.columns;
}

/** `Email (Billing)` and `email_billing` are one name. */
export const plainName = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Names that columns often have, for a guess that the user confirms. */
const OFTEN: Readonly<Record<Role, readonly string[]>> = {
  customer: ['customer', 'customer id', 'customerid', 'customer email', 'email', 'e mail', 'buyer', 'client', 'user', 'user id', 'kunde', 'kundennummer', 'kunden nr', 'kundenr', 'client id', 'cliente', 'klant', 'klant id'],
  order: ['order', 'order id', 'orderid', 'order number', 'order no', 'order name', 'invoice', 'invoice no', 'invoiceno', 'invoice number', 'transaction id', 'receipt', 'bestellung', 'bestellnummer', 'auftrag', 'auftragsnummer', 'rechnung', 'rechnungsnummer', 'belegnummer', 'commande', 'numero de commande', 'pedido', 'ordine', 'bestelling', 'bestelnummer'],
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
