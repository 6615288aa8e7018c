/**
 * The memory of the tab, from /proc: of all renderer processes of the browser, the page's, its frames' and its workers'.
 * @module
 */
import { readFileSync, readdirSync } from 'node:fs';

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
};

const parentOf = (pid: string) => /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '0';

function isOurs(pid: string): boolean {
  for (let at = pid; at !== '0'; at = parentOf(at)) if (at === String(process.pid)) return true;
  return false;
}

/** Megabytes: proportional set size, so that what processes share counts once. */
function megabytes(): number {
  const renderers = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/cmdline`).includes('--type=renderer'));
  const sizes = renderers.filter(isOurs).map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return sizes.reduce((sum, kb) => sum + kb / 1024, 0);
}

/** @returns the largest of many samples */
export async function peakOf(work: () => Promise<unknown>): Promise<number> {
  let peak = megabytes();
  const timer = setInterval(() => (peak = Math.max(peak, megabytes())), 100);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return Math.max(peak, megabytes());
}
