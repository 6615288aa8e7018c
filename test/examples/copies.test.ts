// Each example is whole when it is copied alone: what they share lies in each, and is the same.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SHARED = {
  answer: ['bun/answer.js', 'cloudflare/src/answer.js', 'deno/answer.js', 'nextjs/answer.js', 'node-service/answer.js'],
  train: ['bun/train.js', 'cloudflare/train.js', 'deno/train.js', 'nextjs/train.mjs'],
  orders: ['bun/orders.csv', 'cloudflare/orders.csv', 'deno/orders.csv', 'nextjs/orders.csv', 'node-service/orders.csv'],
};

test.each(Object.entries(SHARED))('%s is one file in all examples', (_, files) => {
  const [first, ...others] = files.map((file) => readFileSync(`examples/${file}`, 'utf8'));
  for (const other of others) expect(other).toBe(first);
});
