// The same bits in Chromium, Firefox and WebKit, on a page and in a worker; nothing is downloaded but the program, and what is forbidden is tried once.
import { expect } from 'vitest';
import { browserLanes } from './runtimes/browsers';
import { expectSameBits, namesOf } from './runtimes/expect-same';
import { testWith } from './support/needs';

for (const { runtime, how, subpath, build, reason, place, violations, found, needs, run: start } of browserLanes()) {
  testWith(needs, found)([`${runtime}: ${subpath}`, ...(how ? [`under ${how}`] : [])].join(' '), async () => {
    const run = await start();
    expectSameBits(run, build, reason);
    expect(namesOf(run, /small/)).toEqual([]);
    expect(run.violations).toEqual(violations); // so a policy was in force, and it was reported once
    const scripts = place === 'page' ? ['app.js'] : ['page.js', 'app.js'];
    expect({ requests: run.requests, resources: run.resources }).toEqual({ requests: ['', ...scripts], resources: scripts });
    const kernels = run.inputs.filter((path) => /inline|instantiate|assemblyscript/.test(path)).map((path) => path.replace(/.*\//, ''));
    expect(kernels.sort()).toEqual(subpath === 'kindred' ? ['fit.inline.js', 'instantiate.raw.js', 'score.inline.js'] : []);
  });
}
