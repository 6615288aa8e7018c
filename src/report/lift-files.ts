/**
 * The files of a lift, as names and contents.
 * @module
 */
import { liftHtml } from './html/lift-page.js';
import type { LiftFacts } from './lift-facts.js';
import type { OutputFile } from './outputs.js';

/**
 * `lift.html` and `lift.json`. The latter is what the next look needs of this one (`readLiftFacts`).
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { lift } from 'kindred/campaign';
 * import { liftFacts, liftFiles } from 'kindred/report';
 * const people = Table.from(Array.from({ length: 40 }, (_, i) => ({ person: i, arm: i % 2 === 0 ? 'treatment' : 'control' })));
 * const facts = liftFacts(lift({ people }, Table.from([{ person: 3, converted: true }])));
 * console.log(liftFiles(facts).map(({ name }) => name)); // [ 'lift.html', 'lift.json' ]
 * ```
 */
export function liftFiles(facts: LiftFacts): OutputFile[] {
  return [
    { name: 'lift.html', content: liftHtml(facts) },
    { name: 'lift.json', content: `${JSON.stringify(facts, null, 1)}\n` },
  ];
}
