/**
 * The package in an empty folder, as its users have it: packed and unpacked, with what it needs beside it. Nothing is asked of a network.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const INSTALLED = ['test/runtimes/node_modules', 'node_modules'].map((path) => resolve(path));
const INSTALL = 'npm ci && npm ci --prefix test/runtimes';

/** The path of the tarball, packed from dist as it is; once a build, which empties the folder, for all processes. */
export async function packed(): Promise<string> {
  const beside = createHash('sha256'); // npm packs these though they are not in dist
  for (const file of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) beside.update(readFileSync(file));
  const tarball = resolve(`build/kindred-${beside.digest('hex').slice(0, 12)}.tgz`);
  if (existsSync(tarball)) return tarball;
  const folder = mkdtempSync(resolve('build/packing-'));
  try {
    const listed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' });
    renameSync(join(folder, (JSON.parse(listed) as [{ filename: string }])[0].filename), tarball);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return tarball;
}

/** An empty folder for as long as it is used. */
export async function emptyFolder<R>(name: string, use: (folder: string) => Promise<R>): Promise<R> {
  const folder = mkdtempSync(join(tmpdir(), `kindred-${name}-`));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * What `npm install` does, without a network: all that the folder's package.json asks for, in just that version, each with all it depends on. kindred comes from the
 * tarball, the others as hard links of those of test/runtimes and of the root (bundlers refuse symbolic links that leave a project).
 * @throws Error naming what is asked for and is not there
 */
export async function installHere(folder: string): Promise<void> {
  const { dependencies: needed, devDependencies } = manifest(folder);
  const missing: Wanted[] = [];
  for (const [name, range] of Object.entries({ ...needed, ...devDependencies })) {
    if (name === 'kindred') missing.push(...(await unpack(folder, range)));
    else missing.push({ name, roots: [rootOf(name, range)] });
  }
  // first in, first out: what is asked for in this version lies there before others ask for any
  for (const { name, roots } of missing) {
    const to = join(folder, 'node_modules', name);
    if (existsSync(to)) continue;
    const root = roots.find((root) => existsSync(join(root, name)));
    if (!root) throw new Error(`${name} is not installed: ${INSTALL}`);
    link(join(root, name), to);
    bins(folder, to);
    missing.push(...beside(to, root));
  }
}

/** Packages to link from the first of the roots that has them. */
interface Wanted {
  readonly name: string;
  readonly roots: readonly string[];
}

async function unpack(folder: string, range: string): Promise<Wanted[]> {
  const to = join(folder, 'node_modules/kindred');
  mkdirSync(to, { recursive: true });
  execFileSync('tar', ['-xzf', await packed(), '-C', to, '--strip-components=1']);
  const { version } = manifest(to);
  if (range !== `^${version}`) throw new Error(`kindred ${range} is asked for, and the tarball is ${version}: ^${version} goes with it`);
  bins(folder, to);
  return beside(to, resolve('node_modules'));
}

function rootOf(name: string, range: string): string {
  const there = INSTALLED.filter((root) => existsSync(join(root, name))).map((root) => [root, manifest(join(root, name)).version]);
  const found = there.find(([, version]) => version === range);
  if (found) return found[0];
  throw new Error(`${name} ${range} is asked for, and there is ${there.map(([, version]) => version).join(' and ') || 'none'}: ${INSTALL}`);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
const manifest = (root: string) => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** What a package needs beside it, its neighbors first, and what it can do without where it is there; what lies within it came with it. */
function beside(of: string, root: string): Wanted[] {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest(of);
  const optional = { ...optionalDependencies, ...peerDependencies };
  const roots = [root, ...INSTALLED];
  return Object.keys({ ...dependencies, ...optional })
    .filter((name) => !existsSync(join(of, 'node_modules', name)))
    .filter((name) => !(name in optional) || roots.some((root) => existsSync(join(root, name))))
    .map((name) => ({ name, roots }));
}

function bins(folder: string, root: string): void {
  const { name, bin = {} } = manifest(root);
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  for (const [command, path] of Object.entries(typeof bin === 'string' ? { [basename(name)]: bin } : bin)) {
    const at = join(folder, 'node_modules/.bin', command);
    if (!existsSync(at)) symlinkSync(join(root, path), at);
  }
}

function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from)) {
    const [source, target] = [join(from, entry), join(to, entry)];
    const kind = lstatSync(source);
    if (kind.isDirectory()) link(source, target);
    else if (kind.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target); // another file system
      }
  }
}

/** The commands of a README: what its `sh` blocks hold. */
export const shellBlocks = (readme: string): string[] => [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1].trim());
