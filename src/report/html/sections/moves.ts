/**
 * Who changed segment since the previous run.
 * @module
 */
import type { Report } from '../../report.js';
import { count, percent, plural } from '../../words.js';
import { html } from '../escape.js';
import { inlineBar, lead, more, note, section, table, type Section } from '../parts.js';

const SHOWN = 10;

export function movesSection({ moves }: Report): Section | null {
  if (moves === null) return null;
  const { stayed, changed, joined, gone, flows } = moves;
  const known = stayed + changed;
  const most = Math.max(...flows.map(({ customers }) => customers), 1);
  const rows = flows.map(({ from, to, customers }) => [
    html`<bdi>${from}</bdi>`,
    html`<bdi>${to}</bdi>`,
    html`${count(customers)}${inlineBar(customers / most)}`,
  ]);
  const columns = [{ heading: 'From' }, { heading: 'To' }, { heading: 'Customers', number: true }];
  return section(
    'moves',
    'Who changed segment',
    lead(
      known === 0
        ? 'No customer of the previous run is in this one.'
        : changed === 0
          ? `Since the previous run nobody changed segment: ${count(stayed)} stayed where they were.`
          : `Since the previous run ${plural(changed, 'customer')} (${percent(changed / known)}) changed segment, ${count(stayed)} stayed.`,
    ),
    flows.length > 0 && table('From one segment into another', columns, rows.slice(0, SHOWN), true),
    rows.length > SHOWN &&
      more(`${plural(rows.length - SHOWN, 'more change')}`, table('Further changes', columns, rows.slice(SHOWN), true)),
    joined + gone > 0 &&
      note(
        `${plural(joined, 'customer')} ${joined === 1 ? 'is' : 'are'} new since then, ${count(gone)} of the previous run ${gone === 1 ? 'is' : 'are'} not in these orders.`,
      ),
  );
}
