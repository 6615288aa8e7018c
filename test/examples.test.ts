// Every @example of a public docstring, and every TypeScript block of README, runs as written; a comment behind console.log says what it prints.
import { readFileSync, readdirSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { printedBy, promisedBy } from './support/printed';

const FENCE = /```ts\n([\s\S]*?)```/g;

function examples(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const source = file.endsWith('.ts') ? text.replace(/^\s*\* ?/gm, '') : text;
  return [...source.matchAll(FENCE)].map((match) => match[1]);
}

const folder = join(process.cwd(), 'build', 'examples');
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Run a module as a user would: `kindred` resolves to the built package. */
async function run(code: string, name: string): Promise<string[]> {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.mjs`);
  writeFileSync(file, transformSync(code, { loader: 'ts', format: 'esm', target: 'es2022' }).code);
  return printedBy(() => import(/* @vite-ignore */ file));
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const all = [...sources.map((file) => join('src', file)), 'README.md'].flatMap((file) =>
  examples(file).map((code, i) => ({ name: `${file} ${i + 1}`, code })),
);

describe('examples', () => {
  test.each(all)('$name', async ({ name, code }) => {
    const lines = await run(code, name);
    let at = 0;
    for (const text of promisedBy(code)) {
      const found = lines.indexOf(text, at);
      expect(lines.slice(at), code).toContain(text);
      at = found + 1;
    }
  });

  test('are there, on every exported class and function', () => {
    expect(all.length).toBeGreaterThan(25);
    for (const file of sources) {
      const text = readFileSync(join('src', file), 'utf8');
      if (/^(kernels|node)\//.test(file) && !file.endsWith('build.ts')) continue;
      for (const match of text.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\nexport function\*? (\w+)/g)) {
        if (PUBLIC.has(match[2])) expect(match[1], `${file}: ${match[2]}`).toContain('@example');
      }
      for (const match of text.matchAll(/export (?:abstract )?class (\w+)/g))
        if (PUBLIC.has(match[1])) expect(text, `${file}: ${match[1]}`).toContain('@example');
    }
  });
});

/** Names exported by the package's doors. */
const PUBLIC = new Set(
  ['src/index.ts', ...readdirSync('src', { encoding: 'utf8' }).map((room) => `src/${room}/index.ts`)].flatMap((file) => {
    try {
      return [...readFileSync(file, 'utf8').matchAll(/\{([^}]*)\}/g)].flatMap((match) => match[1].split(',').map((name) => name.trim()));
    } catch {
      return [];
    }
  }),
);
