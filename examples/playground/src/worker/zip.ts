/**
 * All files as one.
 * @module
 */
import { zipSync } from 'fflate';

export async function zip(files: ReadonlyMap<string, Blob>): Promise<Blob> {
  const entries = await Promise.all([...files].map(async ([name, blob]) => [name, new Uint8Array(await blob.arrayBuffer())] as const));
  return new Blob([zipSync(Object.fromEntries(entries), { level: 6 }) as Uint8Array<ArrayBuffer>], { type: 'application/zip' });
}
