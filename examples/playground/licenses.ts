/**
 * Vite plugins: the licenses of everything bundled, in the page or in its worker, as one file beside it.
 * @module
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGE = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/;

/** @returns a plugin that notes what is bundled, for the worker too, and one that writes the file */
export function licenses(): { note: () => Plugin; write: Plugin } {
  const folders = new Set<string>();
  const note = (): Plugin => ({
    name: 'note-licenses',
    generateBundle(_, bundle) {
      const parts = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? Object.keys(part.modules) : []));
      for (const id of parts) for (const folder of PACKAGE.exec(id)?.slice(0, 1) ?? []) folders.add(folder);
    },
  });
  const write: Plugin = {
    name: 'write-licenses',
    generateBundle: {
      order: 'post',
      handler() {
        const own = fileURLToPath(new URL('../..', import.meta.url));
        // the report's chart library is bundled into the package already
        const source = `# Bundled into the page\n\n${[...folders].sort().map(text).join('\n')}\n${readFileSync(`${own}/dist/THIRD-PARTY.md`, 'utf8')}`;
        this.emitFile({ type: 'asset', fileName: 'licenses.md', source });
      },
    },
  };
  return { note, write };
}

function text(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, string>;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `## ${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : ''}\n`;
}
