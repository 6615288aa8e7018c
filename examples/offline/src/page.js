/**
 * The page: it asks for offers as it would ask a server. The service worker answers.
 * @module
 */
const byId = (id) => document.getElementById(id);

async function show() {
  const history = byId('history').value.split(/ *, */);
  const response = await fetch(`./recommend?${new URLSearchParams(history.map((item) => ['item', item]))}`);
  const { offers, kernels, error } = await response.json();
  if (error) return void (byId('status').textContent = error);
  byId('offers').replaceChildren(
    ...offers.map(({ item, score, because }) =>
      Object.assign(document.createElement('li'), {
        textContent: `${item}: ${score.toFixed(2)}${because ? `, because of ${because}` : ', a best-seller'}`,
      }),
    ),
  );
  byId('status').textContent = `Ready for offline; kernels in the service worker: ${kernels}.`;
}

await navigator.serviceWorker.register('./service-worker.js');
if (!navigator.serviceWorker.controller)
  await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
byId('history').oninput = show;
await show();
