/**
 * Keeps the whole page for use without a network: all files are stored when it is installed, and answered from there. A new version is stored beside the old
 * one, and takes over when no tab uses the old one any more, or when the user says so.
 * @module
 */
export {};

/** What TypeScript's `webworker` library says of these; it cannot be loaded beside `dom`. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetch extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
declare const self: {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', heard: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', heard: (event: Fetch) => void): void;
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
};

/** Put in front of this file by precache.ts. */
declare const PRECACHE: { readonly version: string; readonly files: readonly string[] };

const OURS = `kindred ${self.registration.scope} `; // a site may host several pages, and all share one cache storage
const CACHE = OURS + PRECACHE.version;

async function store(): Promise<void> {
  const cache = await caches.open(CACHE);
  // past the HTTP cache: a page of one version with a script of another would not work
  await cache.addAll(PRECACHE.files.map((file) => new Request(new URL(file, self.registration.scope), { cache: 'reload' })));
}

async function clean(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const page = request.mode === 'navigate' && new URL(request.url).pathname === new URL(self.registration.scope).pathname;
  return (await cache.match(page ? new URL('index.html', self.registration.scope) : request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(store()));
self.addEventListener('activate', (event) => event.waitUntil(clean()));
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(self.registration.scope)) event.respondWith(answer(event.request));
});
