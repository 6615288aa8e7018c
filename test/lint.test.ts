// The rules that keep the bits the same everywhere: each ban refuses its snippet in src/ and assembly/, and plain code passes.
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const eslint = new ESLint();
async function complaints(code: string, filePath: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(`export const x = (a: number, s: string, d: Date) => ${code};\nvoid x;\n`, { filePath });
  return messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax').map(({ message }) => message);
}

test.each([
  'Math.exp(a)', 'Math.log(a)', 'Math.pow(a, 2)', 'Math.sin(a)', 'Math.hypot(a, a)', 'Math.round(a)', 'Math.random()', 'Math.PI', '((m) => m.exp(a))(Math)', 'globalThis.parseInt(s)', 'Date()', "import('node:fs')", "Math['exp'](a)", 'a ** 2',
  'Date.now() + a', 'Date.parse(s)', 'new Date()', 'new Date(2026, 1)', "new Date('2026-01-01')", 'd.getMonth()', 'd.getTimezoneOffset()',
  's.localeCompare(s)', 'a.toLocaleString()', 'new Intl.NumberFormat()',
])('%s is refused', async (code) => {
  for (const file of ['src/data/x.ts', 'assembly/x.ts']) expect(await complaints(code, file), file).toHaveLength(1);
}); // prettier-ignore

test.each([
  'Math.sqrt(a)',
  'Math.fround(a)',
  'Math.imul(a, 2)',
  'new Date(a).toISOString()',
  'd.getUTCMonth()',
  'a.toFixed(2)',
  'd.getTime()',
])('%s passes', async (code) => expect(await complaints(code, 'src/data/x.ts')).toEqual([]));
