/**
 * Recommend: what the users who are like her rated, weighted by how alike they are, without what she has.
 * @module
 */
import { byUsers } from './3-similarity';

export const forAnn = byUsers.recommend('ann', { k: 2 });
console.log(forAnn.map(({ item }) => item)); // [ 'pot', 'gloves' ]

const why = byUsers.explain('ann', forAnn[0].item);
console.log(why.largest(2).map(({ user }) => user)); // [ 'cem', 'jon' ]
console.log(why.parts.reduce((sum, part) => sum + part.contribution, 0) === forAnn[0].score); // true
