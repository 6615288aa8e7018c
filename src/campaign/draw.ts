/**
 * The arms, and how far the budget reaches. Those held out are the ones who would have been contacted: both arms end where the last contact is paid for.
 * @module
 */
import { plural } from '../words.js';
import type { LeftOut } from './filters.js';
import type { Person } from './gather.js';
import type { Arm } from './holdout.js';
import type { Lot } from './lot.js';

export type Drawn = Person & { readonly arm: Arm };

/** @param people - the best first; @param most - contacts */
export function drawn(people: readonly Person[], lot: Lot | undefined, most: number): { members: Drawn[]; overBudget: LeftOut[] } {
  const arms = lot?.arms(people);
  const all = people.map((person, i): Drawn => ({ ...person, arm: arms ? arms[i] : 'treatment' }));
  const end = endOf(all, most);
  const n = all.length - end;
  const why = most === 0 ? 'the budget pays for no contact' : `the budget is for ${plural(most, 'contact')}, and others come before them`;
  const sentence = `${plural(n, 'person was', 'people were')} left out: ${why}`;
  return { members: all.slice(0, end), overBudget: n === 0 ? [] : [{ reason: 'budget', n, sentence }] };
}

/** Behind the last contact that is paid for: who is held out after it would not have been contacted. */
function endOf(all: readonly Drawn[], most: number): number {
  if (most === 0) return 0;
  let contacts = 0;
  for (const [i, { arm }] of all.entries()) if (arm === 'treatment' && ++contacts === most) return i + 1;
  return all.length;
}
