/**
 * The report on the screen, by whatever the system opens pages with.
 * @module
 */
import { resolve } from 'node:path';
import { because } from './bytes.js';
import { openLibrary } from './lazy.js';
import { warn } from './terminal.js';

/** An opener that finds nothing to open with ends this soon. */
const PATIENCE = 1000;

/** Open a file. @returns why it could not be opened; undefined where it could */
export async function openFile(path: string): Promise<string | undefined> {
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env;
  // xdg-open would look for a browser that draws in this terminal
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY && !WSL_DISTRO_NAME) return 'there is no display';
  try {
    const open = await openLibrary();
    const opener = await open(resolve(path));
    const code = await new Promise<number | null>((done) => {
      const timer = setTimeout(() => done(0), PATIENCE);
      opener.once('exit', (exitCode) => {
        clearTimeout(timer);
        done(exitCode);
      });
      if (opener.exitCode !== null) done(opener.exitCode);
    });
    return code ? `the system's opener ended with code ${code}` : undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nothing to open it with was found' : because(error);
  }
}

/** A run that is done is done, whether somebody sees the report or not. */
export async function showReport(path: string): Promise<void> {
  const failure = await openFile(path);
  if (failure !== undefined) warn(`The report cannot be opened here (${failure}): open ${path} yourself.`);
}
