// What the self-check says of faults that come after import: of a kernel that gives other bits, and of a thread that flushes denormals to zero.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testWith } from '../support/needs.js';

/** What a module prints as JSON, in a process of its own. */
const printedBy = (program: string): unknown =>
  JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8', timeout: 60_000 }));

const ASKED = '({ build: kernelBuild.build, reason: kernelBuild.reason, faults: selfCheck() })';
const PASSED = { build: 'webassembly', reason: 'compiled at import, and its self-check passed' };
const SQUARED = /^1e-20 squared has the bits [0-9a-f]+ and [0-9a-f]+ \(denormals flushed to zero\?\)$/;
const TIMES = /^2\^-1050 times 2\^-20 has the bits [0-9a-f]+\.[0-9a-f]+ \(denormals flushed to zero\?\)$/;
const like = (...sentences: RegExp[]) => sentences.map((sentence) => expect.stringMatching(sentence));

/** WebAssembly whose kernel, once `broken` is set, leaves one bit wrong in its last argument, which it writes to. */
const withBroken = (kernel: string) => `
  const { Instance } = WebAssembly;
  let broken = false;
  WebAssembly.Instance = function (module, imports) {
    const exports = { ...new Instance(module, imports).exports };
    const good = exports.${kernel};
    exports.${kernel} = (...args) => {
      const found = good(...args);
      if (broken) new Uint8Array(imports.env.memory.buffer)[args.at(-1)] ^= 1;
      return found;
    };
    return { exports };
  };
  const { kernelBuild, selfCheck } = await import('kindred');
  const before = ${ASKED};
  broken = true;
  console.log(JSON.stringify([before, ${ASKED}]));`;

test.each([
  ['closer', SQUARED],
  ['addNeighbors', TIMES],
])('it names a bit that %s of WebAssembly gets wrong after import, and the JavaScript build has no fault', (kernel, sentence) => {
  expect(printedBy(withBroken(kernel))).toEqual([
    { ...PASSED, faults: [] },
    { ...PASSED, faults: like(sentence) },
  ]);
});

const CC = process.env['CC'] ?? 'cc';

/**
 * What makes the compiler's startup code set the flags of flushing in whoever loads a library: before gcc 13 that is `-ffast-math`, since then a flag of its own.
 * Undefined where there is no such compiler.
 */
function flushing(): string | undefined {
  try {
    const [dumped, version] = ['-dM', '-dumpversion'].map((flag) =>
      execFileSync(CC, [flag, '-E', '-x', 'c', '/dev/null'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    if (dumped.includes('__clang__') || !dumped.includes('__x86_64__') || process.platform !== 'linux') return undefined;
    return Number.parseInt(version, 10) < 13 ? '-ffast-math' : '-mdaz-ftz';
  } catch {
    return undefined;
  }
}

const flag = flushing();

testWith('cc, a gcc for x86-64', flag !== undefined)(
  'it tells of a library that makes its thread flush, loaded after import or before',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'kindred-flush-'));
    try {
      const library = join(folder, 'flush.so');
      writeFileSync(join(folder, 'flush.c'), 'int nothing(void) { return 0; }\n');
      execFileSync(CC, ['-shared', '-fPIC', flag!, join(folder, 'flush.c'), '-o', library]);
      // it is no addon, which Node says when it has loaded it
      const load = `try { process.dlopen({ exports: {} }, ${JSON.stringify(library)}); } catch {}`;
      const after = `const { kernelBuild, selfCheck } = await import('kindred'); const before = ${ASKED}; ${load} console.log(JSON.stringify([before, ${ASKED}]));`;
      expect(printedBy(after)).toEqual([
        { ...PASSED, faults: [] },
        { ...PASSED, faults: like(SQUARED, SQUARED, TIMES, TIMES) }, // both builds of both binaries
      ]);
      expect(
        printedBy(`${load} const { kernelBuild, selfCheck } = await import('kindred'); console.log(JSON.stringify(${ASKED}));`),
      ).toEqual({
        build: 'javascript',
        reason: expect.stringMatching(/^the WebAssembly build failed its self-check: 1e-20 squared has the bits 0 and /),
        faults: like(SQUARED, TIMES),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
