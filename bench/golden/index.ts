/**
 * The accuracy table: kindred now against the numbers of other libraries in test/golden/. `npx tsx bench/golden/index.ts [--data FOLDER] [--only NAME]`.
 * @module
 */
import { missing } from '../data.ts';
import { readOptions } from '../options.ts';
import { table } from '../print.ts';
import { againstScikitLearn } from './classification.ts';
import { againstImplicit } from './implicit.ts';
import { againstRecTools } from './ranking.ts';
import { againstNumpy } from './ease.ts';
import { againstLifetimes } from './lifetime.ts';
import { againstSurprise } from './surprise.ts';

const { data, only } = readOptions();
const FILMS = missing(data, 'ml-latest-small');
const SECTIONS = [
  { name: 'Surprise', why: FILMS, make: againstSurprise },
  { name: 'implicit', why: FILMS ?? missing(data, 'online-retail'), make: againstImplicit },
  { name: 'numpy', why: FILMS, make: againstNumpy },
  { name: 'lifetimes', why: missing(data, 'online-retail'), make: againstLifetimes },
  { name: 'RecTools', why: undefined, make: againstRecTools },
  { name: 'scikit-learn', why: undefined, make: againstScikitLearn },
];
for (const { name, why, make } of SECTIONS) {
  if (!name.includes(only)) continue;
  if (why) {
    console.log(`${name}: left out, ${why}\n`);
    continue;
  }
  const { title, head, lines } = make(data);
  console.log(`${title}\n${table([head, ...lines])}\n`);
}
