/**
 * Two dictionaries of ids in one.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { Ids, type Id } from './ids.js';

/** Both in one, and where the numbers of each go. @throws KindredError `invalid-data` for texts and numbers */
export function mergeIds<T extends Id>(one: Ids<T>, other: Ids<T>): { ids: Ids<T>; mine: Int32Array; theirs: Int32Array } {
  if (one.size > 0 && other.size > 0 && typeof one.values[0] !== typeof other.values[0])
    throw new KindredError('invalid-data', `ids must be of one kind: ${show(one.values[0])} and ${show(other.values[0])} differ`);
  const mine = new Int32Array(one.size);
  const theirs = new Int32Array(other.size);
  const values: T[] = [];
  for (let a = 0, b = 0; a < mine.length || b < theirs.length;) {
    const isMine = b === theirs.length || (a < mine.length && one.values[a] <= other.values[b]);
    const isTheirs = a === mine.length || (b < theirs.length && other.values[b] <= one.values[a]);
    const at = values.push(isMine ? one.values[a] : other.values[b]) - 1;
    if (isMine) mine[a++] = at;
    if (isTheirs) theirs[b++] = at;
  }
  return { ids: Ids.sorted(values), mine, theirs };
}
