/**
 * Browsers, and every runtime with the web's `Worker`.
 * @module
 */
import type { Ears, FromThread, Parent, Thread, ToThread, WorkerLike } from './messages.js';

/** How many threads run at a time, as far as the browser tells. */
export const processors = (): number => (typeof navigator === 'undefined' ? undefined : navigator.hardwareConcurrency) || 4;

/** Bundlers look for these very words, and emit the file. */
export const ownWorker = (): WorkerLike => new Worker(new URL('./thread.js', import.meta.url), { type: 'module' });

/** @throws whatever the runtime throws where there are no workers, or none may be made */
export function spawn({ heard, died }: Ears, create: () => WorkerLike): Thread {
  const worker = create() as Worker;
  worker.onmessage = ({ data }) => heard(data as FromThread);
  worker.onerror = (event) => {
    event.preventDefault();
    died(event.message || "the worker's script could not be loaded"); // the browser says no more
  };
  worker.onmessageerror = () => died('a message could not be read');
  return {
    post: (message) => worker.postMessage(message),
    busy() {},
    end: async () => worker.terminate(),
  };
}

/** `self` of a worker; TypeScript's `webworker` library cannot be loaded beside `dom`. */
interface Scope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
}

/** Who made this worker. */
export const parent: Parent = {
  post: (message) => (self as Scope).postMessage(message),
  hear: (heard) => (self as Scope).addEventListener('message', ({ data }) => heard(data as ToThread)),
};
