/**
 * The few commands of W3C WebDriver that tests need, over its HTTP.
 * @module
 */
import type { DrivenPage } from './driver';

/** A browser, started by the driver at `url` as soon as that answers. @throws where either takes more than 30 s, with what the driver says */
export async function newSession(url: string): Promise<Pick<DrivenPage, 'version' | 'goto' | 'evaluate'>> {
  await answering(url);
  const timeouts = { script: 600_000, pageLoad: 60_000 }; // scripts are bounded by who runs them
  const wanted = { capabilities: { alwaysMatch: { timeouts } } };
  const session = (await post(`${url}/session`, wanted, 30_000)) as { sessionId: string; capabilities: { browserVersion: string } };
  const base = `${url}/session/${session.sessionId}`;
  return {
    version: session.capabilities.browserVersion,
    goto: (page) => post(`${base}/url`, { url: page }),
    evaluate: (expression) => post(`${base}/execute/sync`, { script: `return (${expression});`, args: [] }),
  };
}

async function post(url: string, body: object, ms = 600_000): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(ms) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}

async function answering(url: string): Promise<void> {
  for (const late = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    try {
      return void (await (await fetch(`${url}/status`)).body?.cancel());
    } catch (error) {
      if (Date.now() > late) throw error;
    }
  }
}
