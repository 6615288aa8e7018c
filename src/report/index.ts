/**
 * kindred/report: the main job.
 * @module
 */
export { analyse, analyseAsync, FEATURES, type Accuracy, type Analysis, type AnalyseOptions, type SegmentSummary } from './analyse.js';
export { outputFiles, type OutputFile } from './outputs.js';
export { summary } from './summary.js';
