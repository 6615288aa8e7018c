// What a lift says of odd input, of segments and of looks; its numbers are held in lift.golden.test.ts, its errors' rates in lift.slow.test.ts.
import { describe, expect, test } from 'vitest';
import { adjustPValues, Campaign, lift, liftSequence, type LiftOptions } from '../../src/campaign/index.js';
import { Table } from '../../src/index.js';
import { mixtureOf } from '../../src/campaign/sequential.js';
import { errorOf } from '../support/error-of.js';
import { generator, shuffled } from '../support/random.js';

type Row = Record<string, unknown>;
const drawn = (rows: Row[]) => ({ people: Table.from(rows as never) });
const of = (rows: Row[], outcomes: Row[], options: LiftOptions = {}) => lift(drawn(rows), Table.from(outcomes as never), options);
const half = (n: number, more: (i: number) => Row = () => ({})): (Row & { person: string; arm: string })[] =>
  Array.from({ length: n }, (_, i) => ({ person: `p${i}`, arm: i % 2 === 0 ? 'treatment' : 'control', ...more(i) }));

describe('people and outcomes', () => {
  const people = half(40);
  const outcomes = people.map(({ person }, i) => ({
    person,
    converted: i % 3 === 0,
    revenue: i % 3 === 0 ? i + 0.1 : 0,
    before: (i * 7) % 11,
  }));

  test('nothing depends on the order of rows', () => {
    const want = of(people, outcomes, { sequential: true });
    for (const seed of [1, 2, 3]) expect(of(shuffled(people, seed), shuffled(outcomes, seed + 9), { sequential: true })).toEqual(want);
  });

  test('are matched by the spelling of their ids', () => {
    const written = outcomes.map((row, i) => ({ ...row, person: i % 2 === 0 ? ` ${row.person.toUpperCase()} ` : row.person }));
    expect(of(people, written)).toEqual(of(people, outcomes));
    const numbers = of(people.map((row, i) => ({ ...row, person: i })), outcomes.map((row, i) => ({ ...row, person: `${i}.0` }))); // prettier-ignore
    expect(numbers).toEqual(of(people, outcomes));
  });

  test('without a row they did nothing, and it is not known what they had done before', () => {
    const some = outcomes.filter(({ converted }) => converted);
    const all = of(people, outcomes, { before: [] });
    const report = of(people, some);
    expect([report.conversion!.plain, report.revenue!.plain]).toEqual([all.conversion!.plain, all.revenue!.plain]);
    expect(report.rows).toEqual({ counted: 14, ofOthers: 0, withoutRow: 26 });
    expect([report.conversion!.adjusted, report.revenue!.adjusted]).toEqual([null, null]);
    expect(report.notes).toEqual(['"before" is not used: of 26 people without a row it is not known what they did before.']);
    expect(errorOf(() => of(people, some, { missing: 'error' }))).toBe(
      'invalid-data: 26 of 40 people of the campaign have no row in "outcomes"',
    );
  });

  test('of people who are not in the campaign are counted and left out', () => {
    const report = of(people, [...outcomes, { person: 'stranger', converted: true, revenue: 1e9, before: 1 }]);
    expect(report.rows).toEqual({ counted: 40, ofOthers: 1, withoutRow: 0 });
    expect(report.notes).toEqual(['1 row of outcomes is of people who are not in the campaign, and left out.']);
    expect(report.revenue).toEqual(of(people, outcomes).revenue);
  });

  test('a person with several rows is an error, or they are added up', () => {
    const split = outcomes.flatMap((row) => [{ ...row, revenue: row.revenue / 2, before: row.before / 2 }, { ...row, person: row.person.toUpperCase(), revenue: row.revenue / 2, before: row.before / 2 }]); // prettier-ignore
    expect(errorOf(() => of(people, split))).toContain('row 2 of "outcomes" is of a person who has a row already');
    const report = of(people, split, { repeated: 'sum' });
    expect(report.notes).toEqual(['40 people have several rows of outcomes, which were added up.']);
    expect([report.conversion, report.revenue]).toEqual([of(people, outcomes).conversion, of(people, outcomes).revenue]);
  });

  test('a person in both arms is an error, under another spelling too; twice in one arm is one person', () => {
    const message = errorOf(() => of([...people, { person: ' P0', arm: 'control' }], outcomes));
    expect(message).toContain('invalid-data: row 41 of "people" is a person who is in both arms');
    expect(message).not.toMatch(/p0/i); // no personal value
    const report = of([...people, { person: ' P0', arm: 'treatment' }], outcomes);
    expect(report.people).toEqual({ treatment: 20, control: 20 });
    expect(report.notes).toEqual(['1 row of the campaign repeats a person, each counted once.']);
  });

  test.each([
    ['row 2 of "arm" must be "treatment" or "control", got "holdout"', () => of([people[0], { person: 'x', arm: 'holdout' }], outcomes)],
    ['row 2 of "person" is missing', () => of([people[0], { person: null, arm: 'control' }], outcomes)],
    ['row 1 of "revenue" must be a finite number, got null', () => of(people, [{ person: 'p0', revenue: NaN }, { person: 'p1', revenue: 1 }])], // prettier-ignore
    ['row 1 of "revenue" must be a finite number, got Infinity', () => of(people, [{ person: 'p0', revenue: Infinity }])],
    ['row 1 of "converted" must be true, false, 1 or 0, got 2', () => of(people, [{ person: 'p0', converted: 2 }])],
    ['row 1 of "converted" must be true, false, 1 or 0, got null', () => of(people, [{ person: 'p0', converted: null }, { person: 'p1', converted: true }])], // prettier-ignore
    ['"outcomes" must have a column "converted" or "revenue"', () => of(people, [{ person: 'p0', bought: 1 }])],
    ['column "revenue" must be of kind number or boolean', () => of(people, [{ person: 'p0', revenue: 'much' }])],
    ['the table has no column "paid"', () => of(people, outcomes, { revenue: 'paid' })],
    ['the table has no column "size"', () => of(people, outcomes, { segment: 'size' })],
    ['"level" must be a number from 0.5, below 1, got 95', () => of(people, outcomes, { level: 95 })],
    ['lift has no option "sequental" (did you mean "sequential"?)', () => of(people, outcomes, { sequental: true } as never)],
    ['"outcomes" must be a Table', () => lift(drawn(people), outcomes as never)],
    ['"people" must be a Table', () => lift({} as never, Table.from(outcomes))],
    ['"campaign" must be a Campaign', () => lift(null as never, Table.from(outcomes))],
  ])('%s', (message, work) => {
    expect(errorOf(work)).toContain(message);
  });

  test('a revenue below 0 counts as it is, and that is said', () => {
    const report = of(people, [{ person: 'p0', revenue: -40 }, { person: 'p1', revenue: 20 }]); // prettier-ignore
    expect([report.revenue!.treatment.mean, report.revenue!.control.mean, report.revenue!.effect!.ratio]).toEqual([-2, 1, null]);
    expect(report.notes).toEqual(['1 person has a revenue below 0 (returns), counted as it is.']);
  });

  test('what was before and is missing becomes the mean; what says nothing is left out', () => {
    const gaps = outcomes.map((row, i) => ({
      ...row,
      before: i < 4 ? null : row.before,
      same: 3,
      double: 2 * row.before + 1,
      own: i === 0 ? 5 : 0,
    }));
    const report = of(people, gaps, { before: ['before', 'same'] });
    expect(report.notes).toEqual([
      'Of 4 people it is missing what they did before; they are given the mean of the others.',
      '"same" is not used: in one of the arms it says nothing (all are the same), or one person alone decides.',
    ]);
    const known = gaps.slice(4).map(({ before }) => before!);
    const mean = known.reduce((a, b) => a + b, 0) / known.length;
    const filled = of(people, gaps.map((row) => ({ ...row, before: row.before ?? mean }))); // prettier-ignore
    expect(report.revenue!.adjusted!.difference.estimate).toBeCloseTo(filled.revenue!.adjusted!.difference.estimate, 12);
    expect(of(people, outcomes.map((row) => ({ ...row, double: 2 * row.before + 1 })), { before: ['before', 'double'] }).revenue!.adjusted!.before).toEqual(['before']); // prettier-ignore
    expect(of(people, gaps, { before: ['own'] }).revenue!.adjusted).toBeNull(); // the control has none
  });
});

describe('a campaign', () => {
  const people = half(1000, (i) => ({ segment: i % 4 === 0 ? 'new' : 'old', arm: i % 10 === 0 ? 'control' : 'treatment' }));
  const outcomes = Table.from(people.map(({ person }, i) => ({ person, converted: i % 9 === 0 })));
  const made = (holdout: number) =>
    Campaign.of({ name: 'spring', startsAt: '2026-03-01', purpose: 'email-marketing', people: Table.from(people), holdout });

  test('is measured as its people are, and from its file', () => {
    const report = lift(made(0.1), outcomes);
    expect(lift(Campaign.fromBytes(made(0.1).toBytes()), outcomes)).toEqual(report);
    expect([report.campaign, report.people, report.segments.length]).toEqual(['spring', { treatment: 900, control: 100 }, 2]);
    expect(report.conversion).toEqual(lift({ people: Table.from(people) }, outcomes).conversion);
  });

  test('is held to the share that was to be left alone', () => {
    const [as, off, unsaid] = [0.1, 0.2, 0].map((holdout) => lift(made(holdout), outcomes));
    expect([as.sampleRatio!.verdict, off.sampleRatio!.verdict, unsaid.sampleRatio]).toEqual(['as-drawn', 'off', null]);
    expect([as.notes, off.notes]).toEqual([[], [off.sampleRatio!.sentence]]);
  });

  test('without segments has none', () => {
    const campaign = Campaign.of({
      name: 'a',
      startsAt: 0,
      purpose: 'b',
      people: Table.from(people.map(({ person, arm }) => ({ person, arm }))),
    });
    expect(lift(campaign, outcomes).segments).toEqual([]);
  });
});

describe('nothing to compare', () => {
  const outcomes = [{ person: 'p0', converted: true, revenue: 5 }];
  test.each([
    [half(40).map((row) => ({ ...row, arm: 'treatment' })), 'nobody was left alone, so that there is nobody to compare with'],
    [half(40).map((row) => ({ ...row, arm: 'control' })), 'everybody was left alone, so that nobody was there to be moved'],
    [half(40).map((row, i) => ({ ...row, arm: i > 0 ? 'treatment' : 'control' })), 'only one person was left alone, and one tells nothing'],
  ])('is an answer: cannot be measured (%#)', (people, why) => {
    const report = of(people, outcomes);
    expect(report.sentences).toEqual([`What the campaign brought cannot be measured: ${why}.`]);
    expect([report.verdict, report.conversion!.effect, report.revenue!.effect]).toEqual(['cannot be measured', null, null]);
    expect(JSON.stringify(report)).not.toContain('NaN');
  });

  test('an empty campaign', () => {
    const people = Table.of({ person: { kind: 'text', values: [] }, arm: { kind: 'text', values: [] } });
    const report = lift({ people }, Table.from(outcomes));
    expect([report.verdict, report.people, report.sentences]).toEqual([
      'cannot be measured',
      { treatment: 0, control: 0 },
      ['What the campaign brought cannot be measured: nobody was in it.'],
    ]);
    expect(report.notes[0]).toContain('1 row of outcomes is of people who are not in the campaign');
  });

  test('nobody bought: no evidence of rates, and nothing of revenue', () => {
    const { conversion, revenue } = of(half(400), [{ person: 'stranger', converted: true, revenue: 5 }]);
    const { difference, ratio, pValue } = conversion!.effect!;
    expect([conversion!.verdict, pValue, ratio, difference.estimate]).toEqual(['no evidence', 1, null, 0]);
    expect(difference.low).toBeCloseTo(-difference.high, 12);
    expect(difference.high).toBeGreaterThan(0.01);
    expect([revenue!.verdict, revenue!.sentence]).toEqual([
      'cannot be measured',
      'What the campaign brought cannot be measured: everybody did the same.',
    ]);
  });

  test('everybody bought, and nobody of one arm', () => {
    expect(of(half(40), half(40).map(({ person }) => ({ person, converted: 1 }))).conversion!.verdict).toBe('no evidence'); // prettier-ignore
    const one = of(half(40), half(40).map(({ person }, i) => ({ person, converted: i % 2 }))).conversion!; // prettier-ignore
    expect([one.verdict, one.effect!.difference.estimate, one.effect!.difference.low, one.effect!.ratio!.estimate]).toEqual([
      'lowered',
      -1,
      -1,
      0,
    ]);
    expect(one.effect!.difference.high).toBeLessThan(-0.7);
  });
});

describe('sentences', () => {
  const buyers = (inTreatment: number, inControl: number) => [
    ...Array.from({ length: inTreatment }, (_, i) => ({ person: `p${2 * i}`, converted: true, revenue: 10 })),
    ...Array.from({ length: inControl }, (_, i) => ({ person: `p${2 * i + 1}`, converted: true, revenue: 10 })),
  ];
  const say = (a: number, b: number, options: LiftOptions = {}) => of(half(2000), buyers(a, b), options).sentences;
  test('raised', () => {
    expect(say(80, 40, { currency: 'EUR' })).toEqual([
      'The campaign brought 4.0 more buyers for each 100 people (95 % interval 1.9 to 6.1).',
      'The campaign brought 0.40 more EUR of revenue for each person (95 % interval 0.19 to 0.61).',
    ]);
  });
  test('lowered', () => {
    expect(say(40, 80)).toEqual([
      'The campaign cost: 4.0 fewer buyers for each 100 people (95 % interval 1.9 to 6.1).',
      'The campaign cost: 0.40 less revenue for each person (95 % interval 0.19 to 0.61).',
    ]);
  });
  test('no evidence', () => {
    expect(say(42, 40)[0]).toBe(
      'There is no evidence that the campaign changed how many people bought: the difference may be anything from 1.6 fewer to 2.0 more buyers for each 100 people (95 % interval).',
    );
  });
});

describe('segments', () => {
  const names = ['new', 'old', 'vip', 'tiny'];
  const people = half(2000, (i) => ({ segment: i < 12 ? 'tiny' : i % 7 === 0 ? null : names[(i >> 1) % 3] }));
  const random = generator(3);
  const outcomes = people.map(({ person, arm, segment }) => ({
    person,
    converted: random() < 0.1 + (arm === 'treatment' && segment === 'vip' ? 0.15 : 0),
  }));

  test('are in order, adjusted, with intervals for all of them at once', () => {
    const report = of(people, outcomes);
    expect(report.segments.map(({ segment }) => segment)).toEqual(['new', 'old', 'tiny', 'vip', null]);
    const shown = report.segments.filter(({ withheld }) => !withheld);
    const p = shown.map(({ conversion }) => conversion!.effect!.pValue);
    expect(shown.map(({ conversion }) => conversion!.adjustedPValue)).toEqual([...adjustPValues(p)]);
    expect(shown.map(({ conversion }) => conversion!.verdict)).toEqual(['no evidence', 'no evidence', 'raised']);
    expect(shown[2].conversion!.sentence).toContain('in the segment "vip"');
    const alone = of(people.filter(({ segment }) => segment === 'vip'), outcomes, { segment: null, level: 1 - 0.05 / 3 }); // prettier-ignore
    expect(shown[2].conversion!.effect!.difference.low).toBeCloseTo(alone.conversion!.effect!.difference.low, 12);
    expect(of(people, outcomes, { correction: 'none' }).segments[3].conversion!.adjustedPValue).toBe(p[2]);
  });

  test('of fewer than 10 people in an arm are withheld, with one that would give them away', () => {
    const { segments } = of(people, outcomes);
    const small = segments.filter(({ withheld }) => withheld);
    expect(small.map(({ segment, withheld }) => [segment, withheld])).toEqual([
      ['tiny', 'few'],
      [null, 'beside-few'],
    ]); // the smallest beside it
    for (const { conversion, revenue } of small) expect([conversion, revenue]).toEqual([null, null]);
  });

  test('there are none where there is no column, or none is wanted', () => {
    expect(of(half(40), outcomes).segments).toEqual([]);
    expect(of(people, outcomes, { segment: null }).segments).toEqual([]);
    expect(of(half(40, (i) => ({ size: i % 2 })), outcomes, { segment: 'size' }).segments.map(({ segment }) => segment)).toEqual(['0', '1']); // prettier-ignore
  });
});

describe('looks', () => {
  const people = half(4000);
  const until = (day: number) =>
    Table.from(
      Array.from({ length: 80 * day }, (_, i) => ({
        person: i % 3 < 2 ? `p${2 * i}` : `p${2 * i + 1}`,
        converted: 1,
        revenue: 1 + (i % 9),
      })),
    );
  const days = [1, 2, 3, 4, 5, 6, 7].map(until);
  const { reports, conversion, revenue } = liftSequence(drawn(people), days);

  test('are lifts each of which knows the one before', () => {
    expect(reports.map((report) => report.conversion!.effect!.sequential!.look)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const [first, second] = reports.slice(0, 2).map((report) => report.conversion!.effect!.sequential!);
    expect(second.firstInformation).toBe(first.information);
    expect(lift(drawn(people), days[1], { sequential: true, previous: JSON.parse(JSON.stringify(reports[0])) as never })).toEqual(
      reports[1],
    );
    expect(conversion!.running).toBeNull();
  });

  test('the interval leaves 0 out where the p-value is below, and is wider than that of one look', () => {
    reports.forEach((report, look) => {
      const fixed = lift(drawn(people), days[look]);
      for (const outcome of ['conversion', 'revenue'] as const) {
        const { difference, sequential, pValue } = report[outcome]!.effect!;
        const one = fixed[outcome]!.effect!;
        expect(difference.low > 0 || difference.high < 0).toBe(sequential!.pValue < 0.05);
        expect(pValue).toBeLessThanOrEqual(sequential!.pValue);
        expect(sequential!.pValue).toBeGreaterThan(one.pValue);
        expect(difference.low).toBeLessThan(one.difference.low);
        expect(difference.high).toBeGreaterThan(one.difference.high);
        expect(difference.estimate).toBe(one.difference.estimate);
      }
    });
    expect(conversion!.told!.verdict).toBe('raised');
    expect(conversion!.pValues).toEqual(reports.map((report) => report.conversion!.effect!.pValue));
    expect(revenue!.differences).toEqual(reports.map((report) => report.revenue!.effect!.difference));
  });

  test('of a constant effect, what is in all intervals', () => {
    const { running, differences } = liftSequence(drawn(people), days.slice(0, 3), { effect: 'constant' }).conversion!;
    expect(running).toEqual([0, 1, 2].map((look) => ({
      low: Math.max(...differences.slice(0, look + 1).map((d) => d!.low)),
      high: Math.min(...differences.slice(0, look + 1).map((d) => d!.high)),
    }))); // prettier-ignore
  });

  test('are narrowest, against one look, where that was asked for', () => {
    const widening = (tightest: number) =>
      liftSequence(drawn(people), days, { tightest }).reports.map((report, look) => {
        const width = (of: typeof report) => of.revenue!.effect!.difference.high - of.revenue!.effect!.difference.low;
        return width(report) / width(lift(drawn(people), days[look]));
      });
    const [early, late] = [widening(1), widening(7)];
    expect(early.indexOf(Math.min(...early))).toBe(0);
    expect(late.indexOf(Math.min(...late))).toBe(6);
    expect(Math.min(...early)).toBeLessThan(1.6); // 3.04 / 1.96
  });

  test('odd ones', () => {
    expect(errorOf(() => liftSequence(drawn(people), []))).toContain('"looks" must be a list of tables');
    expect(errorOf(() => liftSequence(drawn(people), days, { sequential: true } as never))).toContain('unknown-option');
    const nobody = Table.from([{ person: 'x', converted: 0, revenue: 0 }]);
    const late = liftSequence(drawn(people), [nobody, ...days]);
    expect([late.conversion!.pValues[0], late.revenue!.differences[0]]).toEqual([null, null]);
    expect(late.reports[0].sentences).toEqual([
      'What the campaign brought cannot be measured: it is too early to look, as fewer than 30 buyers are to be expected in the smaller arm.',
    ]);
    expect(late.conversion!.pValues.slice(1)).toEqual(conversion!.pValues); // the first look that knew something is the first
  });
});

describe('edges of what can be told', () => {
  const people = half(200);
  const bought = (n: number) => people.map(({ person }, i) => ({ person, converted: i < n }));

  test('a look is early until 30 buyers are to be expected in the smaller arm', () => {
    expect(of(people, bought(59), { sequential: true }).verdict).toBe('cannot be measured');
    expect(of(people, bought(60), { sequential: true }).verdict).toBe('no evidence');
  });

  test('the p-value of looks is the least so far, that of a look its own', () => {
    const first = of(people, people.map(({ person, arm }, i) => ({ person, converted: arm === 'treatment' && i < 160 })), { sequential: true }); // prettier-ignore
    const later = of(people, bought(180), { sequential: true, previous: first });
    const [before, now] = [first.conversion!.effect!, later.conversion!.effect!];
    expect(now.pValue).toBe(before.pValue);
    expect(now.sequential!.pValue).toBeGreaterThan(0.5);
  });

  test('what is known of rates grows as their odds', () => {
    const known = (n: number) => of(people, bought(n), { sequential: true }).conversion!.effect!.sequential!.information;
    expect([known(100), known(150)].map((v) => Number(v.toFixed(9)))).toEqual([50, 150]);
  });

  test('a segment of ten people in each arm is told, one of nine is not', () => {
    const told = [...Array(200).keys()].map((i) => ({ segment: i < 20 ? 'ten' : i < 38 ? 'nine' : i < 56 ? 'also nine' : 'many' }));
    const { segments } = of(half(200, (i) => told[i]), bought(60)); // prettier-ignore
    expect(segments.filter(({ withheld }) => withheld).map(({ segment }) => segment)).toEqual(['also nine', 'nine']);
  });

  test('without a correction each segment has the interval it has alone', () => {
    const rows = half(200, (i) => ({ segment: i < 100 ? 'a' : 'b' }));
    const [a] = of(rows, bought(60), { correction: 'none' }).segments;
    expect(a.conversion!.plain).toEqual(of(rows.slice(0, 100), bought(60)).conversion!.plain);
  });

  test('of two segments of one person that first by its name counts, whatever the order', () => {
    const rows = half(80, (i) => ({ segment: i % 4 < 2 ? 'a' : 'b' }));
    const twice = [...rows, ...rows.slice(0, 2).map((row) => ({ ...row, segment: 'b' }))];
    for (const list of [twice, [...twice].reverse()]) expect(of(list, bought(30)).segments[0].conversion!.treatment.n).toBe(20);
  });

  test('the mixture is where the interval is narrowest', () => {
    const reach = (weight: number) => (1 + 1 / weight) * (Math.log(1 + weight) - 2 * Math.log(0.05));
    const { weight } = mixtureOf(4, 1, 4, 0.05);
    for (const other of [weight * 0.98, weight * 1.02]) expect(reach(other)).toBeGreaterThan(reach(weight));
  });

  test('what one person alone decides is not taken out', () => {
    const outcomes = people.map(({ person }, i) => ({ person, revenue: i % 7, before: i === 1 ? 0.7 : i % 2 === 0 ? i % 5 : 0.1 }));
    const { revenue, notes } = of(people, outcomes);
    expect(revenue!.adjusted).toBeNull();
    expect(notes).toEqual([expect.stringContaining('one person alone decides')]);
  });
});
