import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { licenses } from './licenses.ts';
import { precache } from './precache.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const bundled = licenses();

// Static files that work under any path. The package is imported by its name, as its users do: that resolves to this checkout's dist/.
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [bundled.note(), bundled.write, precache()],
  worker: { format: 'es', plugins: () => [bundled.note()] },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: { index: here('index.html'), 'service-worker': here('service-worker.ts') },
      // the browser looks for a new service worker under the name it knows
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
