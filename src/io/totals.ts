/**
 * Lines of totals, which some programs write under the rows.
 * @module
 */
const WORDS =
  /^(grand |sub)?(total|totals|totaal|totaux|totale|totali|totales|summe|gesamt|gesamtsumme|insgesamt|zwischensumme|suma|somma|soma|razem|итого|всего|合計)s?\s*:?$/i;

/**
 * Is a row no row of an order: empty (`'blank'`), or begun with a word for a total, with nothing to say of what order, customer and item it is (`'totals'`)?
 * @param ids - the columns that a row of an order fills
 */
export function noOrder(row: readonly string[], ids: readonly number[]): 'blank' | 'totals' | undefined {
  let filled = 0;
  for (const at of ids) if (row[at] !== undefined && row[at] !== '') filled++;
  if (filled > 1) return undefined;
  const first = row.findIndex((cell) => cell.trim() !== '');
  if (first < 0) return 'blank';
  return WORDS.test(row[first].trim()) && ids.every((at) => at === first || (row[at] ?? '').trim() === '') ? 'totals' : undefined;
}
