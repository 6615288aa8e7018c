/**
 * Ctrl-C.
 * @module
 */

/** Told to stop (Ctrl-C), the work ends at its next step and cleans up; told again, the process ends at once. */
export function stopOnSignal(): { signal: AbortSignal; end: () => void } {
  const stop = new AbortController();
  const abort = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, abort);
  return { signal: stop.signal, end: () => signals.forEach((signal) => process.off(signal, abort)) };
}
