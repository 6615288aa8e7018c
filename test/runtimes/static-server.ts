/**
 * A folder, served as a static host would, with a list of what was asked for.
 * @module
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface StaticServer {
  /** Where the folder is: below a path of its own, as on many hosts. */
  readonly url: string;
  /** Paths asked for, in order; below the folder's own. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** @param policy - the Content-Security-Policy of every file; none where left out */
export async function serve(folder: string, policy?: string): Promise<StaticServer> {
  const base = '/shop/tab/';
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const path = url.split('?')[0];
    requests.push(path.replace(base, ''));
    const file = path === base ? 'index.html' : path.replace(base, '');
    try {
      const content = readFileSync(join(folder, file));
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
      if (policy) response.setHeader('Content-Security-Policy', policy);
      response.end(content);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
