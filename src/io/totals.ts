/**
 * Lines of totals, which some programs write under the rows.
 * @module
 */
const WORDS =
  /^(grand |sub)?(total|totals|totaal|totaux|totale|totali|totales|summe|gesamt|gesamtsumme|insgesamt|zwischensumme|suma|somma|soma|razem|итого|всего|合計)s?\s*:?$/i;

/**
 * Does a row begin with a word for a total and say of what order, customer and item it is nothing else?
 * @param ids - the columns that a row of an order fills
 */
export function isTotals(row: readonly string[], ids: readonly number[]): boolean {
  let filled = 0;
  for (const at of ids) if (row[at] !== undefined && row[at] !== '') filled++;
  if (filled > 1) return false;
  const first = row.findIndex((cell) => cell.trim() !== '');
  return first >= 0 && WORDS.test(row[first].trim()) && ids.every((at) => at === first || (row[at] ?? '').trim() === '');
}
