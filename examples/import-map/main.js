/**
 * The page: items in, offers out, with the parts that each score is the sum of.
 * @module
 */
import { ItemKNNModel, kernelBuild } from 'kindred';

const byId = (id) => document.getElementById(id);
const model = ItemKNNModel.fromBytes(new Uint8Array(await (await fetch('./items.safetensors')).arrayBuffer()));

function show() {
  const visitor = {
    history: byId('history')
      .value.split(',')
      .map((item) => item.trim()),
  };
  byId('offers').replaceChildren(
    ...model.recommend(visitor, { k: 3 }).map(({ item, score, source }) => {
      const parts = source === 'model' ? model.explain(visitor, item).parts : [];
      const sum = parts.map((part) => `${part.contribution.toFixed(2)} for ${part.item}`).join(' + ');
      return Object.assign(document.createElement('li'), { textContent: `${item}: ${score.toFixed(2)}${sum && ` = ${sum}`}` });
    }),
  );
}

byId('history').oninput = show;
show();
byId('status').textContent = `${model.items.size} items; kernels: ${kernelBuild.build}.`;
