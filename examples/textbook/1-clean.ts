/**
 * Cleaning: rows with gaps go, an age comes out of a date of birth, and what is far from the rest (its z-score) is left out.
 * @module
 */
import { readFileSync } from 'node:fs';
import { readCsv } from 'kindred/io';
import { StandardScaler, yearsBetween } from 'kindred/preprocessing';

const file = readFileSync(new URL('customers.csv', import.meta.url), 'utf8');
const raw = readCsv(file, { id: 'category', birth: 'date', income: 'number', spending: 'number', visits: 'number' });

const { table: complete, nDropped, nMissing } = raw.dropMissing();
console.log(nDropped, nMissing.birth, nMissing.income); // 2 1 1

const aged = complete.derive('age', (row: { birth: Date }) => yearsBetween(row.birth, '2026-01-01'));

const figures = ['age', 'income', 'spending', 'visits'];
/** How many standard deviations each figure is from its mean, for all rows that are complete. */
export const scores = new StandardScaler().fit(aged.select(figures)).transform(aged.select(figures));
const usual = Array.from({ length: scores.nRows }, (_, i) => Object.values(scores.row(i)).every((z) => Math.abs(Number(z)) < 3));

/** The customers that are left. */
export const customers = aged.filter(usual);
console.log(aged.nRows, customers.nRows); // 29 28
console.log(customers.row(0)); // { id: 'C01', birth: 1981-11-27T00:00:00.000Z, income: 47.8, spending: 32, visits: 8, age: 44 }
