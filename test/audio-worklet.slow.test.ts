// The one exception to the same bits: threads that flush denormals to zero. Firefox's AudioWorklet is one, for WebAssembly alone: the self-check notices at import,
// and the JavaScript build gives the bits of everywhere.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect } from 'vitest';
import { withBundleOf } from './runtimes/bundle';
import { onPageIn } from './runtimes/driver';
import { ROOT } from './runtimes/entry';
import { GOLDEN } from './runtimes/expect-same';
import { firefox } from './runtimes/firefox';
import { serve } from './runtimes/static-server';
import { testWith } from './support/needs';

const CASE = 'KMeans large, denormals';

const WORKLET = `
import * as kindred from 'kindred';
import { segmentationCases } from './test/runtimes/segmentation.js';
// for model files; their headers are ASCII
globalThis.TextEncoder ??= class { encode(text) { return Uint8Array.from(text, (c) => c.charCodeAt(0)); } };
globalThis.TextDecoder ??= class { decode(bytes) { return String.fromCharCode(...bytes); } };
class Program extends AudioWorkletProcessor {
  constructor() {
    super();
    const [, run] = [...segmentationCases(kindred)].find(([name]) => name === '${CASE}');
    this.port.postMessage({ ...kindred.kernelBuild, selfCheck: kindred.selfCheck(), found: run() });
  }
}
registerProcessor('program', Program);
`;

const PAGE = `
import { digest } from './test/runtimes/digest.js';
globalThis.inWorklet = async () => {
  const context = new OfflineAudioContext(1, 128, 44100);
  await context.audioWorklet.addModule('app.js');
  const node = new AudioWorkletNode(context, 'program');
  const { found, ...said } = await new Promise((resolve, reject) => {
    node.port.onmessage = ({ data }) => resolve(data);
    node.onprocessorerror = () => reject(new Error('the program failed'));
  });
  return { ...said, digest: await digest(found) };
};
`;

testWith(firefox.needs, firefox.found)('an AudioWorklet in Firefox', () =>
  withBundleOf(WORKLET, { platform: 'browser' }, async ({ folder }) => {
    const stdin = { contents: PAGE, resolveDir: ROOT };
    await build({ stdin, outfile: join(folder, 'page.js'), bundle: true, format: 'esm', logLevel: 'silent' });
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
    );
    const server = await serve(folder);
    try {
      const run = await onPageIn(firefox, server.url, (page) => page.evaluate('inWorklet()'), 60_000);
      expect(run).toEqual({
        build: 'javascript',
        reason: expect.stringMatching(/^the WebAssembly build failed its self-check: .*denormals flushed to zero/),
        selfCheck: [], // of what runs now
        digest: GOLDEN[CASE],
      });
    } finally {
      await server.close();
    }
  }),
);
