/**
 * Item neighbors against implicit's: test/golden/implicit.ts.
 * @module
 */
import { Interactions, ItemKNN } from 'kindred';
import { compare, fit, k, onesOf, sets, WEIGHTINGS } from '../../test/golden/implicit.ts';
import { retailOrders } from '../data.ts';
import { films, signed, type Section } from './section.ts';

export function againstImplicit(data: string): Section {
  const bought = Interactions.from(retailOrders(data), { user: 'customer', item: 'item' }) as unknown as Interactions;
  const read = {
    'ml-latest-small, ratings': [films(data) as unknown as Interactions, sets.ratings],
    'online-retail, counts': [bought, sets.counts],
    'online-retail, 0/1': [onesOf(bought), sets.ones],
  } as const;
  const lines = Object.entries(read).flatMap(([title, [interactions, set]]) =>
    WEIGHTINGS.map((weighting) => {
      const found = compare(fit(interactions, weighting, { ItemKNN }), set, weighting);
      const share = (n: number) => `${((100 * n) / found.neighbors).toFixed(2)} %`;
      const members = [share(found.shared), share(found.neighbors - found.strangers)];
      return [`${title}: ${weighting}`, ...members, signed(found.error), String(found.size), signed(found.sum)];
    }),
  );
  const head = ['', 'same members', 'ties aside', 'largest relative error', 'entries - implicit', 'sum / implicit - 1'];
  return { title: `Item neighbors, top ${k}, of 100 items (entries and sums: of all): implicit`, head, lines };
}
