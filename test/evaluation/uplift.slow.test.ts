// Measures of uplift on the Hillstrom e-mail campaign: scikit-uplift's numbers for the same scores.
import { describe, expect } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import { errorsOf, golden } from '../golden/uplift.js';
import { HILLSTROM, hillstrom } from '../support/hillstrom.js';
import { testOnData } from '../support/needs.js';

describe('Hillstrom', () => {
  testOnData(HILLSTROM)('all measures to 1e-9', () => {
    const shop = hillstrom();
    const number = (name: string) => shop.column(name, 'number').values;
    const [mens, womens, recency, history] = ['mens', 'womens', 'recency', 'history'].map(number);
    const channel = shop.column('channel', 'text').values;
    const segment = shop.column('segment', 'text').values as string[];
    const tied = Array.from(mens, (_, i) => {
      const web = channel[i] === 'Web' ? 1 : 0;
      return mens[i] * 0.5 + womens[i] * 0.25 - recency[i] / 8 + Math.floor(history[i] / 64) / 16 + web * 0.125;
    });
    const scores = { tied, untied: tied.map((score, i) => score + i / 1048576) };
    expect(golden.hillstrom).toHaveLength(8);
    for (const { arm, outcome, scores: name, ...expected } of golden.hillstrom) {
      const arms = { control: 'No E-Mail', treated: arm };
      const errors = errorsOf(evaluation, expected, number(outcome), scores[name], segment, 'row-order', arms);
      for (const [measure, error] of Object.entries(errors)) expect(error, `${arm}, ${outcome}, ${name}: ${measure}`).toBeLessThan(1e-9);
    }
  });
});
