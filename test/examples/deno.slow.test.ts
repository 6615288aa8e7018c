// examples/deno, followed word for word.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DENO } from '../runtimes/deno';
import { follow, sh } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { expectSameAnswers } from './same-answers';

const test = testWith('`npm ci --prefix test/runtimes`', existsSync(DENO));
const SERVER = 'deno run --allow-read --allow-net --allow-env=PORT server.ts';

test('Deno trains, finds the types right, and answers as every runtime does', () =>
  follow('deno', { server: SERVER, path: dirname(DENO) }, async (followed) => {
    await expectSameAnswers(followed);
    sh('deno check server.ts', followed.folder, followed.env);
  }));
