/**
 * Writes test/golden/digests.json anew, and its digest in README, after a wanted change of bits or a new case:
 *
 *     npm run build && npx tsx test/runtimes/digests.ts
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { digestOf, readTable, writeTable } from './matrix-table';
import { runInNode } from './node';

const [wasm, js] = await Promise.all([runInNode('kindred'), runInNode('kindred/js')]);
const differ = Object.keys(wasm.digests).filter((name) => wasm.digests[name] !== js.digests[name]);
if (wasm.build !== 'webassembly') throw new Error(`WebAssembly did not run: ${wasm.reason}`);
if (differ.length > 0) throw new Error(`WebAssembly and the JavaScript build differ, nothing written: ${differ.join('; ')}`);
writeFileSync(new URL('../golden/digests.json', import.meta.url), `${JSON.stringify(wasm.digests, null, 2)}\n`);
writeTable(readTable().map((line) => line.replace(/`[0-9a-f]{8}` of \d+/, digestOf(wasm.digests))));
console.log(`${Object.keys(wasm.digests).length} digests written`);
