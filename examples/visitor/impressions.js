/**
 * Made-up impressions to try the example with: `node examples/visitor/impressions.js > impressions.csv`. Who comes by a newsletter likes tea and honey, who comes by an
 * ad likes candles; phones click less.
 * @module
 */
const OFFERS = { tea: 0.3, honey: 0.1, mugs: 0, scarves: -0.3, candles: -0.2 };
const LIKES = { newsletter: { tea: 0.9, honey: 0.7 }, search: { mugs: 0.6 }, ad: { candles: 1 }, direct: {} };
const DEVICES = { phone: -0.5, tablet: 0, desk: 0.2 };

// numbers in [0, 1), the same every time
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const oneOf = (of) => Object.keys(of)[Math.floor(random() * Object.keys(of).length)];

const lines = ['offer,device,source,visits,minutes,clicked'];
for (let i = 0; i < 6000; i++) {
  const [offer, device, source] = [oneOf(OFFERS), oneOf(DEVICES), oneOf(LIKES)];
  const visits = 1 + Math.floor(random() ** 3 * 20);
  const minutes = Math.round(random() ** 2 * 200) / 10;
  const logOdds = -1.6 + OFFERS[offer] + DEVICES[device] + (LIKES[source][offer] ?? 0) + 0.05 * visits + 0.04 * minutes;
  const clicked = random() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  lines.push([offer, device, source, visits, random() < 0.05 ? '' : minutes, clicked].join(','));
}
console.log(lines.join('\n'));
