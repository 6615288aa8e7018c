// What everybody buys in the four weeks after the campaign, made up with an effect that is known: of those left alone 8 in 100 buy, of those contacted 8 + EFFECT.
import { readFileSync, writeFileSync } from 'node:fs';
import { lottery, pick } from './lottery.js';

const [BASE, EFFECT] = [0.08, 0.06];
const DAY = 86400000;

const folder = process.argv[2] ?? 'kindred-campaign';
const { people, startsAt } = JSON.parse(readFileSync(`${folder}/campaign.json`, 'utf8'));
const arms = new Map(people.map(([person, arm]) => [person, arm]));
const customers = readFileSync('people.csv', 'utf8').split('\n').slice(1).map((line) => line.split(',')[0]).filter((id) => id !== ''); // prettier-ignore

const orders = ['customer,order,item,name,category,quantity,price,time'];
for (const [i, customer] of customers.entries()) {
  const random = lottery(1000003 + i);
  const chance = BASE + (arms.get(customer) === 'treatment' ? EFFECT : 0);
  if (random() >= chance) continue;
  const time = new Date(startsAt + random() * 28 * DAY).toISOString();
  orders.push(
    [
      customer,
      `after-${i}`,
      'p0001',
      'Garden Darjeeling 1',
      'tea',
      1 + Math.floor(random() * 8),
      pick([5.7, 11.95, 24.5], random),
      time,
    ].join(','),
  );
}
writeFileSync('four-weeks.csv', `${orders.join('\n')}\n`);
console.log(
  `four-weeks.csv is written: ${orders.length - 1} orders. The campaign truly brought ${Math.round(EFFECT * 100)} more buyers for each 100 people.`,
);
