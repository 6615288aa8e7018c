/**
 * The tab, built as it is deployed, on a real page; and what the command writes for the same orders.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { expectSameBytes } from '../support/files';
import type { Page } from './browser';
import { launchChromium } from './installed';
import { serve, type StaticServer } from './static-server';
import { within } from './within';

/** Names and contents. */
export type Files = ReadonlyMap<string, Buffer>;

export interface Tab {
  readonly page: Page;
  readonly server: StaticServer;
  /** What the page asked for since it was loaded, by itself or through the server. */
  readonly requests: string[];
  /** Violations of a Content-Security-Policy, in the page or its workers, as the console tells them. */
  readonly violations: string[];
}

/** Watches the page from before its first script. */
const WATCH = `
  window.watched = { long: [], stages: [], dropped: 0, shown: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watched.long.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  // watched.before hears what the worker says before the page does
  const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage');
  Object.defineProperty(Worker.prototype, 'onmessage', {
    set(heard) {
      this.addEventListener('message', ({ data }) => watched.before?.(data));
      set.call(this, heard);
    },
  });
  document.addEventListener('drop', () => (watched.dropped = performance.now()), true);
  document.addEventListener('DOMContentLoaded', () => {
    const stage = document.getElementById('stage');
    new MutationObserver(() => {
      if (watched.stages.at(-1) !== stage.textContent) watched.stages.push(stage.textContent);
      if (document.documentElement.dataset.state === 'done') watched.shown ||= performance.now();
    }).observe(document.documentElement, { attributes: true, childList: true, characterData: true, subtree: true });
  });
`;

/** Open the tab in Chromium and wait until it is ready, without a network too. */
export async function withTab<R>(folder: string, use: (tab: Tab) => Promise<R>, policy?: string): Promise<R> {
  const server = await serve(folder, policy);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const [requests, violations, errors] = [[] as string[], [] as string[], [] as Error[]];
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && violations.push(message.text()));
    page.on('pageerror', (error) => errors.push(error));
    await page.addInitScript(WATCH);
    await page.goto(server.url, { timeout: 60_000 });
    await page.waitForSelector('html[data-offline=ready]');
    await page.waitForTimeout(200); // the icon and the manifest
    server.requests.length = 0;
    page.on('request', (request) => requests.push(request.url()));
    const result = await within(300_000, 'work with the tab', use({ page, server, violations, requests }));
    if (errors.length > 0) throw errors[0];
    return result;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Wait for the end of a job. @returns `done`, or the message */
export async function outcome({ page }: Pick<Tab, 'page'>): Promise<string> {
  await page.waitForSelector('html:not([data-state=running])', { timeout: 120_000 });
  return (await page.evaluate(
    `document.documentElement.dataset.state === 'done' ? 'done' : document.getElementById('message').textContent`,
  )) as string;
}

export async function runExample(tab: Tab): Promise<string> {
  await tab.page.click('#example');
  return outcome(tab);
}

/** Drop files from the disk, as a user's mouse does. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const mouse = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await mouse.send('Input.dispatchDragEvent', { type, x: 600, y: 350, data });
}

/** Drop files, and see the work begin. */
export async function drop(tab: Tab, files: readonly string[]): Promise<void> {
  await dropFiles(tab.page, files);
  await tab.page.waitForSelector('html[data-state=running]');
}

/** Save every file on the page, one by one. */
export async function savedFiles({ page }: Tab): Promise<Files> {
  await page.click('#tab-files');
  await page.waitForTimeout(1100); // Chromium drops the eleventh download where ten came with less than a second between them
  const names = (await page.evaluate(`[...document.querySelectorAll('#save-list b')].map((b) => b.textContent)`)) as string[];
  const files = new Map<string, Buffer>();
  for (const [n, name] of names.entries()) files.set(name, await saved(page, `#save-list li:nth-child(${n + 1}) button`));
  return files;
}

export async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return readFileSync(await download.path());
}

/** What `kindred run` writes, and how long it takes. */
export function commandFiles(args: readonly string[] = []): { files: Files; ms: number } {
  const out = mkdtempSync(join(tmpdir(), 'kindred-command-'));
  try {
    const begun = performance.now();
    execFileSync('node', ['dist/node/cli.js', 'run', ...args, '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
    const ms = performance.now() - begun;
    const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(
      (name) => statSync(join(out, name)).isFile() && !name.startsWith('example-shop'),
    );
    return { files: new Map(names.map((name) => [name, readFileSync(join(out, name))])), ms };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @throws where a name or a byte differs */
export function expectSameFiles(got: Files, expected: Files): void {
  expect([...got.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, bytes] of expected) expectSameBytes(got.get(name)!, bytes, name);
}
