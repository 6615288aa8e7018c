/**
 * A folder on a web server, as any static host has it: `node serve.js FOLDER`.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const server = createServer(async ({ url }, response) => {
  const path = normalize(decodeURIComponent(new URL(url, 'http://host').pathname)); // without any ..
  try {
    const body = await readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    response.setHeader('Content-Type', TYPES[extname(path) || '.html'] ?? 'application/octet-stream').end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(process.env.PORT ?? 3000, () => console.log(`http://localhost:${server.address().port}/`));
