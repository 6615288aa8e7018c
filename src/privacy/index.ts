/**
 * kindred/privacy: who may be addressed, and how people are forgotten.
 * @module
 */
export { spellingOf } from './spelling.js';
export { ACTIONS, EVERY_PURPOSE, LEGAL_BASES, PURPOSES, type ConsentAction, type ConsentEntry, type ConsentEntryInput, type LegalBasis } from './consent-entry.js'; // prettier-ignore
export { ConsentLedger } from './consent.js';
export type { ConsentColumns } from './consent-rows.js';
export { decide, gate, type DecideOptions, type Decision, type Gated, type GateOptions, type Refusal, type RefusalCount, type RefusalReason } from './gate.js'; // prettier-ignore
export { consentMode, signalsOf, type ConsentModeState, type HeadersLike, type Signal } from './signals.js';
export { newKey, Pseudonyms, type PseudonymKey, type PseudonymsOptions } from './pseudonyms.js';
