/**
 * The k-core of users and items (Seidman 1983): what is left when those with too few have gone, over and over.
 * @module
 */
import { transpose, type CompressedRows } from '../data/compressed-rows.js';
import type { Recipe } from '../data/recipe.js';

/** The users and items that are left when those with too few have gone, over and over: unique whatever the order. */
export function coreOf(
  rows: CompressedRows,
  nItems: number,
  { minPerUser, minPerItem }: NonNullable<Recipe['filter']>,
): { users: Uint8Array; items: Uint8Array } {
  const byItem = transpose(rows, nItems);
  const users = {
    starts: rows.starts,
    others: rows.items,
    left: sizes(rows.starts),
    kept: new Uint8Array(rows.starts.length - 1),
    min: minPerUser,
  };
  const items = { starts: byItem.starts, others: byItem.users, left: sizes(byItem.starts), kept: new Uint8Array(nItems), min: minPerItem };
  const gone: number[] = []; // u for a user, ~i for an item
  users.left.forEach((n, u) => ((users.kept[u] = n >= minPerUser ? 1 : 0), n < minPerUser && gone.push(u)));
  items.left.forEach((n, i) => ((items.kept[i] = n >= minPerItem ? 1 : 0), n < minPerItem && gone.push(~i)));
  while (gone.length > 0) {
    const next = gone.pop()!;
    const [mine, theirs, own] = next >= 0 ? [users, items, next] : [items, users, ~next];
    for (let p = mine.starts[own]; p < mine.starts[own + 1]; p++) {
      const other = mine.others[p];
      if (--theirs.left[other] >= theirs.min || !theirs.kept[other]) continue;
      theirs.kept[other] = 0;
      gone.push(next >= 0 ? ~other : other);
    }
  }
  return { users: users.kept, items: items.kept };
}

const sizes = (starts: Int32Array) => Int32Array.from({ length: starts.length - 1 }, (_, u) => starts[u + 1] - starts[u]);

/** The pairs of the users and items that are left, items renumbered; users keep their numbers, those who are out have empty rows. */
export function narrowed(
  { starts, items, values }: CompressedRows,
  users: Uint8Array | undefined,
  moved: Int32Array | undefined,
): CompressedRows {
  if (!users && !moved) return { starts, items, values };
  const out = { starts: new Int32Array(starts.length), items: new Int32Array(items.length), values: new Float64Array(items.length) };
  let size = 0;
  for (let u = 0; u + 1 < starts.length; u++) {
    for (let p = starts[u]; p < starts[u + 1]; p++) {
      const item = moved ? moved[items[p]] : items[p];
      if (item < 0 || (users && !users[u])) continue;
      out.items[size] = item;
      out.values[size++] = values[p];
    }
    out.starts[u + 1] = size;
  }
  return { starts: out.starts, items: out.items.slice(0, size), values: out.values.slice(0, size) };
}
