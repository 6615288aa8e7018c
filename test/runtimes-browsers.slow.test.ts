// The same bits in Chromium, Firefox and WebKit, on a page and in a worker; and nothing is downloaded but the program, and nothing forbidden is tried twice.
import { describe, expect } from 'vitest';
import { browserLanes } from './runtimes/browsers';
import { expectSameBits, namesOf } from './runtimes/expect-same';
import { testWith } from './support/needs';

describe.each(browserLanes())('$runtime: $subpath $how', ({ found, needs, build, reason, place, subpath, violations, run: start }) => {
  testWith(needs, found)(`${build}, the same bits`, async () => {
    const run = await start();
    expectSameBits(run, build, reason);
    expect(namesOf(run, /small/)).toEqual([]);
    expect(run.violations).toEqual(violations); // so a policy was in force, and it was reported once
    const scripts = place === 'page' ? ['app.js'] : ['page.js', 'app.js'];
    expect({ requests: run.requests, resources: run.resources }).toEqual({ requests: ['', ...scripts], resources: scripts });
    const kernels = run.inputs.filter((path) => /inline|instantiate|assemblyscript/.test(path)).map((path) => path.replace(/.*\//, ''));
    expect(kernels.sort()).toEqual(subpath === 'kindred' ? ['fit.inline.js', 'instantiate.raw.js', 'score.inline.js'] : []);
  });
});
