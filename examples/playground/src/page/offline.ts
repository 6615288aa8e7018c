/**
 * The service worker, which keeps the page for use without a network.
 * @module
 */
import { byId } from './dom';

export async function keepOffline(): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined; // missing on plain http, and in some private windows
  if (!container) return;
  try {
    const registration = await container.register('./service-worker.js', { scope: './' });
    await container.ready;
    byId('offline', HTMLElement).textContent = 'Ready: this page now works without a network, too.';
    document.documentElement.dataset['offline'] = 'ready';
    if (registration.waiting) offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const next = registration.installing;
      next?.addEventListener('statechange', () => {
        if (next.state === 'installed') offer(next);
      });
    });
  } catch {
    // the page works as well without; the browser's console says why
  }
}

/** Let the user load a new version: never by itself, for it would take the result away. */
function offer(next: ServiceWorker): void {
  if (!navigator.serviceWorker.controller) return;
  byId('update', HTMLElement).hidden = false;
  byId('take-over', HTMLButtonElement).addEventListener('click', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    next.postMessage('take over');
  });
}
