/**
 * The pages of examples/, built as they are deployed.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

/**
 * Build a page into a folder of its own, use it, remove it.
 * @param use - is also given the modules in it, by their paths
 */
export async function withExample<R>(name: string, use: (folder: string, modules: readonly string[]) => Promise<R>): Promise<R> {
  const root = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'kindred-tab-'));
  try {
    const { output } = (await build({ root, build: { outDir: folder, emptyOutDir: true }, logLevel: 'error' })) as Rolldown.RolldownOutput;
    return await use(folder, output.flatMap(modulesOf));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tab. */
export const withPlayground = <R>(use: (folder: string) => Promise<R>): Promise<R> => withExample('playground', use);

/** Those of which something is left. */
function modulesOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset): string[] {
  if (file.type !== 'chunk') return [];
  return Object.entries(file.modules).flatMap(([path, { renderedLength }]) => (renderedLength > 0 ? [path] : []));
}
