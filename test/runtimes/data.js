/**
 * The data of the conformance program: seeded, and by exact arithmetic alone (no Math.random, sin, exp, pow), so that every runtime gets the same.
 * @module
 */

/** Uniform whole numbers below a limit, from a linear congruential generator's high bits (Knuth's constants of 32 bits). */
export function generator(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}

/** n rows of d columns around k centers that lie apart. */
export function blobs(seed, n, d, k) {
  const below = generator(seed);
  const centers = Array.from({ length: k * d }, () => below(20) - 10);
  const data = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const c = below(k);
    for (let j = 0; j < d; j++) data[i * d + j] = centers[c * d + j] + (below(2001) + below(2001) - 2000) / 1024;
  }
  return data;
}

/** Far from zero, on a coarse grid: many rows are equal, many lie exactly between two centers, and f32 cannot tell 1e6 from 1e6 + 1/64. */
export function tied(seed, n, d) {
  const below = generator(seed);
  return Float64Array.from({ length: n * d }, () => 1e6 + below(5) / 4 + (below(8) === 0 ? 1 / 64 : 0));
}

/** One column of whole size; the others are denormals as f32, as f64, or have denormal squares, of both signs. */
export function tiny(seed, n, d) {
  const below = generator(seed);
  const sizes = [1, 1e-39, 3e-310, 1e-20, 1e-22, 5e-324];
  return Float64Array.from({ length: n * d }, (_, p) => (below(2001) - 1000) * sizes[(p % d) % sizes.length]);
}

/**
 * Columns of events: some items much more often than others, each user with a taste (items of one remainder), users and items in no order.
 * @param {'events' | 'wholes' | 'fractions' | 'stars'} kind of the values
 */
export function orders(seed, nUsers, nItems, nEvents, { kind = 'events', user = (u) => u, item = (i) => i } = {}) {
  const below = generator(seed);
  const columns = { user: [], item: [], value: [], at: [] };
  for (let e = 0; e < nEvents; e++) {
    const u = below(nUsers);
    const common = Math.min(below(nItems), below(nItems));
    const i = below(3) === 0 ? common : common - (common % 4) + (u % 4);
    columns.user.push(user(u));
    columns.item.push(item(Math.min(i, nItems - 1)));
    columns.value.push({ events: 1, wholes: 1 + below(6), fractions: (1 + below(9999)) / 1000, stars: (1 + below(10)) / 2 }[kind]);
    columns.at.push(1.7e12 + below(1e6) * 1000);
  }
  return columns;
}

/** Ids whose order by UTF-16 code unit is neither the locale's nor that of code points. */
export const nameOf = (n) => `${['Z', 'a', 'é', '\u{1F600}', '\uFF5A'][n % 5]}-${n}`;
