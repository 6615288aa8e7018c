/**
 * The files of a lift, as names and contents.
 * @module
 */
import { liftHtml } from './html/lift-page.js';
import type { LiftFacts } from './lift-facts.js';
import { KindredError } from '../errors.js';
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

/**
 * The facts that a `lift.json` holds, for the next look at a lift.
 * @throws KindredError `file-corrupt`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { lift } from 'kindred/campaign';
 * import { liftFacts, liftFiles, readLiftFacts } from 'kindred/report';
 * const people = Table.from(Array.from({ length: 40 }, (_, i) => ({ person: i, arm: i % 2 === 0 ? 'treatment' : 'control' })));
 * const buyers = (n: number) => Table.from(Array.from({ length: n }, (_, i) => ({ person: i, converted: true })));
 * const [, file] = liftFiles(liftFacts(lift({ people }, buyers(5), { sequential: true })));
 * const previous = readLiftFacts(file.content as string);
 * const facts = liftFacts(lift({ people }, buyers(9), { sequential: true, previous: previous.lift }), { previous });
 * console.log(facts.looks.length); // 2
 * ```
 */
export function readLiftFacts(text: string): LiftFacts {
  let facts: unknown;
  try {
    facts = JSON.parse(text);
  } catch (cause) {
    throw new KindredError('file-corrupt', 'not a readable lift: it is no JSON', { cause });
  }
  const { lift, looks } = (facts ?? {}) as Partial<Record<keyof LiftFacts, { readonly people?: unknown; readonly sequential?: unknown }>>;
  if (!isObject(lift?.people) || typeof lift?.sequential !== 'boolean' || !Array.isArray(looks) || !looks.every(isObject))
    throw new KindredError('file-corrupt', 'not a readable lift: it lacks its people or its looks');
  return facts as LiftFacts;
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
