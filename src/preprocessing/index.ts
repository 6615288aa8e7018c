/**
 * kindred/preprocessing: from orders and tables to the numbers a model takes.
 * @module
 */
export { Log1pTransformer, Log1pTransformerModel } from './log1p.js';
export { rfm, type RfmOptions } from './rfm.js';
export { StandardScaler, StandardScalerModel } from './standard-scaler.js';
