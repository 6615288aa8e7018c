/**
 * What `npm ci --prefix test/runtimes` installs, found at run time: the root's `npm ci` goes without, and so must its type check.
 * @module
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Debian's Chromium; elsewhere say where. */
const CHROMIUM = process.env['KINDRED_CHROMIUM'] ?? '/usr/bin/chromium';

/** The part of Playwright that is used. */
export interface Browser {
  newPage(): Promise<{
    goto(url: string, options: { timeout: number }): Promise<unknown>;
    evaluate(expression: string): Promise<unknown>;
    on(event: 'pageerror', heard: (error: Error) => void): void;
  }>;
  close(): Promise<void>;
}

export const hasChromium = () => existsSync(CHROMIUM) && found('playwright-core') !== undefined;

export async function launchChromium(): Promise<Browser> {
  const { chromium } = require('playwright-core') as { chromium: { launch(options: object): Promise<Browser> } };
  return chromium.launch({ executablePath: CHROMIUM, headless: true, timeout: 60_000, args: ['--no-sandbox'] });
}

/** The workerd executable; undefined where it is not installed. */
export function workerdPath(): string | undefined {
  const path = found('workerd') && (require('workerd') as { default: string }).default;
  return path && existsSync(path) ? path : undefined;
}

function found(name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}
