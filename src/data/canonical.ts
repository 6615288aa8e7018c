/**
 * The canonical order of events, by user, item, value, time: nothing that is made of them depends on the order of the rows.
 * @module
 */
import { countingSort, gather, startsOf } from './compressed-rows.js';
import type { Events } from './events.js';

/** Events in any order, users and items as numbers. */
export interface RawEvents {
  readonly users: Int32Array;
  readonly items: Int32Array;
  readonly values: Float64Array | null;
  readonly times: Float64Array | null;
}

/** Events by user, item, value, time. */
export function canonical(raw: RawEvents, nUsers: number, nItems: number): Events {
  const { values, times } = raw;
  const order = countingSort(raw.users, nUsers, countingSort(raw.items, nItems));
  const users = gather(raw.users, order);
  const items = gather(raw.items, order);
  if (values || times) {
    const compare = (a: number, b: number) => (values && values[a] - values[b]) || (times && times[a] - times[b]) || 0;
    for (let from = 0, to = 0; from < order.length; from = to) {
      let sorted = true;
      for (to = from + 1; to < order.length && items[to] === items[from] && users[to] === users[from]; to++)
        sorted &&= compare(order[to - 1], order[to]) <= 0;
      if (!sorted) order.subarray(from, to).sort(compare);
    }
  }
  return toEvents({ users, items, values: values && gather(values, order), times: times && gather(times, order) }, nUsers);
}

/** Events that stand in canonical order already, with the starts of their users. */
export function toEvents({ users, items, values, times }: RawEvents, nUsers: number): Events {
  return { starts: startsOf(users, nUsers), items, values, times };
}
