// Each example is whole when it is copied alone: what they share lies in each, and is the same.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDERS = ['bun', 'cloudflare', 'deno', 'import-map', 'nextjs', 'node-service', 'offline', 'vite-page'];
const SHARED = {
  answer: ['bun/answer.js', 'cloudflare/src/answer.js', 'deno/answer.js', 'nextjs/answer.js', 'node-service/answer.js'],
  train: ['bun/train.js', 'cloudflare/train.js', 'deno/train.js', 'import-map/train.js', 'nextjs/train.mjs', 'offline/train.js'],
  serve: ['import-map/serve.js', 'offline/serve.js'],
  orders: FOLDERS.map((folder) => `${folder}/orders.csv`),
};

test.each(Object.entries(SHARED))('%s is one file in all examples', (_, files) => {
  const [first, ...others] = files.map((file) => readFileSync(`examples/${file}`, 'utf8'));
  for (const other of others) expect(other).toBe(first);
});
