// examples/node-service, followed word for word; then another model is trained while it answers, and it is stopped while it trains.
import { once } from 'node:events';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { within } from '../runtimes/within';
import { follow } from '../support/follow-readme';
import { expectSameAnswers } from './same-answers';

const firstFor = async (url: string) => {
  const answered = await fetch(`${url}/recommend?history=candle`, { headers: { Cookie: 'consent=2026-01-05' } });
  return ((await answered.json()) as { items: { item: string }[] }).items[0].item;
};

test('a service in Node answers, trains anew while it answers, and stops when it has answered', () =>
  follow('node-service', { server: 'node server.js' }, async (followed) => {
    const { folder, server, url } = followed;
    await expectSameAnswers(followed);
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'answer.js', 'items.safetensors', 'lists.csv', 'node_modules', 'orders.csv', 'package.json', 'server.js', 'train.js']); // prettier-ignore
    expect(readFileSync(join(folder, 'lists.csv'), 'utf8')).toContain('zoe,tea teapot');

    const firsts = new Set([await firstFor(url)]);
    appendFileSync(join(folder, 'orders.csv'), ['ole', 'pia', 'ron'].map((who) => `${who},candle\n${who},snuffer\n`).join(''));
    const before = readFileSync(join(folder, 'items.safetensors'));
    server.kill('SIGHUP');
    await within(
      60_000,
      'training',
      (async () => {
        while (!firsts.has('snuffer')) firsts.add(await firstFor(url));
      })(),
    );
    expect([...firsts]).toEqual(['mug', 'snuffer']);
    expect(readFileSync(join(folder, 'items.safetensors')).equals(before)).toBe(false);

    writeFileSync(join(folder, 'orders.csv'), 'nothing of the kind');
    const told = once(server.stderr!, 'data');
    server.kill('SIGHUP');
    expect(String(await within(60_000, 'failing to train', told))).toContain('The model of before goes on.');
    expect(await firstFor(url)).toBe('snuffer');

    const rows = Array.from({ length: 100_000 }, (_, i) => `customer ${i % 9973},item ${(i * 31) % 499}\n`);
    writeFileSync(join(folder, 'orders.csv'), `customer,item\n${rows.join('')}`);
    const files = () => ['items.safetensors', 'lists.csv'].map((file) => readFileSync(join(folder, file), 'utf8'));
    const whole = files();
    let said = '';
    server.stderr!.on('data', (piece: Buffer) => (said += piece.toString()));
    const over = once(server, 'close');
    server.kill('SIGHUP');
    server.kill('SIGTERM');
    expect(await within(60_000, 'stopping', over)).toEqual([0, null]);
    expect(said).toMatch(/^The model of before goes on\. KindredError: .*cancelled/);
    expect(files()).toEqual(whole);
    expect(readdirSync(folder).filter((file) => file.endsWith('.new'))).toEqual([]);
  }));
