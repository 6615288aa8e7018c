'use client';
/**
 * Suggestions that are made in the page: it loads the model file once, and what is clicked stays here.
 * @module
 */
import { ItemKNNModel, kernelBuild } from 'kindred';
import { useEffect, useState } from 'react';

export function Offers({ file }) {
  const [model, setModel] = useState(null);
  const [basket, setBasket] = useState([]);
  useEffect(() => {
    open(file).then(setModel);
  }, [file]);
  if (!model) return <p>Loading…</p>;

  const offers = model.recommend({ history: basket }, { k: 3 });
  return (
    <main>
      <p id="basket">In the basket: {basket.join(', ') || 'nothing yet'}</p>
      <ul>
        {offers.map(({ item }) => (
          <li key={item}>
            <button onClick={() => setBasket([...basket, item])}>{item}</button> {because(model, basket, item)}
          </li>
        ))}
      </ul>
      <p id="build">
        {kernelBuild.build}: {kernelBuild.reason}
      </p>
    </main>
  );
}

async function open(file) {
  return ItemKNNModel.fromBytes(new Uint8Array(await (await fetch(file)).arrayBuffer()));
}

/** The purchase that speaks most for it. */
function because(model, history, item) {
  const [first] = model.explain({ history }, item).largest(1);
  return first?.item ? `because of ${first.item}` : 'is a best-seller';
}
