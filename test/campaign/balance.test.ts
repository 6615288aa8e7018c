// Which columns of a campaign differ between its arms: those that chance explains are not among them.
import { expect, test } from 'vitest';
import { planContacts } from '../../src/campaign/index.js';
import { armsOf } from '../../src/campaign/arms.js';
import { unbalanced } from '../../src/campaign/balance.js';
import { Table } from '../../src/index.js';
import { generator } from '../support/random.js';

const random = generator(3);
const N = 600;
const arm = Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 'mail' : 'none'));
const of = (mail: number, none: number) => Float64Array.from(arm, (label) => (label === 'mail' ? mail : none));

test('a column with a value of its own in each arm is told, one that is the same everywhere is not', () => {
  const X = Table.from({ sent: of(1, 0), price: of(0.3, 0.1), same: of(0.1, 0.1), large: of(1e9 + 0.1, 1e9 + 0.1) });
  const told = unbalanced(X, armsOf(arm, N, 'none'));
  expect(told.map(({ column }) => column)).toEqual(['sent', 'price']);
  expect(told[0].z).toBe(Infinity);
});

test('the plan says so without a figure that is none', () => {
  const table = Table.from({ age: Float64Array.from(arm, random), arm, sent: of(1, 0), bought: Float64Array.from(arm, () => (random() < 0.3 ? 1 : 0)) }); // prettier-ignore
  const { notes } = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget: 200, nResamples: 5 });
  expect(notes.filter((note) => note.startsWith('"sent"'))).toEqual([
    expect.stringContaining('"sent" differs between the arms by far more than chance explains. If it was measured after'),
  ]);
});
