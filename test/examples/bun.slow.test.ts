// examples/bun, followed word for word.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { follow } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { expectSameAnswers } from './same-answers';

const path = resolve(`test/runtimes/node_modules/@oven/bun-${process.platform}-${process.arch}/bin`);
const test = testWith('`npm ci --prefix test/runtimes`', existsSync(path));

test('Bun trains, and answers as every runtime does', () => follow('bun', { server: 'bun server.ts', path }, expectSameAnswers));
