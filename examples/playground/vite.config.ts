import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precache } from './precache.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Static files that work under any path. The package is imported by its name, as its users do: that resolves to this checkout's dist/.
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [precache()],
  worker: { format: 'es' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: { index: here('index.html'), 'service-worker': here('service-worker.ts') },
      // the browser looks for a new service worker under the name it knows
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
