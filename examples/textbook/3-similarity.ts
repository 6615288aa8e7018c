/**
 * Similarity: how alike two users, or two items, are by the cosine of their ratings.
 * @module
 */
import { readFileSync } from 'node:fs';
import { ItemKNN, UserKNN } from 'kindred';
import { readInteractions } from 'kindred/io';

const file = readFileSync(new URL('ratings.csv', import.meta.url), 'utf8');
export const ratings = readInteractions<string, string>(file, { user: 'user', item: 'item', value: 'rating' });

export const byUsers = new UserKNN({ nNeighbors: ratings.nUsers - 1 }).fit(ratings);
export const byItems = new ItemKNN({ nNeighbors: ratings.nItems - 1 }).fit(ratings);
console.log(byUsers.similarUsers('ann', 2).map(({ user, score }) => `${user} ${score.toFixed(2)}`)); // [ 'eve 0.80', 'cem 0.74' ]
console.log(byItems.similarItems('tea', 2).map(({ item, score }) => `${item} ${score.toFixed(2)}`)); // [ 'mug 0.73', 'jam 0.71' ]
