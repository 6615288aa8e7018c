/**
 * SHA-256 (FIPS 180-4), synchronous in every runtime.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

// one state for all: making one takes longer than to hash an address
const fresh = /* @__PURE__ */ sha256.create();
const hash = /* @__PURE__ */ sha256.create();
const digest = /* @__PURE__ */ new Uint8Array(32);
const encoder = /* @__PURE__ */ new TextEncoder();

/** The SHA-256 of bytes, or of a text in UTF-8, as 64 small hexadecimal digits. */
export function sha256Hex(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  fresh._cloneInto(hash).update(bytes).digestInto(digest);
  return bytesToHex(digest);
}
