/**
 * A customer in a table of a run.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { isAddress, nearId } from './near.js';
import { readRunTable, type RunRow } from './run-tables.js';

/**
 * The row of a customer, with the customer as the run spells it.
 * @param wanted - the cells after the customer's
 * @throws KindredError `unknown-id` for a customer that the run does not know; as `readRunTable`
 */
export async function customerRow(table: string, customer: string, wanted: readonly string[]): Promise<{ customer: string; row: RunRow }> {
  const customers: string[] = [];
  const found = new Map<string, RunRow>();
  const spellings = [customer, ...(isAddress(customer) ? [customer.toLowerCase()] : [])];
  await readRunTable(table, ['customer', ...wanted], (row) => {
    const [who] = row.cells;
    customers.push(who);
    if (spellings.includes(who)) found.set(who, row);
  });
  const spelling = spellings.find((one) => found.has(one));
  if (spelling === undefined)
    throw new KindredError(
      'unknown-id',
      `the run knows no customer ${show(customer)} (of ${customers.length})${nearId(customer, customers)}`,
    );
  return { customer: spelling, row: found.get(spelling)! };
}
