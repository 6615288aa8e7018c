// Seeded data for tests.
import { generator } from '../../src/random.js';

export { generator };

/** n rows of d numbers around k well separated middles. */
export function blobs(n: number, d: number, k: number, seed = 1): number[][] {
  const random = generator(seed);
  const middles = Array.from({ length: k }, () => Array.from({ length: d }, () => 20 * random()));
  return Array.from({ length: n }, (_, i) => middles[i % k].map((m) => m + random() + random() - 1));
}

export interface Event {
  user: string;
  item: number;
  value: number;
  time: number;
}

/** Events whose item popularity follows a power law; values are whole, half or any numbers. */
export function events(
  nUsers: number,
  nItems: number,
  n: number,
  { seed = 1, values = 'whole' as 'whole' | 'half' | 'any' } = {},
): Event[] {
  const random = generator(seed);
  return Array.from({ length: n }, (_, t) => {
    const value =
      values === 'whole' ? 1 + Math.floor(9 * random()) : values === 'half' ? (1 + Math.floor(9 * random())) / 2 : 0.1 + 5 * random();
    return { user: `u${Math.floor(nUsers * random())}`, item: 10 + Math.floor(nItems * random() * random()), value, time: t };
  });
}

/** A copy in another order. */
export function shuffled<T>(list: readonly T[], seed = 1): T[] {
  const random = generator(seed);
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** Four numbers whose sum, compensated too, depends on their order; in all orders. */
export function touchyOrders(): number[][] {
  const numbers = [9007199254740992, 1, 1.1102230246251565e-16, 1.1102230246251565e-16];
  const places = [0, 1, 2, 3];
  return places.flatMap((a) =>
    places.flatMap((b) =>
      places.flatMap((c) => places.flatMap((d) => (new Set([a, b, c, d]).size < 4 ? [] : [[a, b, c, d].map((p) => numbers[p])]))),
    ),
  );
}
