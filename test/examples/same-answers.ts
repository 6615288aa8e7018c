/**
 * What every server among the examples answers, to the letter.
 * @module
 */
import { expect } from 'vitest';
import type { Followed } from '../support/follow-readme';

const AGREED = { Cookie: 'consent=2026-01-05' };

// honey and tea are in 5 baskets each, in 3 together: 3/5; jam is in 4, in 2 of them with honey: 2/√20; tables hold f32
const FOR_TEA_AND_JAM =
  '{"personalised":true,"reason":"granted","items":[{"item":"honey","score":1.047213613986969,"source":"model"},{"item":"mug","score":0.920820415019989,"source":"model"},{"item":"teapot","score":0.6324555277824402,"source":"model"}]}';
const WHY_HONEY =
  '{"score":1.047213613986969,"parts":[{"item":"jam","contribution":0.4472135901451111},{"item":"tea","contribution":0.6000000238418579}]}';
const bestSellers = (reason: string) =>
  `{"personalised":false,"reason":"${reason}","items":[{"item":"honey","score":5,"source":"popular"},{"item":"tea","score":5,"source":"popular"},{"item":"jam","score":4,"source":"popular"}]}`;
const HEALTHY = '{"build":"webassembly","reason":"compiled at import, and its self-check passed","faults":[]}';

const ASKED: readonly (readonly [path: string, headers: Record<string, string>, status: number, text: string])[] = [
  ['/recommend?history=tea,jam', AGREED, 200, FOR_TEA_AND_JAM],
  ['/recommend?history=jam,nothing%20we%20sell,tea', AGREED, 200, FOR_TEA_AND_JAM],
  ['/recommend?history=tea,jam', { ...AGREED, 'Sec-GPC': '1' }, 200, bestSellers('signal')],
  ['/recommend?history=tea,jam', {}, 200, bestSellers('no-record')],
  ['/recommend', { Cookie: 'seen=1; consent=yesterday' }, 200, bestSellers('no-record')],
  ['/why?history=tea,jam&item=honey', {}, 200, WHY_HONEY],
  ['/why?history=tea&item=caf%C3%A9', {}, 400, '{"error":"the model knows no item \\"café\\" (of 8)"}'],
  ['/health', {}, 200, HEALTHY],
  ['/nothing', {}, 404, '{"error":"not found"}'],
];

/** Ask all that can be asked; README's commands printed the same. */
export async function expectSameAnswers({ url, printed }: Followed): Promise<void> {
  for (const [path, headers, status, text] of ASKED) {
    const answered = await fetch(`${url}${path}`, { headers });
    expect([path, answered.status, await answered.text()]).toEqual([path, status, text]);
  }
  const curls = [...printed].filter(([command]) => command.startsWith('curl')).map(([, text]) => text);
  expect(curls).toEqual([FOR_TEA_AND_JAM, bestSellers('signal'), WHY_HONEY, HEALTHY]);
}
