import { runCommand } from './run-command.ts';

// `node scripts/check.ts`: everything that is checked without running the product. All checks run, none stops the next.

const bin = (name: string): string => `node_modules/.bin/${name}`;

const checks: { name: string; command: readonly [string, ...string[]] }[] = [
  {
    name: 'types of the packages',
    command: [bin('turbo'), 'run', 'typecheck', '--output-logs=errors-only', '--cache-dir=.cache/turbo'],
  },
  { name: 'types of the scripts', command: [bin('tsc'), '-p', 'tsconfig.json'] },
  { name: 'style (Biome)', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  {
    name: 'import direction (dependency-cruiser)',
    command: [
      bin('depcruise'),
      '--config',
      '.dependency-cruiser.cjs',
      'services',
      'shared',
      'models',
      'extension',
      'test',
    ],
  },
  { name: 'unused code and dependencies (knip)', command: [bin('knip')] },
  { name: 'message catalogues', command: [process.execPath, 'scripts/check-messages.ts'] },
  {
    name: 'configuration page',
    command: [process.execPath, 'scripts/write-configuration-docs.ts', '--check'],
  },
  { name: 'adapters page', command: [process.execPath, 'scripts/write-adapter-docs.ts', '--check'] },
  { name: 'ways-in page', command: [process.execPath, 'scripts/write-way-docs.ts', '--check'] },
  { name: 'transports page', command: [process.execPath, 'scripts/write-transport-docs.ts', '--check'] },
  {
    name: 'schema of recipients',
    command: [process.execPath, 'scripts/write-recipient-schema.ts', '--check'],
  },
  { name: 'formats page', command: [process.execPath, 'scripts/write-format-docs.ts', '--check'] },
];

let passed = 0;
for (const { name, command } of checks) {
  const result = await runCommand(command, 'keep');
  if (result.code === 0) passed += 1;
  process.stdout.write(`${result.code === 0 ? 'passed' : 'FAILED'}  ${name}\n`);
  if (result.code !== 0) process.stdout.write(`${result.output.trimEnd()}\n\n`);
}
process.stdout.write(`${passed} passed, ${checks.length - passed} failed\n`);
process.exitCode = passed === checks.length ? 0 : 1;
