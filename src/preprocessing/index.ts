/**
 * kindred/preprocessing: from orders and tables to the numbers a model takes.
 * @module
 */
export { dateParts, daysBetween, yearsBetween, type DateParts } from './dates.js';
export type { Category } from './categories.js';
export { ColumnTransformer, type ColumnPart, type ColumnTransformerOptions } from './column-transformer.js';
export { ColumnTransformerModel } from './column-transformer-model.js';
export type { GivenCategories } from './given-categories.js';
export type { InputColumn } from './input-columns.js';
export { Log1pTransformer, Log1pTransformerModel } from './log1p.js';
export { MinMaxScaler, MinMaxScalerModel, type MinMaxScalerOptions } from './min-max-scaler.js';
export type { FillValue } from './missing.js';
export type { HandleUnknown } from './one-hot-blocks.js';
export { OneHotEncoder, type OneHotEncoderOptions } from './one-hot-encoder.js';
export { OneHotEncoderModel } from './one-hot-encoder-model.js';
export { OrdinalEncoder, type OrdinalEncoderOptions } from './ordinal-encoder.js';
export { OrdinalEncoderModel } from './ordinal-encoder-model.js';
export { Pipeline } from './pipeline.js';
export { PipelineModel, type Row } from './pipeline-model.js';
export { QuantileTransformer, QuantileTransformerModel, type QuantileTransformerOptions } from './quantile-transformer.js';
export { rfm, type RfmOptions } from './rfm.js';
export { RobustScaler, RobustScalerModel, type RobustScalerOptions } from './robust-scaler.js';
export { SimpleImputer, type SimpleImputerOptions } from './simple-imputer.js';
export { SimpleImputerModel } from './simple-imputer-model.js';
export { StandardScaler, StandardScalerModel, type StandardScalerOptions } from './standard-scaler.js';
export type { Step } from './step.js';
export type { Data } from './transformer.js';
