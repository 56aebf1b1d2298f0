import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOnPath, root, runCommand } from './run-command.ts';

// `node scripts/test.ts [filters]`: all layers of tests; the last line is the result.

const say = (sentence: string): boolean => process.stdout.write(`${sentence}\n`);

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[]; name: string }[];
};

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const leftOut: string[] = [];
if (!isOnPath('redis-server') && !isOnPath('valkey-server')) {
  leftOut.push('what needs a real Redis: neither redis-server nor valkey-server is on PATH');
}
const browserTests = globSync('**/*.e2e.ts', {
  cwd: root,
  exclude: (name) => ['node_modules', '.cache', '.data', '.output', 'dist'].includes(name),
});
const withBrowser = browserTests.length > 0 && browsers.some(isOnPath);
if (browserTests.length > 0 && !withBrowser) {
  leftOut.push(
    `${browserTests.length} files of browser tests: no Chromium is on PATH (${browsers.join(', ')})`,
  );
}

const firefoxes = ['firefox-esr', 'firefox'];
const withFirefox = firefoxes.some(isOnPath);
if (!withFirefox) {
  leftOut.push(
    `pairing, the ways in, flagging, the outbox, safe viewing and wiping in Firefox: no Firefox is on PATH (${firefoxes.join(', ')})`,
  );
}

const filters = process.argv.slice(2);
const projects = ['unit', 'db', ...(withBrowser ? ['e2e'] : [])];
const reportFile = join(root, '.cache/test-report.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(reportFile, { force: true });

let extraFailures = 0;
if (withBrowser) {
  const build = await runCommand([
    join(root, 'node_modules/.bin/turbo'),
    'run',
    'build',
    '--filter=@lapwing/console',
    '--filter=@lapwing/extension',
    '--output-logs=errors-only',
    '--cache-dir=.cache/turbo',
  ]);
  if (build.code !== 0) {
    say('The console and the extension could not be built.');
    extraFailures += 1;
  }
}

const vitest = await runCommand([
  process.execPath,
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
  ...projects.flatMap((project) => ['--project', project]),
  ...(withFirefox ? [] : ['--exclude', '**/firefox*.e2e.ts']),
  ...filters,
]);

const readReport = (): Report | undefined => {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return undefined;
  }
};

const report = readReport();
const brokenFiles = (report?.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
);
for (const file of brokenFiles) say(`Could not be run: ${file.name}`);
const counted = (report?.numFailedTests ?? 0) + brokenFiles.length + extraFailures;
// Vitest also fails on an error outside of any test; that must not end as "0 failed".
const failed = counted === 0 && vitest.code !== 0 ? 1 : counted;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);

for (const reason of leftOut) say(`Left out: ${reason}.`);
say(`${report?.numPassedTests ?? 0} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
