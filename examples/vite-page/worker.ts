/**
 * Trains off the page: orders in, the bytes of a model out, with progress on the way.
 * @module
 */
import { ItemKNN } from 'kindred';
import { readInteractions } from 'kindred/io';

/** What the page hears. */
export type Message = { readonly percent: number } | { readonly bytes: Uint8Array } | { readonly error: string };

const say = (message: Message) => postMessage(message);

onmessage = async ({ data }: MessageEvent<string>) => {
  try {
    const orders = readInteractions(data, { user: 'customer', item: 'item' });
    const onProgress = ({ done, total }: { done: number; total: number }) => say({ percent: Math.floor((100 * done) / total) });
    const model = await new ItemKNN({ nNeighbors: 50 }).fitAsync(orders.weight('binary'), { onProgress });
    say({ bytes: model.toBytes({ users: false }) });
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
};
