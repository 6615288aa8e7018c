/**
 * Measures of labels, scores, probabilities and numbers, and calibrations, against scikit-learn's: test/golden/classification.ts and calibration.ts.
 * @module
 */
import * as kindred from 'kindred';
import * as evaluation from 'kindred/evaluation';
import { compareClassifier, compareIsotonic, comparePlatt, golden as calibrations } from '../../test/golden/calibration.ts';
import { compareBinary, compareClasses, compareLabels, compareNumbers, golden } from '../../test/golden/classification.ts';
import { signed, type Section } from './section.ts';

export function againstScikitLearn(): Section {
  const sets = {
    scores: golden.binary.map((one) => compareBinary(one, evaluation)),
    labels: golden.labels.map((one) => compareLabels(one, evaluation)),
    classes: golden.classes.map((one) => compareClasses(one, evaluation, kindred)),
    numbers: golden.numbers.map((one) => compareNumbers(one, evaluation)),
    isotonic: calibrations.isotonic.map((one) => Object.fromEntries(one.fits.map((fit, f) => [f, compareIsotonic(one, fit, kindred)]))),
    "Platt's, to the last digit": calibrations.platt.map((one) => ({ '': comparePlatt(one, 'weighted', kindred).exact })),
    'calibrated classifiers': calibrations.classifiers.fits.map((fit) => ({ '': compareClassifier(fit, kindred).probabilities })),
  };
  const lines = Object.entries(sets).map(([name, found]) => {
    const errors = found.flatMap((one) => Object.values<number>(one));
    return [name, String(found.length), String(errors.length), signed(Math.max(...errors))];
  });
  return {
    title: 'Measures and calibrations, largest difference (relative above 1): scikit-learn',
    head: ['', 'sets', 'numbers', 'error'],
    lines,
  };
}
