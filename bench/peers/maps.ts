/**
 * Neighbors and recommendations as people write them by hand: Maps of Maps, and a sort.
 * @module
 */
export type Ratings = Map<number, Map<number, number>>;

export function byItem(byUser: Ratings): Ratings {
  const items: Ratings = new Map();
  for (const [user, row] of byUser) {
    for (const [item, value] of row) {
      const users = items.get(item) ?? new Map<number, number>();
      items.set(item, users.set(user, value));
    }
  }
  return items;
}

/** The k nearest items of each item, with their cosines. */
export function neighbors(byUser: Ratings, k: number): Map<number, [number, number][]> {
  const items = byItem(byUser);
  const norms = new Map([...items].map(([item, users]) => [item, Math.sqrt([...users.values()].reduce((sum, v) => sum + v * v, 0))]));
  const table = new Map<number, [number, number][]>();
  for (const [item, users] of items) {
    const dots = new Map<number, number>();
    for (const [user, value] of users) {
      for (const [other, theirs] of byUser.get(user)!) dots.set(other, (dots.get(other) ?? 0) + value * theirs);
    }
    dots.delete(item);
    const cosines = [...dots].map(([other, dot]): [number, number] => [other, dot / (norms.get(item)! * norms.get(other)!)]);
    table.set(item, cosines.sort((a, b) => b[1] - a[1]).slice(0, k));
  }
  return table;
}

type Table = Map<number, [number, number][]>;

/** The k best unseen items of each user. */
export function recommend(byUser: Ratings, table: Table, k: number): Table {
  return new Map([...byUser].map(([user, row]) => [user, recommendOne(row, table, k)]));
}

/** The k best others of one history. */
export function recommendOne(row: ReadonlyMap<number, number>, table: Table, k: number): [number, number][] {
  const scores = new Map<number, number>();
  for (const [item, value] of row) {
    for (const [other, cosine] of table.get(item) ?? []) {
      if (!row.has(other)) scores.set(other, (scores.get(other) ?? 0) + cosine * value);
    }
  }
  return [...scores].sort((a, b) => b[1] - a[1]).slice(0, k);
}
