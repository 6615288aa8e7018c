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
 * What `npm install` does, without a network: kindred from the tarball, and the named modules, each with all it depends on, as hard links of those of test/runtimes and
 * of the root (bundlers refuse symbolic links that leave a project).
 */
export async function installHere(folder: string, { modules = [] }: { readonly modules?: readonly string[] } = {}): Promise<void> {
  const kindred = join(folder, 'node_modules/kindred');
  mkdirSync(kindred, { recursive: true });
  execFileSync('tar', ['-xzf', await packed(), '-C', kindred, '--strip-components=1']);
  bins(folder, kindred);
  const missing = [...modules, ...dependencies(kindred).required];
  while (missing.length > 0) {
    const name = missing.pop()!;
    const to = join(folder, 'node_modules', name);
    if (existsSync(to)) continue;
    const from = INSTALLED.map((root) => join(root, name)).find(existsSync);
    if (!from) throw new Error(`${name} is not installed: npm ci && npm ci --prefix test/runtimes`);
    link(from, to);
    bins(folder, to);
    const { required, optional } = dependencies(from);
    missing.push(...required, ...optional.filter((other) => INSTALLED.some((root) => existsSync(join(root, other)))));
  }
}

interface Manifest {
  readonly name: string;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
const manifest = (root: string) => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** What a package needs beside it; what lies within it came with it. */
function dependencies(root: string): { required: string[]; optional: string[] } {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest(root);
  const optional = Object.keys({ ...optionalDependencies, ...peerDependencies });
  const beside = (name: string) => !existsSync(join(root, 'node_modules', name));
  return {
    required: Object.keys(dependencies).filter((name) => beside(name) && !optional.includes(name)),
    optional: optional.filter(beside),
  };
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
