// The textbook's snippets: each prints what stands behind its console.log, and says what pandas, NumPy and scikit-learn say of the same files.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { readGolden } from './golden/read';
import { printedBy, promisedBy } from './support/printed';

interface Textbook {
  readonly scores: readonly (readonly number[])[];
  readonly kept: readonly string[];
  readonly ages: readonly number[];
  readonly inertia: number;
  readonly centers: readonly (readonly number[])[];
  readonly users: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly items: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly unseen: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly losses: readonly number[];
  readonly best: readonly number[];
}
const golden = readGolden<Textbook>('textbook');
const FOLDER = 'examples/textbook';

test('cleaning', async () => {
  const { scores, customers } = await import('../examples/textbook/1-clean');
  expect(Array.from({ length: customers.nRows }, (_, i) => customers.row(i)['id'])).toEqual(golden.kept);
  expect([...customers.column('age', 'number').values]).toEqual(golden.ages);
  golden.scores.forEach((row, i) => Object.values(scores.row(i)).forEach((z, j) => expect(z).toBeCloseTo(row[j], 12)));
});

test('segments', async () => {
  const { model, centers } = await import('../examples/textbook/2-segments');
  expect(model.last.inertia).toBeCloseTo(golden.inertia, 10);
  const found = Array.from({ length: 3 }, (_, c) => Object.values(centers.row(c)) as number[]).sort(([a], [b]) => a - b);
  golden.centers.forEach((center, c) => center.forEach((value, j) => expect(found[c][j]).toBeCloseTo(value, 10)));
});

test('similarity', async () => {
  const { ratings, byUsers, byItems } = await import('../examples/textbook/3-similarity');
  for (const user of ratings.users.values)
    for (const { user: other, score } of byUsers.similarUsers(user)) expect(score).toBeCloseTo(golden.users[user][other], 6);
  for (const item of ratings.items.values)
    for (const { item: other, score } of byItems.similarItems(item)) expect(score).toBeCloseTo(golden.items[item][other], 6);
  const alike = Object.values(golden.users['ann']).filter((cosine) => cosine > 0);
  expect(byUsers.similarUsers('ann')).toHaveLength(alike.length);
});

test('recommend', async () => {
  const { byUsers, ratings } = await import('../examples/textbook/3-similarity');
  for (const user of ratings.users.values) {
    const list = byUsers.recommend(user, { k: ratings.nItems, fallback: 'none' });
    expect(list.map(({ item }) => item)).toEqual(Object.keys(golden.unseen[user]));
    for (const { item, score } of list) expect(score).toBeCloseTo(golden.unseen[user][item], 5);
  }
});

test('gradient descent', async () => {
  const { model } = await import('../examples/textbook/5-gradient-descent');
  const { lossCurve, intercept, coefficients } = model.last;
  golden.losses.forEach((loss, step) => expect(lossCurve[step] / loss).toBeCloseTo(1, 12));
  [intercept, ...coefficients].forEach((theta, j) => expect(theta).toBeCloseTo(golden.best[j], 4));
});

test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.ts')))('%s prints what it says', async (name) => {
  const file = `../${FOLDER}/${name.replace(/\.ts$/, '')}`;
  vi.resetModules();
  const lines = await printedBy(() => import(/* @vite-ignore */ file));
  const promised = promisedBy(readFileSync(`${FOLDER}/${name}`, 'utf8'));
  expect(promised.length).toBeGreaterThan(1);
  for (const text of promised) expect(lines).toContain(text);
});
