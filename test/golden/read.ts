// The numbers of another library, with the versions that made them.
import { readFileSync } from 'node:fs';

export const readGolden = <G>(name: string): G => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as G;
