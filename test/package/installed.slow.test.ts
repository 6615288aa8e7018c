// The package as its users get it: packed, installed in an empty folder, README followed word for word, types checked without skipLibCheck.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kindred-consumer-'));
/** A command in the consumer's folder; what it printed is part of the error. */
function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' }),
  ) as [{ filename: string }];
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  run('npm', 'install', '--no-audit', '--no-fund', `./${filename}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]);

describe('the installed package', () => {
  test('runs README word for word, with types', () => {
    blocks.forEach((code, i) => writeFileSync(join(folder, `readme${i}.ts`), code));
    for (const module of ['nodenext', 'preserve']) {
      const options = {
        strict: true,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        module,
        types: [],
        skipLibCheck: false,
        outDir: `out-${module}`,
        exactOptionalPropertyTypes: true,
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['readme*.ts'] }));
      run('node', resolve('node_modules/typescript/bin/tsc'), '-p', '.');
    }
    blocks.forEach((code, i) => {
      const printed = run('node', `out-nodenext/readme${i}.js`);
      for (const match of code.matchAll(/console\.log\(.*\);\s*\/\/ (.*)$/gm)) expect(printed).toContain(match[1]);
    });
  });

  test('is refused types that are wrong', () => {
    const wrong =
      "import { Interactions, ItemKNN } from 'kindred';\nconst model = new ItemKNN().fit(Interactions.from([{ u: 1, i: 'a' }], { user: 'u', item: 'i' }));\n";
    const lines = [
      "model.recommend('ann');",
      'const n: number = model.recommend(1)[0]!.item;',
      'new ItemKNN({ neighbours: 3 });',
      'new ItemKNN().recommend;',
    ];
    for (const line of lines) {
      writeFileSync(join(folder, 'wrong.ts'), wrong + line);
      const check = () =>
        run(
          'node',
          resolve('node_modules/typescript/bin/tsc'),
          '--noEmit',
          '--strict',
          '--module',
          'nodenext',
          '--target',
          'es2022',
          '--lib',
          'es2022,dom',
          'wrong.ts',
        );
      expect(check, line).toThrow();
    }
  });

  test('brings the command', () => {
    const orders =
      'customer,order,item,quantity,price,time\nann,1,tea,1,4.20,2026-01-05\nann,2,jam,1,3,2026-02-05\nbob,3,tea,2,4.20,2026-02-06\n';
    writeFileSync(join(folder, 'orders.csv'), orders);
    expect(run('npx', '--no-install', 'kindred', 'run', 'orders.csv', '--segments', '2')).toContain('2 customers, 2 items');
    const written = ['models', 'recommendations.csv', 'report.html', 'report.json', 'segments.csv'];
    expect(readdirSync(join(folder, 'kindred-output')).sort()).toEqual(written);
    expect(run('npx', '--no-install', 'kindred', 'recommend', 'kindred-output', '--customer', 'bob')).toContain(
      '1 recommendation for customer bob',
    );
  });

  test('brings threads: its own, those of kindred/js, and those an app makes', () => {
    writeFileSync(join(folder, 'own-worker.js'), "import { serve } from 'kindred/worker/program';\nserve();\n");
    const code = (subpath: string, options: string) => `
      import { Worker } from 'node:worker_threads';
      import { KMeans, Matrix } from '${subpath}';
      import { workers } from '${subpath}/worker';
      const pool = await workers(${options});
      const X = Matrix.from(Array.from({ length: 60 }, (_, i) => [i % 7, i % 5, i % 3]));
      const kmeans = new KMeans({ nClusters: 4 });
      const [alone, together] = [kmeans.fit(X), await kmeans.fitAsync(X, { workers: pool })].map((model) => Buffer.from(model.toBytes()));
      console.log(pool.status.where, alone.equals(together));`;
    const own = "{ size: 2, create: () => new Worker(new URL('own-worker.js', import.meta.url)) }";
    for (const [subpath, options] of [
      ['kindred', '2'],
      ['kindred/js', '2'],
      ['kindred', own],
    ]) {
      // prettier-ignore
      writeFileSync(join(folder, 'threads.js'), code(subpath, options));
      expect(run('node', 'threads.js'), `${subpath} ${options}`).toBe('threads true\n');
    }
  });

  test('holds what it needs and no more', () => {
    const root = join(folder, 'node_modules/kindred');
    for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md', 'dist/THIRD-PARTY.md', 'dist/kernels/fit.wasm'])
      expect(existsSync(join(root, file)), file).toBe(true);
    for (const file of ['src', 'test', 'assembly', 'bench']) expect(existsSync(join(root, file)), file).toBe(false);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\.map$/.test(file))).toEqual([]); // of sources that are not there
    const bytes = files.reduce((sum, file) => sum + (statSync(join(root, file)).isFile() ? statSync(join(root, file)).size : 0), 0);
    expect(bytes).toBeLessThan(8e6); // 7.4 MB, 2 of them the chunks that Node reads
  });
});
