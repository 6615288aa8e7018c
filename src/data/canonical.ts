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
  const { users, items, values, times } = raw;
  const order = countingSort(users, nUsers, countingSort(items, nItems));
  if (values || times) {
    const compare = (a: number, b: number) => (values && values[a] - values[b]) || (times && times[a] - times[b]) || 0;
    for (let from = 0; from < order.length;) {
      const [user, item] = [users[order[from]], items[order[from]]];
      let to = from + 1;
      let sorted = true;
      for (; to < order.length && users[order[to]] === user && items[order[to]] === item; to++)
        sorted &&= compare(order[to - 1], order[to]) <= 0;
      if (!sorted) order.subarray(from, to).sort(compare);
      from = to;
    }
  }
  const sorted = {
    users: gather(users, order),
    items: gather(items, order),
    values: values && gather(values, order),
    times: times && gather(times, order),
  };
  return toEvents(sorted, nUsers);
}

/** Events that stand in canonical order already, with the starts of their users. */
export function toEvents({ users, items, values, times }: RawEvents, nUsers: number): Events {
  return { starts: startsOf(users, nUsers), items, values, times };
}
