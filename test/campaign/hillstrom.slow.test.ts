// The Hillstrom campaign from end to end: the learners against scikit-uplift's areas of their scores would be circular, so what is held here is what a marketer is told.
import { describe, expect } from 'vitest';
import { planContacts } from '../../src/campaign/index.js';
import { contactReport, contactSummary } from '../../src/report/index.js';
import { HILLSTROM, hillstrom } from '../support/hillstrom.js';
import { testOnData } from '../support/needs.js';

const options = { treatment: 'segment', outcome: 'visit', control: 'No E-Mail', exclude: ['conversion', 'spend'], nResamples: 300 };

describe('Hillstrom', () => {
  testOnData(HILLSTROM)('visits: the women’s e-mail can be aimed, the men’s cannot; choosing 10,000 pays', () => {
    const report = contactReport(planContacts(hillstrom(), { ...options, budget: 10000 }));
    const [mens, womens] = report.rankings;
    expect([mens.treatment, womens.treatment]).toEqual(['Mens E-Mail', 'Womens E-Mail']);
    expect(mens.qiniAuc.low).toBeLessThan(0);
    expect(womens.qiniAuc.low).toBeGreaterThan(womens.random.high);
    expect(report.arms.map(({ n }) => n)).toEqual([21306, 21307, 21387]);
    expect(mens.averageUplift.mean).toBeCloseTo(0.0766, 4);
    expect(womens.averageUplift.mean).toBeCloseTo(0.0452, 4);
    expect(report.effect!.gain.low).toBeGreaterThan(0);
    expect(report.notes).toEqual([]);
    expect(contactSummary(report).join(' ')).toContain('Choosing pays');
  });

  testOnData(HILLSTROM)('visits: aiming 20,000 contacts brings nothing that could be shown, and that is said', () => {
    const report = contactReport(planContacts(hillstrom(), { ...options, budget: 20000 }));
    expect(report.effect!.gain.low).toBeLessThan(0);
    expect(report.effect!.gain.high).toBeGreaterThan(0);
    expect(contactSummary(report).join(' ')).toContain('There is no evidence that choosing pays');
  });

  testOnData(HILLSTROM)('other outcomes that were left in are noticed', () => {
    const { notes } = planContacts(hillstrom(), { ...options, exclude: [], budget: 10000, nResamples: 1 });
    expect(notes.map((note) => /^"\w+"/.exec(note)?.[0])).toEqual(['"conversion"', '"spend"']);
  });
});
