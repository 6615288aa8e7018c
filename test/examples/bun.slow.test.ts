// examples/bun, followed word for word.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { BUN } from '../runtimes/bun';
import { follow } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { expectSameAnswers } from './same-answers';

const test = testWith('`npm ci --prefix test/runtimes`', existsSync(BUN));

test('Bun trains, and answers as every runtime does', () =>
  follow('bun', { server: 'bun server.ts', path: dirname(BUN) }, expectSameAnswers));
