// The report of a lift: what is said of campaigns that worked, did nothing, did harm, or cannot be told of; and its page.
import { describe, expect, test } from 'vitest';
import { lift } from '../../src/campaign/index.js';
import { Table } from '../../src/index.js';
import { LIFT_CONTEXT } from '../../src/report/lift-context.js';
import { liftFacts, liftFiles, liftHtml, liftSummary, type LiftContext, type LiftFacts } from '../../src/report/index.js';
import { checkConstraints } from '../estimators/contract.js';
import { faults } from './faults.js';
import { ALL, alone, empty, factsOf, looked, lowered, none, off, raised, shop, tiny } from './lift-sample.js';

describe('what is said', () => {
  test('of a campaign that brought something', () => {
    const said = liftSummary(raised).join('\n');
    expect(raised.title).toMatch(/^The campaign brought \d\.\d more buyers for each 100 people$/);
    expect(said).toContain(`${raised.title} (95 % interval `);
    expect(said).toMatch(/What they did from 1 March 2026 to 14 March 2026 counts\./);
    expect(said).toMatch(/was taken out, as it has nothing to do with it; (for revenue this is as good as 1\.\d times|it hardly narrows)/);
    expect(said).toContain(
      '1 segment is withheld: too few people to tell of.\n1 larger one is withheld too, from which that one could be told.',
    );
    expect(said).toContain('that is what the lot gives');
    expect(liftHtml(raised)).toContain('It works.');
  });

  test('of one that shows nothing, plainly', () => {
    expect(none.title).toBe('No evidence that the campaign changed anything');
    expect(liftSummary(none).join('\n')).toMatch(
      /no evidence that the campaign changed how many people bought: the difference may be anything from \d+\.\d+ fewer to/,
    );
    expect(liftHtml(none)).toContain('This does not show that it does nothing');
    expect(liftHtml(none)).not.toMatch(/It works|times as many buyers/);
  });

  test('of one that did harm', () => {
    expect(lowered.title).toMatch(/^The campaign cost: \d\.\d fewer buyers for each 100 people$/);
    expect(liftHtml(lowered)).toContain('Stop it: those who were left alone did better.');
  });

  test('of groups that are not as they were drawn: nothing is claimed above it', () => {
    expect(off.title).toBe('The groups are not as they were drawn: do not trust the comparison yet');
    const said = liftSummary(off);
    expect(said.filter((sentence) => sentence.includes('is not to be trusted until it is known why'))).toEqual([said[1]]);
    expect(liftHtml(off)).not.toContain('It works.');
  });

  test('of nobody left alone, and of nobody at all', () => {
    expect([alone.title, empty.title]).toEqual(Array(2).fill('What the campaign brought cannot be measured'));
    expect(liftSummary(alone)).toEqual([
      'Of 2 people of the campaign 2 are to be contacted and 0 (0 %) are left alone.',
      'What the campaign brought cannot be measured: nobody was left alone, so that there is nobody to compare with.',
    ]);
    expect(liftSummary(empty)[1]).toContain('nobody was in it');
  });
});

describe('small groups', () => {
  test('of fewer than 10 people in an arm nothing is told, in no file', () => {
    expect(tiny.lift.people.control).toBeLessThan(10);
    expect([tiny.withheld, tiny.lift.conversion, tiny.lift.revenue, tiny.rates, tiny.lift.sampleRatio]).toEqual([
      true,
      null,
      null,
      null,
      null,
    ]);
    expect(tiny.lift.segments.every(({ withheld }) => withheld)).toBe(true);
    expect(liftSummary(tiny)[1]).toContain('what so few did is withheld');
    expect(liftFiles(tiny).map(({ content }) => String(content)).join('')).not.toMatch(/more buyers|brought \d/); // prettier-ignore
  });

  test('segments with few people are named, without figures', () => {
    const page = liftHtml(raised);
    expect(raised.lift.segments.find(({ segment }) => segment === 'tiny')!.withheld).toBe('few');
    expect(page).toContain('withheld: too few people');
    expect(page).toContain('<bdi>tiny</bdi>');
  });

  test('reasons of few people go among the others, and small counts out of the sentences of those left out', () => {
    expect(raised.campaign!.reasons).toEqual([
      { reason: 'likely to order', n: 3000 },
      { reason: null, n: 3000 },
    ]);
    const leftOut = [
      { reason: 'no-record', n: 12, sentence: '12 people were left out: no record' },
      { reason: 'capped', n: 1, sentence: '1 person was left out: the cap' },
    ];
    const facts = factsOf(shop(2000), {}, { leftOut });
    expect(facts.leftOut.map(({ n, sentence }) => [n, sentence])).toEqual([
      [12, '12 people were left out: no record'],
      [null, 'fewer than 10 people were left out: the cap'],
    ]);
  });
});

describe('looked at daily', () => {
  test('the looks before are kept, and the first that told is named', () => {
    expect(looked.looks).toHaveLength(8);
    expect(looked.looks.map(({ lastDay }) => lastDay).slice(0, 2)).toEqual(['2026-03-01', '2026-03-02']);
    const first = looked.looks.findIndex(({ verdict }) => verdict === 'raised');
    expect(first).toBeGreaterThan(0);
    expect(liftSummary(looked).join('\n')).toContain(`First told at look ${first + 1} (${first + 1} March 2026).`);
    expect(looked.lift.conversion!.effect!.sequential!.look).toBe(7);
    expect(looked.looks[0].conversion).toBeNull(); // too few buyers yet
    expect(liftHtml(looked)).toContain('From look to look');
    expect(liftHtml(raised)).not.toContain('From look to look');
  });
});

test('of a look that is too early, that is said', () => {
  const { campaign, outcomes } = shop(4000);
  const few = Table.from(outcomes.map((row, i) => (i < 100 ? row : { ...row, converted: false, revenue: 0 })));
  const facts = liftFacts(lift(campaign, few, { sequential: true, segment: null }), { campaign });
  expect(facts.title).toBe('Too early to tell what the campaign brought');
  expect(liftSummary(facts).join('\n')).not.toMatch(/nothing was told|First told/);
  expect(liftHtml(facts)).toContain('Wait until more people have bought');
});

describe.each(Object.entries(ALL))('the page of %s', (_, facts) => {
  const page = liftHtml(facts);
  test('is well-formed, loads nothing, and has no figure that is not one', () => {
    expect(faults(page)).toEqual([]);
    expect(page.match(/https?:|<script|<link|<iframe|<[^>]*\ssrc=|url\(|@import/i)).toBeNull();
    expect(page.replace(/<style>[^<]*<\/style>/, '').match(/NaN|undefined|Infinity|\[object|>null</)).toBeNull();
    expect(page.match(/<h1/g)).toHaveLength(1);
    for (const [svg] of page.matchAll(/<svg.*?<\/svg>/gs)) expect(svg.match(/\d\.\d{3}|\de-\d/)).toBeNull();
  });

  test('is the same out of the file', () => {
    const [html, json] = liftFiles(facts);
    expect(html.content).toBe(page);
    expect(liftHtml(JSON.parse(json.content as string) as LiftFacts)).toBe(page);
  });
});

test('pictures say what they show', () => {
  const labels = [...liftHtml(raised).matchAll(/<svg role="img" aria-label="([^"]*)"/g)].map(([, label]) => label);
  expect(labels.length).toBe(10); // shares, two effects, two of segments; wide and narrow
  expect(labels[0]).toMatch(/^Share who bought, with 95 % intervals: Contacted 1\d % \(1\d % to 1\d %\), Left alone /);
  expect(labels.some((label) => label.includes('tiny withheld: too few people'))).toBe(true);
});

describe('what is no context', () =>
  checkConstraints((options: LiftContext) => liftFacts(raised.lift, options), {}, LIFT_CONTEXT as never));
