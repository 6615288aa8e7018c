/**
 * What scalers with a center and a scale a column share: (x - center) / scale, and back.
 * @module
 */
import { mapColumns, type Data, type Fitted } from './transformer.js';

export function centerAndScale<D extends Data>(X: D, fitted: Fitted, centers: Float64Array, scales: Float64Array): D {
  return mapColumns(X, fitted, (values, j) => {
    const [center, scale] = [centers[j], scales[j]];
    return values.map((v) => (v - center) / scale);
  });
}

export function undoCenterAndScale<D extends Data>(X: D, fitted: Fitted, centers: Float64Array, scales: Float64Array): D {
  return mapColumns(X, fitted, (values, j) => {
    const [center, scale] = [centers[j], scales[j]];
    return values.map((v) => v * scale + center);
  });
}
