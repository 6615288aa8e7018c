/**
 * The tab, built as it is deployed.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../examples/playground', import.meta.url));

/** Build into a folder of its own, use it, remove it. */
export async function withPlayground<R>(use: (folder: string) => Promise<R>): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-tab-'));
  try {
    await build({ root: ROOT, build: { outDir: folder, emptyOutDir: true }, logLevel: 'error' });
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
