/**
 * Writes the committed reports anew, after a wanted change of what they say (read the difference line by line before it is committed):
 *
 *     npm run build && npx tsx test/golden/reports.ts
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import { outputFiles } from 'kindred/report';
import { goldenFile, job, NAMES } from './shops';

for (const name of NAMES) writeFileSync(goldenFile(name), outputFiles(job(name)).find((file) => file.name === 'report.json')!.content);
