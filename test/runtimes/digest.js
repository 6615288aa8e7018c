/**
 * What a case gave, as one SHA-256: every number by its bits, every container by its length, so that no two results write the same bytes.
 * @module
 */

/** @param {unknown} value numbers, texts, null, booleans, typed arrays, and arrays and plain objects of these */
export async function digest(value) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  write(value, chunks);
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function write(value, chunks) {
  const head = (kind, length) => chunks.push(new TextEncoder().encode(`${kind}${length}:`));
  if (ArrayBuffer.isView(value)) {
    head(value.constructor.name, value.byteLength);
    chunks.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (typeof value === 'number') {
    chunks.push(new Uint8Array(Float64Array.of(value).buffer));
  } else if (typeof value === 'string') {
    const text = new TextEncoder().encode(value);
    head('text', text.length);
    chunks.push(text);
  } else if (Array.isArray(value)) {
    head('list', value.length);
    for (const part of value) write(part, chunks);
  } else if (value === null || typeof value === 'boolean') {
    head(String(value), 0);
  } else if (typeof value === 'object') {
    write(Object.entries(value), chunks);
  } else {
    throw new TypeError(`a digest of ${typeof value} says nothing`);
  }
}
