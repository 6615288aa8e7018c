/**
 * The transformers: they use no kernel behind the door, but their exp and log are the kernels' own.
 * @module
 */
import { blobs, generator, tied, tiny } from './data.js';
import { sameBytes } from './same.js';

export function* transformerCases({ Matrix, load }, { Log1pTransformer, Log1pTransformerModel, StandardScaler, StandardScalerModel }) {
  const record = (estimator, type, matrices) =>
    matrices.map((X) => {
      const model = estimator.fit(X);
      const bytes = model.toBytes();
      const loaded = load(bytes, [type]);
      sameBytes(loaded.toBytes(), bytes, `a loaded ${type.type} saves as`);
      const transformed = loaded.transform(X);
      return [bytes, transformed.data, loaded.inverseTransform(transformed).data];
    });
  const below = generator(1);
  const amounts = Float64Array.from(
    { length: 3000 },
    (_, p) => [below(1e6) / 100, below(1e9) * 1e9, below(1000) * 1e-9, -below(1000) / 1001][p % 4],
  );
  yield [
    'StandardScaler',
    () =>
      record(new StandardScaler(), StandardScalerModel, [
        Matrix.from(blobs(1, 501, 7, 4), 7),
        Matrix.from(tied(2, 501, 3), 3),
        Matrix.from(tiny(3, 501, 6), 6),
        Matrix.from(Float32Array.from(blobs(4, 100, 2, 4)), 2),
        Matrix.from([[5, 1e6 + 0.1], [5, 1e6 + 0.1], [5, 1e6 + 0.1]]), // prettier-ignore
      ]),
  ];
  yield [
    'Log1pTransformer',
    () =>
      record(new Log1pTransformer(), Log1pTransformerModel, [
        Matrix.from(amounts, 4),
        Matrix.from(
          tiny(5, 101, 6).map((v) => v * v),
          6,
        ),
      ]),
  ];
}
