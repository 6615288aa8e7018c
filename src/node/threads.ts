/**
 * Node, Bun and Deno. Not part of the command: the package's `imports` choose it for `kindred/worker`.
 * @module
 */
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import type { Ears, FromThread, Parent, Thread, WorkerLike } from '../worker/messages.js';

/** How many threads run at a time. */
export const processors = (): number => availableParallelism();

/** Its address is not beside `new Worker`: webpack takes the two for the web's, and miscompiles them. */
const program = () => new URL('../worker/start.js', import.meta.url);

/** The process's own flags may not fit a file: --input-type and --eval do not. */
export const ownWorker = (): WorkerLike => new Worker(program(), { execArgv: [] });

/** @throws whatever the runtime throws where no worker may be made */
export function spawn({ heard, died }: Ears, create: () => WorkerLike): Thread {
  const worker = create() as Worker;
  if (typeof worker.on !== 'function') {
    void worker.terminate(); // Bun and Deno have the web's Worker too
    throw new TypeError('"create" must make a Worker of node:worker_threads here');
  }
  worker.on('message', (message: FromThread) => heard(message));
  worker.on('error', (error: unknown) => died(error instanceof Error ? error.message : String(error)));
  worker.on('messageerror', (error: Error) => died(error.message));
  worker.on('exit', (code) => died(`it ended with code ${code}`));
  return {
    post: (message) => worker.postMessage(message),
    busy: (yes) => (yes ? worker.ref() : worker.unref()),
    end: async () => void (await worker.terminate()),
  };
}

/** Who made this thread; nobody where the program is imported elsewhere. */
export const parent: Parent = {
  post: (message) => parentPort?.postMessage(message),
  hear: (heard) => void parentPort?.on('message', heard),
};
