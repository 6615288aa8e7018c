// Long work gives way: other work goes first between two stretches, by the quickest way the runtime has.
import { afterEach, expect, test, vi } from 'vitest';
import { drainAsync, type Steps } from '../src/progress.js';

afterEach(() => vi.unstubAllGlobals());

/** Steps of a few milliseconds, until told to end. */
function* busy(over: () => boolean): Steps<number> {
  for (let done = 1; ; done++) {
    for (const until = performance.now() + 3; performance.now() < until;);
    if (over()) return done;
    if (done > 500) throw new Error('nothing else had a turn in 500 steps');
    yield { done, total: 500, stage: 'waiting' };
  }
}

/** What reaches the work from outside, only while it gives way. */
const WAYS = {
  'a timer': (heard: () => void) => void setTimeout(heard),
  'a message': (heard: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      heard();
    };
    port2.postMessage(null);
  },
};

test.each(Object.entries(WAYS))('%s is heard while work goes on', async (_, send) => {
  let heard = false;
  send(() => (heard = true));
  expect(await drainAsync(busy(() => heard))).toBeGreaterThan(1);
});

/** Gives way four times or more. */
const work = () => {
  let steps = 0;
  return drainAsync(busy(() => ++steps === 15));
};

test('a browser gives way by messages, and leaves no port open', async () => {
  let [made, closed, timers] = [0, 0, 0];
  const Channel = MessageChannel;
  vi.stubGlobal('setImmediate', undefined);
  vi.stubGlobal('setTimeout', () => timers++); // which a browser holds back for 4 ms
  vi.stubGlobal(
    'MessageChannel',
    class extends Channel {
      constructor() {
        super();
        made++;
        this.port2.addEventListener('close', () => closed++);
      }
    },
  );
  await work();
  expect(made).toBeGreaterThan(2);
  expect(timers).toBe(0);
  vi.unstubAllGlobals();
  await vi.waitUntil(() => closed === made);
});

test('a runtime without either gives way by timers', async () => {
  let timers = 0;
  const timer = setTimeout;
  vi.stubGlobal('setImmediate', undefined);
  vi.stubGlobal('MessageChannel', undefined);
  vi.stubGlobal('setTimeout', (heard: () => void) => {
    timers++;
    return timer(heard);
  });
  await work();
  expect(timers).toBeGreaterThan(2);
});
