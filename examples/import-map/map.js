/**
 * Writes the import map into index.html: what package.json's "exports" and "imports" mean to a browser. Run it again when kindred is updated.
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** kindred/io and kindred/report need papaparse, which is no ES module: they go through a bundler. */
const PACKAGES = {
  kindred: /^\.(\/js)?(\/(preprocessing|evaluation|privacy|campaign|worker))?$/,
  '@noble/hashes': /./,
  '@noble/ed25519': /./,
};

/** The first target whose condition holds in a browser. */
const pick = (target) =>
  typeof target === 'string' ? target : pick(Object.entries(target).find(([name]) => ['browser', 'import', 'default'].includes(name))[1]);

const map = { imports: {}, scopes: {} };
for (const [name, wanted] of Object.entries(PACKAGES)) {
  const folder = `./node_modules/${name}/`;
  const { exports, imports = {}, main } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
  const place = (target) => folder + pick(target).replace('./', '').replace('*', ''); // '#doors/*': all below a folder
  const doors = typeof exports === 'object' ? exports : { '.': exports ?? main };
  for (const [door, target] of Object.entries(doors)) if (wanted.test(door)) map.imports[door.replace('.', name)] = place(target);
  for (const [inner, target] of Object.entries(imports)) (map.scopes[folder] ??= {})[inner.replace('*', '')] = place(target);
}

const page = readFileSync('index.html', 'utf8');
const text = JSON.stringify(map, null, 2).replaceAll('\n', '\n    ');
writeFileSync(
  'index.html',
  page.replace(/(<script type="importmap">)[^]*?(<\/script>)/, (_, open, close) => `${open}\n    ${text}\n    ${close}`),
);
