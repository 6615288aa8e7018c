/**
 * Keeps the page and the model, and answers `recommend?item=tea&item=jam` by itself: the model is scored in here, with a network or without.
 * @module
 */
import { ItemKNNModel, kernelBuild } from 'kindred';

const CACHE = 'offers 1'; // another word for every version of the page
const MODEL = './items.safetensors';
const FILES = ['./', './page.js', MODEL];

let model;
async function openModel() {
  const file = await (await caches.open(CACHE)).match(MODEL);
  return (model ??= ItemKNNModel.fromBytes(new Uint8Array(await file.arrayBuffer())));
}

/** A newer model, where there is a network: taken once it has been read without an error. */
async function refresh() {
  try {
    const response = await fetch(MODEL, { cache: 'no-cache' });
    const newer = ItemKNNModel.fromBytes(new Uint8Array(await response.clone().arrayBuffer()));
    await (await caches.open(CACHE)).put(MODEL, response);
    model = newer;
  } catch {
    // the one in the cache goes on
  }
}

async function recommend(history) {
  try {
    const model = await openModel();
    const offers = model.recommend({ history }, { k: 3 }).map(({ item, score, source }) => ({
      item,
      score,
      because: source === 'model' ? model.explain({ history }, item).largest(1)[0].item : undefined,
    }));
    return Response.json({ offers, kernels: kernelBuild.build });
  } catch (error) {
    return Response.json({ error: error.message }, { status: 400 });
  }
}

async function clean() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function stored(request) {
  return (await (await caches.open(CACHE)).match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES))));
self.addEventListener('activate', (event) => event.waitUntil(clean()));
self.addEventListener('fetch', (event) => {
  const { pathname, searchParams } = new URL(event.request.url);
  if (pathname.endsWith('/recommend')) return event.respondWith(recommend(searchParams.getAll('item')));
  if (event.request.mode === 'navigate') event.waitUntil(refresh());
  event.respondWith(stored(event.request));
});
