// Long work gives way: other work goes first between two stretches, by the quickest way the runtime has.
import { afterEach, expect, test, vi } from 'vitest';
import { drain, drainAsync, type LongWork, type Steps } from '../src/progress.js';
import { thrown } from './support/files.js';

afterEach(() => vi.unstubAllGlobals());

test.each([
  [{ onprogress: () => {} }, 'unknown-option', 'there is no option "onprogress" (did you mean "onProgress"?)'],
  [{ worker: {} }, 'unknown-option', 'there is no option "worker" (did you mean "workers"?)'],
  [{ onProgress: 5 }, 'invalid-option', '"onProgress" must be a function, got 5'],
  [{ signal: new AbortController() }, 'invalid-option', '"signal" must be an AbortSignal'],
  [null, 'invalid-option', '"work" must be an object such as { onProgress, signal }, got null'],
])('what is no way to watch or stop work is refused: %j', async (work, code, message) => {
  const steps = () => busy(() => true);
  const error = thrown(() => drain(steps(), work as never));
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)]);
  await expect(drainAsync(steps(), work as unknown as LongWork)).rejects.toMatchObject({ code });
});

test('a list of threads is no pool', async () => {
  await expect(drainAsync(busy(() => true), { workers: [] as never })).rejects.toMatchObject({ code: 'invalid-option' }); // prettier-ignore
});

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
