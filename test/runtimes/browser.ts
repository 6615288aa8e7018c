/**
 * The parts of Playwright and Puppeteer that are used, for the type check, which goes without them.
 * @module
 */

/** Playwright's. */
export interface Browser {
  newPage(options?: object): Promise<Page>;
  version(): string;
  close(): Promise<void>;
}

export interface Page {
  goto(url: string, options?: { timeout: number }): Promise<unknown>;
  reload(): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  addInitScript(script: string): Promise<void>;
  waitForSelector(selector: string, options?: { timeout?: number; state?: 'attached' | 'visible' }): Promise<unknown>;
  waitForTimeout(ms: number): Promise<void>;
  waitForEvent(event: 'download'): Promise<Download>;
  click(selector: string): Promise<void>;
  fill(selector: string, text: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  press(selector: string, key: string): Promise<void>;
  selectOption(selector: string, value: string): Promise<unknown>;
  setInputFiles(selector: string, files: string | readonly string[]): Promise<void>;
  textContent(selector: string): Promise<string | null>;
  isVisible(selector: string): Promise<boolean>;
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  emulateMedia(options: { colorScheme: 'light' | 'dark' }): Promise<void>;
  screenshot(options: { path: string; fullPage?: boolean }): Promise<unknown>;
  frames(): Frame[];
  workers(): { evaluate(expression: string): Promise<unknown> }[];
  context(): { newCDPSession(page: Page): Promise<{ send(method: string, parameters: object): Promise<unknown> }> };
  on(event: 'pageerror', heard: (error: Error) => void): void;
  on(event: 'request', heard: (request: { url(): string }) => void): void;
  on(event: 'console', heard: (message: { text(): string }) => void): void;
  on(event: 'worker', heard: () => void): void;
}

export interface Frame {
  click(selector: string): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
  parentFrame(): Frame | null;
}

interface Download {
  suggestedFilename(): string;
  path(): Promise<string>;
}

/** Puppeteer's. */
export interface FirefoxBrowser {
  newPage(): Promise<FirefoxPage>;
  version(): Promise<string>;
  close(): Promise<void>;
}

export interface FirefoxPage {
  frames(): { evaluate(expression: string): Promise<unknown>; waitForSelector(selector: string): Promise<{ click(): Promise<void> }> }[];
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  waitForSelector(selector: string, options?: { timeout?: number }): Promise<unknown>;
  setViewport(size: { width: number; height: number }): Promise<void>;
  on(event: 'pageerror', heard: (error: Error) => void): void;
  on(event: 'console', heard: (message: { text(): string }) => void): void;
  screenshot(options: { path: string; fullPage?: boolean }): Promise<unknown>;
}
