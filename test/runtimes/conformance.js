/**
 * The conformance program: the same digests in every runtime, with WebAssembly and with the JavaScript build. Plain JavaScript without imports of its own,
 * so that Node runs it as it is and bundlers need no help; what each runtime starts (entry.ts) hands it the package.
 * @module
 */
import { audienceCases } from './audience.js';
import { campaignCases } from './campaign.js';
import { classificationCases } from './classification.js';
import { destinationCases } from './destinations.js';
import { digest } from './digest.js';
import { encoderCases } from './encoders.js';
import { erasureCases, sealingCases } from './erasure.js';
import { fileKinds } from './files.js';
import { lifetimeCases } from './lifetime.js';
import { liftCases } from './lift.js';
import { measureCases } from './measures.js';
import { privacyCases } from './privacy.js';
import { rankingCases } from './ranking.js';
import { recommendationCases } from './recommendation.js';
import { regressionCases } from './regression.js';
import { relabelCases } from './relabel.js';
import { rfmCases } from './rfm.js';
import { segmentationCases } from './segmentation.js';
import { transformerCases } from './transformers.js';
import { upliftCases } from './uplift.js';

/**
 * @param {typeof import('../../src/index.js')} kindred
 * @param {typeof import('../../src/preprocessing/index.js')} preprocessing
 * @param {typeof import('../../src/evaluation/index.js')} evaluation
 * @param {typeof import('../../src/campaign/index.js')} campaign
 * @param {typeof import('../../src/privacy/index.js')} privacy
 * @param {typeof import('../../src/privacy/sealing.js')} sealing
 * @param {() => string[]} calledSince the kernels called in WebAssembly since it was last asked
 * @param {Record<string, string>} handedIn files that the suite's Node wrote, in base64
 */
export async function conformance(kindred, preprocessing, evaluation, campaign, privacy, sealing, calledSince, handedIn) {
  /** @type {Record<string, string>} */
  const digests = {};
  /** @type {Record<string, string[]>} */
  const kernels = {};
  const atImport = calledSince();
  const files = fileKinds(kindred, preprocessing, campaign, privacy);
  const cases = [
    ...segmentationCases(kindred),
    ...recommendationCases(kindred),
    ...transformerCases(kindred, preprocessing),
    ...encoderCases(kindred, preprocessing),
    ...rfmCases(kindred, preprocessing),
    ...relabelCases(kindred),
    ...lifetimeCases(kindred),
    ...regressionCases(kindred),
    ...measureCases(kindred, evaluation),
    ...rankingCases(kindred, evaluation),
    ...classificationCases(kindred, evaluation),
    ...upliftCases(kindred, evaluation, campaign),
    ...audienceCases(kindred, campaign),
    ...campaignCases(kindred, campaign),
    ...erasureCases(kindred, privacy),
    ...sealingCases(sealing),
    ...destinationCases(kindred, campaign),
    ...privacyCases(kindred, privacy),
    ...liftCases(kindred, campaign),
    ...files.map(({ name, write, read }) => [name, () => read(write())]),
  ];
  for (const [name, run] of cases) {
    digests[name] = await digest(await run());
    kernels[name] = calledSince();
  }
  /** @type {Record<string, string>} */
  const loaded = {};
  for (const { name, read } of files)
    loaded[name] = await digest(read(Uint8Array.from(atob(handedIn[name]), (byte) => byte.charCodeAt(0))));
  return { ...kindred.kernelBuild, selfCheck: kindred.selfCheck(), digests, loaded, kernels, atImport };
}
