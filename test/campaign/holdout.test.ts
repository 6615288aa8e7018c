// Who is left alone: the numbers against SHA-256 of Node, strata to a whole person, arms that stay, and the SQL as text.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { holdout, holdoutNumber, holdoutSql, type Arm, type HoldoutOptions } from '../../src/campaign/index.js';
import { HOLDOUT } from '../../src/campaign/holdout.js';
import { HOLDOUT_SQL } from '../../src/campaign/holdout-sql.js';
import { shuffled } from '../support/random.js';

const byNode = (salt: string, id: string | number) =>
  parseInt(createHash('sha256').update(`${salt}:${id}`, 'utf8').digest('hex').slice(0, 13), 16);
const people = (n: number, start = 0) => Array.from({ length: n }, (_, i) => `c${start + i}`);
const draw = (list: readonly (string | number)[], options: Partial<HoldoutOptions> = {}) =>
  holdout(list, { salt: 'spring', share: 0.1, ...options });

describe('the number of a person', () => {
  const ids = ['a', 'Ann@Shop.example', 'müller', '日本', '😀', ' ', '0', 0, -0, 7, -12, 9007199254740991, 'x'.repeat(255), 'x'.repeat(257), 'ü'.repeat(5000)]; // prettier-ignore
  test.each(ids)('%s', (id) => {
    for (const salt of ['spring', 'Frühling 2026', '😀', 's'.repeat(200)]) expect(holdoutNumber(salt, id)).toBe(byNode(salt, id));
  });

  test('many in a row are the same as one alone: nothing of the one before is left', () => {
    const all = draw(ids.slice(0, 7).concat(people(50)), { share: 0.5 });
    expect(all.arms).toEqual(ids.slice(0, 7).concat(people(50)).map((id) => (byNode('spring', id) < 2 ** 51 ? 'control' : 'treatment'))); // prettier-ignore
  });

  test.each(['', NaN, Infinity, 1.5, 2 ** 53, null, undefined, true, {}, '\ud800', 'a\udc00b'])('%j is no id', (id) => {
    expect(() => holdoutNumber('spring', id as never)).toThrow('the id must be');
    expect(() => draw(['a', id as never])).toThrow('row 2 of "people" must be');
  });

  test('an id that is none is not shown', () => {
    expect(() => draw(['ann@shop.example\ud800'])).toThrow(/^(?!.*ann)/);
    expect(() => draw(['ann@shop.example', 'bea', 'ann@shop.example'])).toThrow('row 3 of "people" is the person of row 1');
    expect(() => draw(['ann@shop.example', 'ann@shop.example'])).toThrow(/^(?!.*ann)/);
    expect(() => draw([1, '1'])).toThrow('row 2 of "people" is the person of row 1');
  });

  test.each(HOLDOUT.salt.invalid)('%j is no salt', (salt) => {
    expect(() => holdoutNumber(salt as never, 'a')).toThrow('"salt" must be');
  });
});

describe('arms', () => {
  test('nobody, everybody, and nobody there', () => {
    expect(draw(people(100), { share: 0 })).toMatchObject({ nControl: 0, nTreatment: 100 });
    expect(draw(people(100), { share: 1 })).toMatchObject({ nControl: 100, nTreatment: 0 });
    expect(draw([])).toEqual({
      salt: 'spring',
      share: 0.1,
      arms: [],
      nTreatment: 0,
      nControl: 0,
      nKept: 0,
      sentence: 'There is nobody to address or to leave alone.',
    });
    expect(draw([], { strata: [] }).strata).toEqual([]);
  });

  test('do not depend on who else is there, nor on order, and grow with the share', () => {
    const all = people(2000);
    const { arms } = draw(all);
    expect(draw(all.slice(500, 600)).arms).toEqual(arms.slice(500, 600));
    expect(draw([...all].reverse()).arms).toEqual([...arms].reverse());
    const more = draw(all, { share: 0.3 }).arms;
    expect(arms.every((arm, i) => arm === 'treatment' || more[i] === 'control')).toBe(true);
    expect(draw(all, { salt: 'autumn' }).arms).not.toEqual(arms);
  });

  test('sentences', () => {
    expect(draw(people(1000)).sentence).toMatch(
      /^\d+ of 1,000 people \(\d+(\.\d)? %\) are left alone by lot, so that it can be told .* \(a holdout of 10 %\)\.$/,
    );
    expect(draw(people(10), { share: 0 }).sentence).toBe(
      'Nobody of 10 people is left alone (a holdout of 0 %), so what the campaign brings cannot be told.',
    );
    expect(draw(['a'], { share: 1 }).sentence).toBe('1 of 1 person (100 %) is left alone by lot, which is everybody: nobody is addressed.');
  });
});

describe('strata', () => {
  const strataOf = (list: readonly string[]) => list.map((id) => ['at', 'de', 'ch', null, true, 7][(byNode('stratum', id) % 97) % 6]);

  test.each([0, 0.013, 0.1, 0.25, 1 / 3, 0.5, 0.9, 1])('a share of %d is met to a whole person in each, and in all', (share) => {
    for (const n of [1, 7, 40, 1003]) {
      const list = people(n, n * 10);
      const { strata, nControl } = draw(list, { share, strata: strataOf(list) });
      expect(strata!.reduce((sum, one) => sum + one.n, 0)).toBe(n);
      for (const { n: size, nControl: alone } of strata!) expect(Math.abs(alone - share * size)).toBeLessThan(1);
      expect(Math.abs(nControl - share * n)).toBeLessThan(1);
    }
  });

  test('those of the lowest numbers, whatever the order of the rows', () => {
    const list = people(500);
    const strata = strataOf(list);
    const found = draw(list, { strata });
    for (const stratum of new Set(strata)) {
      const rows = list.map((_, i) => i).filter((i) => strata[i] === stratum);
      const numbers = (arm: Arm) => rows.filter((i) => found.arms[i] === arm).map((i) => byNode('spring', list[i]));
      expect(Math.max(...numbers('control'))).toBeLessThan(Math.min(...numbers('treatment')));
    }
    const order = shuffled(list.map((_, i) => i));
    const again = draw(order.map((i) => list[i]), { strata: order.map((i) => strata[i]) }); // prettier-ignore
    expect(again.arms).toEqual(order.map((i) => found.arms[i]));
    expect(again.strata).toEqual(found.strata);
  });

  test('in strata of one or two, everybody has the chance of the share', () => {
    const list = people(30);
    const strata = list.map((_, i) => (i < 10 ? `single ${i}` : `pair ${i >> 1}`));
    const hits = new Float64Array(30);
    const draws = 4000;
    for (let s = 0; s < draws; s++)
      draw(list, { salt: `s${s}`, share: 0.2, strata }).arms.forEach((arm, i) => (hits[i] += arm === 'control' ? 1 : 0));
    const error = Math.sqrt((0.2 * 0.8) / draws);
    for (const n of hits) expect(Math.abs(n / draws - 0.2)).toBeLessThan(4.5 * error);
  });

  test('missing ones are one stratum; others are refused', () => {
    const { strata } = draw(people(4), { strata: [null, NaN, undefined as never, '1'] });
    expect(strata!.map(({ stratum, n }) => [stratum, n])).toEqual([['1', 1], [null, 3]]); // prettier-ignore
    expect(() => draw(people(2), { strata: ['a'] })).toThrow('"strata" must be one for each of 2 people');
    expect(() => draw(people(2), { strata: ['a', {}] as never })).toThrow('row 2 of "strata"');
    for (const strata of [7, null, 'ab', {}]) expect(() => draw(people(2), { strata } as never)).toThrow('"strata" must be one for each');
  });
});

describe('arms drawn before', () => {
  const list = people(300);
  const before = draw(list, { salt: 'winter', share: 0.2 });
  const previous = new Map(list.map((id, i) => [id, before.arms[i]] as const));

  test('stay, and new people get theirs by their number', () => {
    const all = [...people(200, 300), ...list];
    const { arms, nKept } = draw(all, { previous });
    expect(nKept).toBe(300);
    expect(arms.slice(200)).toEqual(before.arms);
    expect(arms.slice(0, 200)).toEqual(draw(all.slice(0, 200)).arms);
    expect(draw(all, { previous: [...previous] }).arms).toEqual(arms);
    expect(draw(list.slice(0, 3), { previous }).nKept).toBe(3);
  });

  test('stratified, new people fill up what is missing, as far as they can', () => {
    const all = [...list, ...people(100, 300)];
    const strata = all.map((_, i) => i % 2);
    const found = draw(all, { previous, strata, share: 0.25 });
    expect(found.arms.slice(0, 300)).toEqual(before.arms);
    for (const { n, nControl } of found.strata!) expect(Math.abs(nControl - 0.25 * n)).toBeLessThan(1);
    const fewer = draw(all, { previous, strata, share: 0.01 });
    expect(fewer.nControl).toBe(before.nControl);
    expect(draw(all, { previous, strata, share: 1 }).nControl).toBe(before.nControl + 100);
  });

  test('a number and its text are one person; one person in both arms is refused', () => {
    expect(draw([1, 2], { previous: [['1', 'control']] }).arms[0]).toBe('control');
    expect(() => draw(['a'], { previous: [['a', 'control'], ['b', 'control'], ['a', 'treatment']] })).toThrow('entry 3 of "previous" has a person who is in both arms'); // prettier-ignore
    expect(() => draw(['a'], { previous: [['a', 'left alone' as never]] })).toThrow('entry 1 of "previous"');
    const names = 'entry 1 of "previous" must be a person and "treatment" or "control"'; // and not who
    for (const entry of ['ann@shop.example', ['control', 'ann@shop.example']]) expect(() => draw(['a'], { previous: [entry] as never })).toThrow(new RegExp(`${names}$`)); // prettier-ignore
    expect(() => draw(['a'], { previous: { a: 'control' } as never })).toThrow('"previous" must be a Map');
    expect(() => draw(['a'], { previous: null as never })).toThrow('"previous" must be a Map');
  });
});

test('options that are none', () => {
  for (const name of ['salt', 'share'] as const)
    for (const value of HOLDOUT[name].invalid)
      expect(() => draw(['a'], { [name]: value } as never), String(value)).toThrow(`"${name}" must be`);
  expect(() => draw(['a'], { shares: 1 } as never)).toThrow('did you mean "share"?');
  for (const list of [null, 7, undefined, {}]) expect(() => draw(list as never)).toThrow('"people" must be a list of ids');
});

describe('SQL', () => {
  const plain = { salt: 'spring', share: 0.1, id: 'customer' };
  test('the expression, or a query', () => {
    expect(holdoutSql('spark', plain)).toBe(
      "CASE CAST(conv(substr(sha2(concat('spring:', NULLIF(CAST(`customer` AS STRING), '')), 256), 1, 13), 16, 10) AS BIGINT) < 450359962737049 WHEN TRUE THEN 'control' WHEN FALSE THEN 'treatment' END",
    );
    expect(holdoutSql('bigquery', { ...plain, table: ['shop', 'people'] })).toBe(
      "SELECT `customer`, CASE CAST(CONCAT('0x', SUBSTR(TO_HEX(SHA256(CONCAT('spring:', NULLIF(CAST(`customer` AS STRING), '')))), 1, 13)) AS INT64) < 450359962737049 WHEN TRUE THEN 'control' WHEN FALSE THEN 'treatment' END AS arm FROM `shop`.`people`",
    );
    expect(holdoutSql('duckdb', { ...plain, share: 1, wholeNumbers: true })).toBe(
      `CASE CAST('0x' || substr(sha256('spring:' || NULLIF(CAST(CAST("customer" AS BIGINT) AS VARCHAR), '')), 1, 13) AS BIGINT) < 4503599627370496 WHEN TRUE THEN 'control' WHEN FALSE THEN 'treatment' END`,
    );
  });

  test.each([
    ['duckdb', '"a""b`c\\"', "decode(from_hex('C3BC272D2D5C3A'))"],
    ['spark', '`a"b``c\\`', "decode(unhex('C3BC272D2D5C3A'), 'UTF-8')"],
    ['bigquery', '`a"b\\`c\\\\`', "SAFE_CONVERT_BYTES_TO_STRING(FROM_HEX('C3BC272D2D5C3A'))"],
  ] as const)('quotes and backslashes in %s', (dialect, name, salt) => {
    const sql = holdoutSql(dialect, { salt: "ü'--\\", share: 0.5, id: 'a"b`c\\', table: 'a"b`c\\' });
    expect(sql.split(name).length).toBe(4);
    expect(sql).toContain(salt);
    expect(sql).toMatch(new RegExp(` FROM ${name.replace(/[\\`"]/g, '\\$&')}$`));
  });

  test('what is refused', () => {
    for (const dialect of ['mysql', '__proto__', 'toString', undefined, null])
      expect(() => holdoutSql(dialect as never, plain)).toThrow('"duckdb", "spark" or "bigquery"');
    for (const [name, { invalid }] of Object.entries(HOLDOUT_SQL))
      for (const value of invalid)
        expect(() => holdoutSql('duckdb', { ...plain, [name]: value } as never), String(value)).toThrow(`"${name}"`);
    for (const table of ['', [], ['a', ''], 'a\nb', 7, null])
      expect(() => holdoutSql('duckdb', { ...plain, table } as never)).toThrow('"table"');
  });
});
