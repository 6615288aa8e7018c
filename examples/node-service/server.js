/**
 * Answers with the model it has, trains another every night and on SIGHUP, and takes that when it is done. SIGTERM: no new requests, the open ones are answered.
 * @module
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { ItemKNNModel } from 'kindred';
import { answer } from './answer.js';
import { MODEL, train } from './train.js';

const stopping = new AbortController();
let model = ItemKNNModel.fromBytes(existsSync(MODEL) ? readFileSync(MODEL) : await train(stopping.signal));

const server = createServer(async ({ url, headers }, response) => {
  try {
    const answered = answer(model, new Request(`http://localhost${url}`, { headers }));
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});
server.listen(Number(process.env.PORT ?? 3000), () => console.log(`Listening on http://localhost:${server.address().port}`));

let training;
function retrain() {
  training ??= train(stopping.signal)
    .then((bytes) => {
      model = ItemKNNModel.fromBytes(bytes);
      console.log(`A new model of ${bytes.length} bytes answers.`);
    })
    .catch((error) => console.error('The model of before goes on.', error))
    .finally(() => (training = undefined));
}
const nightly = setInterval(() => new Date().getHours() === 3 && retrain(), 3_600_000);
process.on('SIGHUP', retrain);

function stop() {
  clearInterval(nightly);
  stopping.abort();
  server.close();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
