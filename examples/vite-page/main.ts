/**
 * The page: a basket, what goes with it, and why. It has the model's class only; the worker trains.
 * @module
 */
import { ItemKNNModel, kernelBuild } from 'kindred';
import type { Message } from './worker';

const byId = (id: string) => document.getElementById(id)!;

function train(csv: string): void {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('percent' in data) byId('status').textContent = `Training: ${data.percent} %`;
    else worker.terminate();
    if ('error' in data) byId('status').textContent = data.error;
    if ('bytes' in data) show(ItemKNNModel.fromBytes(data.bytes), data.bytes.length);
  };
  worker.postMessage(csv);
}

function show(model: ItemKNNModel, size: number): void {
  const items = model.items.values.map(String);
  byId('status').textContent = `A model of ${items.length} items in ${size} bytes; kernels: ${kernelBuild.build}.`;
  byId('basket').replaceChildren(
    ...items.map((item) => {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', value: item, onchange: () => offer(model) });
      const label = document.createElement('label');
      label.append(box, ` ${item}`);
      return label;
    }),
  );
  offer(model);
}

/** The three best offers, each with its reasons. */
function offer(model: ItemKNNModel): void {
  const history = Array.from(document.querySelectorAll<HTMLInputElement>('#basket :checked'), ({ value }) => value);
  byId('offers').replaceChildren(
    ...model.recommend({ history }, { k: 3 }).map(({ item, score, source }) => {
      const line = document.createElement('li');
      const reason = document.createElement('small');
      const parts = source === 'model' ? model.explain({ history }, item).largest(3) : [];
      reason.textContent = parts.length > 0 ? `because of ${parts.map((part) => part.item).join(' and ')}` : 'a best-seller';
      line.append(`${item}: ${score.toFixed(2)}`, reason);
      line.dataset['score'] = String(score);
      return line;
    }),
  );
}

byId('file').onchange = async ({ target }) => {
  const [file] = (target as HTMLInputElement).files ?? [];
  if (file) train(await file.text());
};
train(await (await fetch(new URL('./orders.csv', import.meta.url))).text());
