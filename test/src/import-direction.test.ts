import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const rules = join(root, '.dependency-cruiser.cjs');

/** Every broken rule below `directory`, as `file: rule`. */
const brokenRules = (directory: string, folders: readonly string[]): string[] => {
  const args = [program, '--config', rules, '--output-type', 'json', ...folders];
  const result = spawnSync(process.execPath, args, {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  expect(result.stderr).toBe('');
  const report: {
    summary: { violations: { from: string; to: string; rule: { name: string } }[]; totalCruised: number };
  } = JSON.parse(result.stdout);
  expect(report.summary.totalCruised).toBeGreaterThan(1);
  return report.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
};

describe('imports', () => {
  it('point in the allowed direction everywhere, resolve, and form no cycle', { timeout: 60_000 }, () => {
    expect(brokenRules(root, ['services', 'shared', 'models', 'extension', 'test'])).toEqual([]);
  });
});

const forbidden = [
  ['shared/contracts/src/a.ts', 'shared/store/src/b.ts', 'contracts-imports-only-nothing-of-ours'],
  ['shared/store/src/a.ts', 'models/src/b.ts', 'store-imports-only-contracts'],
  ['shared/ui/src/a.ts', 'shared/store/src/b.ts', 'ui-imports-only-contracts'],
  ['models/src/a.ts', 'shared/store/src/b.ts', 'models-imports-only-contracts'],
  ['services/api/src/a.ts', 'models/src/b.ts', 'api-imports-only-contracts-and-store'],
  ['services/scorer/src/a.ts', 'services/api/src/b.ts', 'scorer-imports-only-contracts-and-store-and-models'],
  ['services/exporter/src/a.ts', 'services/scorer/src/b.ts', 'exporter-imports-only-contracts-and-store'],
  ['services/console/src/a.tsx', 'shared/store/src/b.ts', 'console-imports-only-contracts-and-ui'],
  ['services/console/src/c.tsx', 'services/api/src/b.ts', 'console-imports-only-types-of-api'],
  ['extension/src/a.ts', 'services/console/src/b.ts', 'extension-imports-only-contracts-and-ui'],
  [
    'services/launcher/src/a.ts',
    'services/api/src/routes/b.ts',
    'launcher-imports-only-entry-points-of-services',
  ],
] as const;

const allowed = [
  ['services/scorer/src/good.ts', 'models/src/b.ts', 'import { value }'],
  ['services/console/src/good.ts', 'services/api/src/b.ts', 'import type { Value }'],
  ['services/launcher/src/good.ts', 'services/api/src/b.ts', 'import { value }'],
] as const;

describe('the check of the import direction', () => {
  let tree: string;
  let found: string[];
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  };
  const connect = async (importer: string, imported: string, how: string): Promise<void> => {
    await write(imported, 'export const value = 1;\nexport type Value = number;\n');
    const path = `${'../'.repeat(importer.split('/').length - 1)}${imported}`;
    await write(importer, `${how} from '${path}';\nexport const used = 1;\n`);
  };

  beforeAll(async () => {
    tree = await realpath(await mkdtemp(join(tmpdir(), 'lapwing-imports-')));
    for (const [importer, imported] of forbidden) await connect(importer, imported, 'import { value }');
    for (const [importer, imported, how] of allowed) await connect(importer, imported, how);
    await write('shared/contracts/src/node.ts', "export { join } from 'node:path';\n");
    await write('models/src/round.ts', "export { b } from './about.ts';\nexport const a = 1;\n");
    await write('models/src/about.ts', "export { a } from './round.ts';\nexport const b = 1;\n");
    await write('models/src/lost.ts', "export { nothing } from './nowhere.ts';\n");
    found = brokenRules(tree, ['.']);
  }, 60_000);
  afterAll(() => rm(tree, { recursive: true, force: true }));

  it.for(forbidden)('catches that %s imports %s', ([importer, , rule]) => {
    expect(found).toContain(`${importer}: ${rule}`);
  });

  it.for(allowed)('lets %s import %s with %s', ([importer]) => {
    expect(found.filter((line) => line.startsWith(importer))).toEqual([]);
  });

  it('catches Node in the contracts, a cycle and a file that is not there', () => {
    expect(found).toContain('shared/contracts/src/node.ts: contracts-runs-in-a-browser');
    expect(found).toContainEqual(expect.stringMatching(/^models\/src\/(round|about)\.ts: no-cycles$/));
    expect(found).toContain('models/src/lost.ts: everything-resolves');
  });
});
