// The tarball under the eyes of the two linters of packages.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { packed } from '../support/empty-folder';
import { testWith } from '../support/needs';

const RUNTIMES = 'test/runtimes/node_modules';
const test = testWith(
  '`npm ci --prefix test/runtimes`',
  existsSync(`${RUNTIMES}/publint`) && existsSync(`${RUNTIMES}/@arethetypeswrong/core`),
);

/** By its path: the root's type check goes without what is installed there. */
const installed = async (name: string, file: string) => import(pathToFileURL(createRequire(import.meta.url).resolve(`../runtimes/node_modules/${name}/${file}`)).href); // prettier-ignore

interface Problem {
  readonly kind: string;
  readonly entrypoint: string;
  readonly resolutionKind: string;
}

test('publint, strict, has nothing to say', async () => {
  const { publint } = await installed('publint', 'src/index-node.js');
  const tarball = Uint8Array.from(readFileSync(await packed())).buffer;
  expect((await publint({ pack: { tarball }, strict: true })).messages).toEqual([]);
});

test('the types are right; two things are left that a package of ES modules with subpaths cannot have', async () => {
  const { checkPackage, createPackageFromTarballData } = await installed('@arethetypeswrong/core', 'dist/index.js');
  const found = await checkPackage(createPackageFromTarballData(Uint8Array.from(readFileSync(await packed()))));
  const problems = found.problems as Problem[];
  const left = new Set(problems.map(({ kind, resolutionKind }) => `${kind} ${resolutionKind}`));
  expect([...left].sort()).toEqual([
    'CJSResolvesToESM node16-cjs', // a note: from CommonJS it is `await import('kindred')`, or `require` in Node 22 and newer
    'NoResolution node10', // the resolution of before Node 12.7, which knows no subpaths; kindred itself it finds
  ]);
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
  const doors = Object.keys(exports).filter((name) => name !== './package.json');
  const of = (kind: string) => problems.filter((problem) => problem.kind === kind).map(({ entrypoint }) => entrypoint);
  expect(of('CJSResolvesToESM').sort()).toEqual([...doors].sort());
  expect(of('NoResolution').sort()).toEqual(doors.filter((name) => name !== '.').sort());
});
