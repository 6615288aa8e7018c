/**
 * A sample of the customers as points: by their figures, and on the map.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import type { Steps } from '../progress.js';
import type { Analysis } from './analyse.js';
import { featuresOf } from './features.js';
import { mapOf } from './map.js';
import type { CustomerMap, PlanePoint, SegmentFacts } from './report.js';
import { cents, short } from './round.js';

/** At most so many points: more would be a blot. */
const POINTS = 400;

/** Every n-th customer in id order, of those in the segments that are told of, and the map they lie on. */
export function* planeOf(
  { customers, features, kmeans }: Pick<Analysis, 'customers' | 'features' | 'kmeans'>,
  segments: readonly SegmentFacts[],
): Steps<{ plane: PlanePoint[]; map: CustomerMap | null }> {
  const [recency, frequency, monetary] = featuresOf(customers);
  const stride = Math.ceil(customers.nRows / POINTS);
  const rows = Array.from({ length: Math.ceil(customers.nRows / stride) }, (_, point) => point * stride);
  const { map, places } = yield* mapOf(features, Matrix.from(rows.map((row) => Array.from(features.row(row)))));
  const told = new Set(segments.map(({ segment }) => segment));
  const plane = rows.map((row, point) => ({
    recency: recency[row],
    frequency: frequency[row],
    monetary: cents(monetary[row]),
    segment: kmeans.labels[row],
    x: short(places?.row(point)[0] ?? 0),
    y: short(places?.row(point)[1] ?? 0),
  }));
  return { plane: plane.filter(({ segment }) => told.has(segment)), map };
}
