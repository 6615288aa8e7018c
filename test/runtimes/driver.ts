/**
 * One way to drive Chromium, Firefox and WebKit, each of them in a file of its own.
 * @module
 */
import { within } from './within';

export interface Driver {
  readonly name: string;
  /** Is it installed, and what installs it? */
  readonly found: boolean;
  readonly needs: string;
  /** The browser with an empty page. */
  launch(): Promise<DrivenPage>;
}

export interface DrivenPage {
  /** Of the browser, as it says itself. */
  readonly version: string;
  goto(url: string): Promise<unknown>;
  /** The value of an expression, as JSON carries it; a promise is awaited. */
  evaluate(expression: string): Promise<unknown>;
  /** What the browser and its page printed. */
  printed(): string;
  /** Ends the browser with all of its processes, whatever they are at. */
  close(): Promise<void>;
}

/** A page in a browser of its own; where `use` fails, or takes too long, the error tells what was printed. */
export async function onPageIn<R>(driver: Driver, url: string, use: (page: DrivenPage) => Promise<R>, ms = 180_000): Promise<R> {
  const page = await driver.launch();
  try {
    await within(60_000, `${driver.name}, loading a page,`, page.goto(url));
    return await within(ms, driver.name, use(page));
  } catch (error) {
    if (error instanceof Error) error.message += `\n${driver.name} printed: ${page.printed() || 'nothing'}`;
    throw error;
  } finally {
    await within(30_000, `ending ${driver.name}`, page.close());
  }
}
