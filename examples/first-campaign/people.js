// The people behind the example shop's customers, all invented: addresses, what they agreed to, and who cannot be reached any more. The same on every machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { lottery, pick } from './lottery.js';

const FIRST = 'Ada Björn Chloé Dilek Emil Fatou Grace Hugo Ines Jonas Kaja Liam Mia Noor Oskar Priya'.split(' ');
const LAST = "Archer Bauer Costa Demir Ekström Fischer García Hughes Ivanova Jansen Keller Moreau O'Neill Smith".split(' ');
/** Of the second part of British postal codes. */
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';
const DOMAINS = ['mail.example', 'post.example', 'web.example', 'bücher.example'];

const customers = readFileSync(`${process.argv[2] ?? 'kindred-output'}/segments.csv`, 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => line.split(',')[0]);

const people = ['customer,email,phone,first_name,last_name,country,zip'];
const consent = ['person,purpose,action,basis,time,source'];
const bounced = ['customer'];
for (const [i, customer] of customers.entries()) {
  const random = lottery(i);
  const [first, last] = [pick(FIRST, random), pick(LAST, random)];
  const plain = `${first}.${last}${i}`.normalize('NFD').replace(/[^\w.]/g, '');
  const email = `${random() < 0.2 ? plain.toUpperCase() : plain.toLowerCase()}${random() < 0.1 ? '+shop' : ''}@${pick(DOMAINS, random)}`;
  // a fifth has one of the thousand numbers that Ofcom keeps for stories
  const phone = i % 5 === 0 && i < 5000 ? `07700 900${String(i / 5).padStart(3, '0')}` : '';
  const zip = `SW${(i % 20) + 1} ${i % 10}${LETTERS[Math.floor(i / 400) % 20]}${LETTERS[Math.floor(i / 20) % 20]}`;
  people.push([customer, random() < 0.05 ? ` ${email} ` : email, phone, first, last, 'GB', zip].join(','));
  for (const [purpose, share] of [
    ['email-marketing', 0.85],
    ['advertising', 0.6],
  ]) {
    if (random() < share)
      consent.push(
        [customer, purpose, 'grant', 'consent', `2025-${pick(['03', '06', '09'], random)}-14T10:00:00Z`, 'newsletter form'].join(','),
      );
    if (random() < 0.04)
      consent.push([customer, purpose, 'withdraw', 'consent', '2025-11-02T18:30:00+01:00', 'link in an e-mail'].join(','));
  }
  if (random() < 0.02) consent.push([customer, '*', 'object', '', '2025-11-20T09:00:00Z', 'letter'].join(','));
  if (random() < 0.015) bounced.push(customer);
}
for (const [name, lines] of Object.entries({ people, consent, bounced })) writeFileSync(`${name}.csv`, `${lines.join('\n')}\n`);
console.log(
  `people.csv, consent.csv and bounced.csv are written: ${customers.length} people, ${consent.length - 1} entries of consent, ${bounced.length - 1} addresses that bounce.`,
);
