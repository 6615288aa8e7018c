/**
 * Whom a campaign contacts and whom it leaves alone: candidates out of several sources, everything that stops somebody, the lot, the file.
 * @module
 */
import { generator, nameOf } from './data.js';
import { sameBytes } from './same.js';

const DAY = 86400000;

export function* audienceCases({ Table }, campaign) {
  const { audience, Campaign, fromPropensity, fromRule, fromSegment } = campaign;

  yield [
    'audience and its Campaign',
    () => {
      const below = generator(11);
      const who = () => [`Ann${below(900)}@Shop.example`, `ann${below(900)}@shop.example`, `ann${below(900)}@müller.example`][below(3)];
      const rows = Array.from({ length: 1500 }, () => ({ customer: who(), probability: below(1000) / 999, spent: below(500), name: nameOf(below(4)) })); // prettier-ignore
      const table = Table.from(rows);
      const contacts = Table.from(Array.from({ length: 600 }, () => ({ person: who(), time: (below(40) - 30) * DAY })));
      const found = audience(
        [
          fromPropensity(table, { least: 0.4, horizonDays: 30 }),
          fromRule(table, 'customer', ({ spent }) => spent > 250 && spent, 'spent more than 250', { segment: 'name' }),
          fromSegment(rows.map(({ customer }) => customer), rows.map(({ name }) => name), nameOf(1)), // prettier-ignore
        ],
        {
          purpose: 'letters',
          asOf: 0,
          consent: { notNeeded: 'letters to own customers' },
          suppression: { bounced: Array.from({ length: 50 }, who) },
          caps: [{ contacts, most: 1, days: 7 }],
          budget: { amount: 100, cost: 0.1 },
          holdout: { salt: 'spring', share: 0.2, bySegment: true },
        },
      );
      const bytes = found.campaign({ name: 'Frühling', startsAt: '2026-03-01' }).toBytes();
      sameBytes(Campaign.fromBytes(bytes).toBytes(), bytes, 'a campaign from its file gives');
      return [bytes, found.leftOut, found.sentences, found.treatment.length, found.control.length];
    },
  ];
}
