// node node.js OWN-WORKER
import { Worker } from 'node:worker_threads';
import { result } from './app.js';

result(() => new Worker(process.argv[2])).then((found) => console.log(JSON.stringify(found)));
