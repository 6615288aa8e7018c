import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Static files that work under any path. The package is imported by its name, as its users do: that resolves to this checkout's dist/.
export default defineConfig({
  root: here('.'),
  base: './',
  build: { outDir: here('dist'), emptyOutDir: true, target: 'es2022', modulePreload: false },
});
