// examples/cloudflare, followed word for word.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { follow } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { expectSameAnswers } from './same-answers';

const test = testWith('`npm ci --prefix test/runtimes`', existsSync('test/runtimes/node_modules/wrangler'));

test('a Worker answers as every runtime does, and is as small as its README says', () =>
  follow('cloudflare', { server: 'npx wrangler dev' }, async (followed) => {
    await expectSameAnswers(followed);

    const dist = join(followed.folder, 'dist');
    const deployed = readdirSync(dist).filter((file) => !['README.md', 'worker.js.map'].includes(file));
    expect(deployed.map((file) => file.replace(/^[0-9a-f]+-/, '')).sort()).toEqual(['fit.wasm', 'items.bin', 'score.wasm', 'worker.js']);
    const gzipped = deployed.reduce((bytes, file) => bytes + gzipSync(readFileSync(join(dist, file))).length, 0);
    const said = Number(/less than (\d+) KiB gzipped/.exec(readFileSync('examples/cloudflare/README.md', 'utf8'))![1]);
    expect(gzipped / 1024).toBeLessThan(said);
    expect(gzipped / 1024).toBeGreaterThan(0.75 * said);
    expect(said).toBeLessThan(3 * 1024);
    const printed = /gzip: ([\d.]+) KiB/.exec(followed.printed.get('npx wrangler deploy --dry-run --outdir dist')!)![1];
    expect(Number(printed)).toBeLessThan(said);
  }));
