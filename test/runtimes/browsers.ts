/**
 * The browsers' lanes: on a page and in a module worker, with either build, and under Content-Security-Policies.
 * @module
 */
import { chromium } from './chromium';
import { onPageIn, type Driver } from './driver';
import { firefox } from './firefox';
import { FORBIDDEN, INLINE_CARRIERS, NEVER, PASSED, type Lane } from './lane';
import { runInBrowser, type Place } from './page';
import { webkit } from './webkit';

const STRICT = "script-src 'self'";
const WITH_WASM = `${STRICT} 'wasm-unsafe-eval'`;

const WAYS: readonly (Pick<Lane, 'subpath' | 'build' | 'reason'> & { place: Place; policy?: string })[] = [
  { place: 'page', subpath: 'kindred', build: 'webassembly', reason: PASSED },
  { place: 'page', subpath: 'kindred', policy: STRICT, build: 'javascript', reason: FORBIDDEN },
  { place: 'page', subpath: 'kindred', policy: WITH_WASM, build: 'webassembly', reason: PASSED },
  { place: 'page', subpath: 'kindred/js', policy: STRICT, build: 'javascript', reason: NEVER },
  { place: 'worker', subpath: 'kindred', build: 'webassembly', reason: PASSED },
  { place: 'worker', subpath: 'kindred', policy: STRICT, build: 'javascript', reason: FORBIDDEN },
  { place: 'worker', subpath: 'kindred/js', build: 'javascript', reason: NEVER },
];

/** What is downloaded: the program, and what starts it. */
const SCRIPTS: Record<Place, string[]> = { page: ['app.js'], worker: ['page.js', 'app.js'] };

export const browserLanes = (): Lane[] => [chromium, firefox, webkit].flatMap(lanesOf);

function lanesOf(driver: Driver): Lane[] {
  let version: Promise<string> | undefined;
  return WAYS.map(({ place, policy, ...way }) => ({
    ...way,
    runtime: place === 'page' ? driver.name : `${driver.name}, worker`,
    how: policy ?? '',
    expected: {
      // so a policy was in force, and it was reported once; WebKit tells of none
      violations: place === 'page' && way.reason === FORBIDDEN && driver !== webkit ? ['script-src wasm-eval'] : [],
      requests: ['', ...SCRIPTS[place]],
      resources: SCRIPTS[place],
      carriers: way.subpath === 'kindred' ? INLINE_CARRIERS : [],
    },
    found: driver.found,
    needs: driver.needs,
    version: () => (version ??= onPageIn(driver, 'about:blank', async (page) => page.version)),
    run: () => runInBrowser(driver, place, way.subpath, policy),
  }));
}
