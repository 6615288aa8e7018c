/**
 * What every lane is held to: test/golden/digests.json, the build that must have run and why, and kernels that were really called in WebAssembly.
 * @module
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import * as fitKernels from '../../assembly/fit';
import * as scoreKernels from '../../assembly/score';
import type { Conformance } from './entry';
import { testWith } from '../support/needs';
import { titleOf, type Lane } from './lane';

export const GOLDEN = JSON.parse(readFileSync(new URL('../golden/digests.json', import.meta.url), 'utf8')) as Record<string, string>;

/** Of the files that are written, which those of the suite's Node must give too. */
const FILES = Object.fromEntries(Object.entries(GOLDEN).filter(([name]) => name.startsWith('file of ')));

/** Steps of other kernels, exported for their tests; and what only catalogs beyond 65,535 items call. */
const NOT_CALLED = [
  'weigh', 'weighSums', 'packFour', 'reach16', 'subtractProducts', 'subtractProducts32', 'logisticLoss', 'addSquareTile', 'addSquare', 'countTogether', 'sumTogether', 'shortlist', 'threshold', 'keepReaching', 'best', 'select', 'largest', 'sort',
  'addNeighborsWide',
]; // prettier-ignore

/** All others must be called in WebAssembly somewhere in the program: a new kernel needs a case that reaches it. */
const KERNELS = Object.keys({ ...fitKernels, ...scoreKernels }).filter((name) => !NOT_CALLED.includes(name));

/** Kernels called in the cases whose names match. */
export const namesOf = ({ kernels }: Conformance, of: RegExp) =>
  Object.entries(kernels).flatMap(([name, called]) => (of.test(name) ? called : []));

export function expectSameBits(run: Conformance, build: Lane['build'], reason: RegExp): void {
  expect(run.digests).toEqual(GOLDEN);
  expect(run.loaded).toEqual(FILES);
  expect({ build: run.build, selfCheck: run.selfCheck }).toEqual({ build, selfCheck: [] });
  expect(run.reason).toMatch(reason);
  expect([...new Set(namesOf(run, /./))].sort()).toEqual(build === 'webassembly' ? [...KERNELS].sort() : []);
}

/** A test a lane. */
export function testLanes(lanes: readonly Lane[]): void {
  for (const lane of lanes)
    testWith(lane.needs, lane.found)(titleOf(lane), async () => {
      const run = await lane.run();
      expectSameBits(run, lane.build, lane.reason);
      expect(namesOf(run, /small/)).toEqual([]);
      if (lane.expected) expect(run).toMatchObject(lane.expected);
    });
}
