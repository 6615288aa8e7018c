/**
 * A Vite plugin: tells the service worker which files there are, and gives the whole a version out of their bytes. (vite-plugin-pwa would bring Workbox, a few
 * hundred packages, for these forty lines.)
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const WORKER = 'service-worker.js';

export function precache(): Plugin {
  let publicDir = '';
  return {
    name: 'precache',
    apply: 'build',
    configResolved: (config) => void (publicDir = config.publicDir),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[WORKER];
        if (!worker) return; // the bundle of the job's worker comes by too
        if (worker.type !== 'chunk' || worker.imports.length > 0) throw new Error('the service worker must be one plain script');
        const files = new Map<string, string | Uint8Array>();
        for (const [name, part] of Object.entries(bundle)) {
          if (name !== WORKER && !/\.(map|md)$/.test(name)) files.set(name, part.type === 'chunk' ? part.code : part.source);
        }
        for (const name of readdirSync(publicDir)) files.set(name, readFileSync(join(publicDir, name)));
        const names = [...files.keys()].sort();
        const hash = createHash('sha256');
        for (const name of names) hash.update(`${name}\0`).update(files.get(name)!).update('\0');
        const version = hash.update(worker.code).digest('hex').slice(0, 16);
        worker.code = `const PRECACHE = ${JSON.stringify({ version, files: names })};\n${worker.code}`;
      },
    },
  };
}
