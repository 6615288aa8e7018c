/**
 * kindred/privacy: who may be addressed, and how people are forgotten.
 * @module
 */
export { erase, type EraseOptions, type ErasedTable, type Erasure, type StillNamed } from './erasure.js';
export type { Finished, Ledgers, Models, ReceiptOptions, Stock, Tables } from './finished.js';
export type { Person } from './person.js';
export { verifyReceipt, type ErasureReceipt, type ReceiptFault, type ReceiptFile, type Verified, type VerifyOptions } from './receipt.js';
export { expire, type ExpiringTable } from './retention.js';
export type { InteractionsLeft, TableLeft } from './rows-left.js';
export { newSigningKey, publicKeyOf, type SigningKey } from './signing.js';
export { spellingOf } from './spelling.js';
export { ACTIONS, EVERY_PURPOSE, LEGAL_BASES, PURPOSES, type ConsentAction, type ConsentEntry, type ConsentEntryInput, type LegalBasis } from './consent-entry.js'; // prettier-ignore
export { ConsentLedger } from './consent.js';
export type { ConsentColumns } from './consent-rows.js';
export { decide, gate, type DecideOptions, type Decision, type Gated, type GateOptions, type Refusal, type RefusalCount, type RefusalReason } from './gate.js'; // prettier-ignore
export { consentMode, signalsOf, type ConsentModeState, type HeadersLike, type Signal } from './signals.js';
export { newKey, Pseudonyms, type PseudonymKey, type PseudonymsOptions } from './pseudonyms.js';
export type { Forgetting, Ledger, ModelEntry, RecommenderEntry, RefittedEntry, TableEntry } from './stock.js';
export { Tombstones } from './tombstones.js';
export { requireNoPersonalData, scanForPersonalData, type PersonalFinding, type PersonalKind, type ScanOptions } from './scan.js';
export {
  SMALL,
  withholdSmall,
  type WithheldCells,
  type WithheldTable,
  type WithholdOptions,
  type WithholdRowsOptions,
} from './small-counts.js';
