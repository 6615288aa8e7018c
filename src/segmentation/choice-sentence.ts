/**
 * The choice of a number of clusters in plain words.
 * @module
 */
import { decimal, listed, plural } from '../words.js';
import type { ChooseBy } from './choose-options.js';

const WORDS = {
  silhouette: 'the highest silhouette',
  calinskiHarabasz: 'the highest Calinski-Harabasz index',
  daviesBouldin: 'the lowest Davies-Bouldin index',
};

/**
 * @param values - of the measure (of the inertia for an elbow), one for each number tried
 * @param place - of the number chosen
 */
export function choiceSentence(by: ChooseBy, tried: readonly number[], values: readonly (number | null)[], place: number): string {
  const chosen = tried[place];
  const value = values[place];
  const have = chosen === 1 ? 'has' : 'have';
  if (tried.length === 1 || value === null) return `${plural(chosen, 'cluster')}: no other number could be compared.`;
  const of = `${triedText(tried)} clusters`;
  if (by === 'elbow' && place === 0) return `Of ${of}, none stands out: the inertia has no elbow. The fewest, ${chosen}, were taken.`;
  if (by === 'elbow') return `Of ${of}, ${chosen} ${have} the elbow: the inertia falls fast up to there, slowly after.`;
  const next = values
    .map((v, i) => ({ v, k: tried[i] }))
    .filter(({ v, k }) => v !== null && k !== chosen)
    .sort((a, b) => (by === 'daviesBouldin' ? a.v! - b.v! : b.v! - a.v!))[0];
  const after = next ? `; next come ${next.k} with ${figure(next.v!)}` : '';
  return `Of ${of}, ${chosen} ${have} ${WORDS[by]}: ${figure(value)}${after}.`;
}

/** `2 to 10`, `2, 5 and 9` */
function triedText(tried: readonly number[]): string {
  const [first, last] = [tried[0], tried[tried.length - 1]];
  return tried.length > 2 && last - first + 1 === tried.length ? `${first} to ${last}` : listed(tried.map(String));
}

const figure = (value: number) => decimal(value, Math.abs(value) < 100 ? 3 : 0);
