/**
 * What `npm ci --prefix test/runtimes` installs, found at run time: the root's `npm ci` goes without, and so must its type check.
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, FirefoxBrowser } from './browser';

const require = createRequire(import.meta.url);

/** Debian's Chromium; elsewhere say where. */
const CHROMIUM = process.env['KINDRED_CHROMIUM'] ?? '/usr/bin/chromium';

export const hasChromium = () => existsSync(CHROMIUM) && found('playwright-core') !== undefined;

export async function launchChromium(): Promise<Browser> {
  const { chromium } = require('playwright-core') as { chromium: { launch(options: object): Promise<Browser> } };
  return chromium.launch({ executablePath: CHROMIUM, headless: true, timeout: 60_000, args: ['--no-sandbox'] });
}

/** Debian's Firefox ESR; elsewhere say where. */
const FIREFOX = process.env['KINDRED_FIREFOX'] ?? '/usr/bin/firefox-esr';

export const hasFirefox = () => existsSync(FIREFOX) && found('puppeteer-core') !== undefined;

/** Driven by WebDriver BiDi: Playwright drives only a Firefox of its own. */
export async function launchFirefox(options: object = {}): Promise<FirefoxBrowser> {
  const puppeteer = require('puppeteer-core') as { launch(options: object): Promise<FirefoxBrowser> };
  return puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true, timeout: 60_000, ...options });
}

/** Debian's WebDriver of WebKitGTK, which knows its browser, and the display for it; elsewhere say where. */
export const WEBKIT_DRIVER = process.env['KINDRED_WEBKIT_DRIVER'] ?? '/usr/bin/WebKitWebDriver';
export const XVFB = process.env['KINDRED_XVFB'] ?? '/usr/bin/Xvfb';

export const hasWebkit = () => existsSync(WEBKIT_DRIVER) && existsSync(XVFB);

/** The checker of accessibility, as a script for a page. */
export const axeScript = () => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

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
