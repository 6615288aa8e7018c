/**
 * The conformance program in Node: the suite's own, and the two after it.
 * @module
 */
import type { Conformance, Subpath } from './entry';
import { BUILDS, without, type Lane } from './lane';
import { installed, processLane, runIn, type Command } from './process';

const node = (file: string, flags: readonly string[] = []): Command => ({ file, args: [...flags, '--input-type=module', '-'] });

/**
 * @param flags - of Node, such as `--jitless`
 * @param root - the package to run, a broken copy for instance
 */
export const runInNode = (subpath: Subpath, flags: readonly string[] = [], root?: string): Promise<Conformance> =>
  runIn(node(process.execPath, flags), subpath, root);

const OWN = `Node ${process.versions.node.split('.')[0]}`;

export const nodeLanes = (): Lane[] =>
  Object.entries({ [OWN]: process.execPath, 'Node 22': installed('node22/bin/node'), 'Node 24': installed('node24/bin/node') }).flatMap(
    ([runtime, file]) => [
      ...BUILDS.map((way) => processLane({ runtime, ...way }, node(file))),
      // without its compiler Node takes five times as long, so not in all
      ...(runtime === 'Node 22' ? [] : [processLane({ runtime, ...without('--jitless') }, node(file, ['--jitless']))]),
    ],
  );
