import { result } from './app.js';

globalThis.result = result(() => new Worker(new URL('./own-worker.js', import.meta.url), { type: 'module' }));
