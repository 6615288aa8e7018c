/**
 * The transformers: they use no kernel behind the door, but their exp and log are the kernels' own.
 * @module
 */
import { blobs, generator, tied, tiny } from './data.js';
import { sameBytes } from './same.js';

export function* transformerCases({ Matrix, Table, load }, preprocessing) {
  const { Log1pTransformer, Log1pTransformerModel, MinMaxScaler, MinMaxScalerModel, QuantileTransformer, QuantileTransformerModel } =
    preprocessing;
  const { RobustScaler, RobustScalerModel, StandardScaler, StandardScalerModel } = preprocessing;
  const cells = (data) =>
    data instanceof Table
      ? data.columns.map((name) => [name, data.column(name).values.map((v) => (Number.isNaN(v) ? -1e99 : v))]) // a NaN has many bits
      : data.data;
  const record = (estimator, type, inputs) =>
    inputs.map((X) => {
      const model = estimator.fit(X);
      const bytes = model.toBytes();
      const loaded = load(bytes, [type]);
      sameBytes(loaded.toBytes(), bytes, `a loaded ${type.type} saves as`);
      const transformed = loaded.transform(X);
      return [bytes, cells(transformed), cells(loaded.inverseTransform(transformed))];
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
  const everything = () => [
    Matrix.from(blobs(6, 501, 7, 4), 7),
    Matrix.from(tied(7, 501, 3), 3),
    Matrix.from(tiny(8, 501, 6), 6),
    Matrix.from(Float32Array.from(blobs(9, 100, 2, 4)), 2),
    Matrix.from([[5, -1e306, 2], [5, 1e300, 7], [5, 1e307, 2]]), // prettier-ignore
    holes(),
  ];
  /** A table of columns with few, many and no values. */
  const holes = () => {
    const data = blobs(10, 200, 3, 4);
    const column = (j, every) => ({
      kind: 'number',
      values: Float64Array.from({ length: 200 }, (_, i) => (i % every === j ? NaN : data[3 * i + j])),
    });
    return Table.of({ some: column(0, 9), most: column(1, 2), none: { kind: 'number', values: new Float64Array(200).fill(NaN) } });
  };
  yield [
    'StandardScaler, only one of mean and scale, and holes',
    () => [
      record(new StandardScaler(), StandardScalerModel, [holes()]),
      record(new StandardScaler({ withMean: false }), StandardScalerModel, everything()),
      record(new StandardScaler({ withStd: false }), StandardScalerModel, everything()),
    ],
  ];
  yield [
    'MinMaxScaler',
    () => [
      record(new MinMaxScaler(), MinMaxScalerModel, everything()),
      record(new MinMaxScaler({ featureRange: [-0.1, 3], clip: true }), MinMaxScalerModel, everything()),
    ],
  ];
  yield [
    'RobustScaler',
    () => [
      record(new RobustScaler(), RobustScalerModel, everything()),
      record(new RobustScaler({ quantileRange: [3, 88], unitVariance: true }), RobustScalerModel, everything()),
    ],
  ];
  yield [
    'QuantileTransformer',
    () => [
      record(new QuantileTransformer({ nQuantiles: 60 }), QuantileTransformerModel, everything()),
      record(new QuantileTransformer({ outputDistribution: 'normal' }), QuantileTransformerModel, everything()),
    ],
  ];
}
