/**
 * Who changed segment since the previous run.
 * @module
 */
import type { Moves, Report } from '../../report.js';
import { count, percent, plural } from '../../words.js';
import { between, html, type Html } from '../escape.js';
import { inlineBar, lead, more, note, section, table, type Section } from '../parts.js';

const SHOWN = 10;

export function movesSection({ moves }: Report): Section | null {
  if (moves === null) return null;
  const { stayed, changed, joined, gone, flows, renamed } = moves;
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
          ? `Since the previous run nobody changed segment: ${stayed === 1 ? 'the one customer of both stayed' : `${count(stayed)} stayed where they were`}.`
          : `Since the previous run ${plural(changed, 'customer')} (${percent(changed / known)}) changed segment, ${count(stayed)} stayed.`,
    ),
    changed > 0 && html`<p>${why(moves)}</p>`,
    renamed.length > 0 && html`<p>${between(renamed.map(renaming), ' ')}</p>`,
    flows.length > 0 && table('From one segment into another', columns, rows.slice(0, SHOWN), true),
    rows.length > SHOWN &&
      more(`${plural(rows.length - SHOWN, 'more change')}`, table('Further changes', columns, rows.slice(SHOWN), true)),
    changed > flows.reduce((sum, { customers }) => sum + customers, 0) &&
      note('Moves of few customers from one segment into another are not told one by one.'),
    joined + gone > 0 &&
      note(`${plural(joined, 'customer')} ${joined === 1 ? 'is' : 'are'} in this run only, ${count(gone)} in the previous one only.`),
  );
}

/** A segment that goes on under a name that is true of it today. */
const renaming = ({ from, to }: Moves['renamed'][number]): Html =>
  html`The segment that was called <bdi>${from}</bdi> goes on as <bdi>${to}</bdi>, the name by its figures of today.`;

/** Whether those who changed did anything. */
function why({ changed, changedWithoutOrder: idle }: Moves): string {
  const passed = 'time passed, or the borders of the segments moved (they are drawn anew in each run)';
  if (idle === 0) return changed === 1 ? 'This customer has more orders than then.' : 'All of them have more orders than then.';
  if (changed === 1) return `This customer has no more orders than then: ${passed}.`;
  return `Of the ${count(changed)} who changed, ${count(idle)} have no more orders than then: ${passed}.`;
}
