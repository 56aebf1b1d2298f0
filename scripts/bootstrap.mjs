// Brings a machine that has only Node >= 18 and npm to where the real scripts run. No dependency, no TypeScript:
// the running Node may be too old for either. `node scripts/bootstrap.mjs start|test|lapwing [arguments]`
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const wanted = { node: '24.21.0', pnpm: '12.21.0' };
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache');
const toolchain = join(cache, 'toolchain');
const [task = 'start', ...taskArguments] = process.argv.slice(2);

const say = (sentence) => process.stderr.write(`lapwing: ${sentence}\n`);
const stop = (sentence) => {
  say(sentence);
  process.exit(1);
};

/** Package managers keep caches in the home folder; without a usable one they go into `.cache`. */
const cacheSettings = () => {
  try {
    accessSync(process.env.HOME || '/nonexistent', constants.W_OK);
    return {};
  } catch {
    mkdirSync(join(cache, 'home'), { recursive: true });
    return { HOME: join(cache, 'home') };
  }
};
const environment = { ...process.env, ...cacheSettings(), TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

const run = (command, args, options = {}) =>
  spawnSync(command, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
const answer = (command, args) =>
  run(command, args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }).stdout;

const nodeIsNewEnough = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
};
const pnpmIsRight = () => answer('pnpm', ['--version'])?.split('.')[0] === wanted.pnpm.split('.')[0];

/** Puts Node and pnpm into `.cache/toolchain` when those at hand will not do; returns the Node to use. */
const provideToolchain = () => {
  const newEnough = nodeIsNewEnough();
  if (newEnough && pnpmIsRight()) return process.execPath;
  const marker = join(toolchain, 'installed.json');
  const current = JSON.stringify(wanted);
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== current) {
    say(`fetching Node ${wanted.node} and pnpm ${wanted.pnpm} into .cache/toolchain`);
    mkdirSync(toolchain, { recursive: true });
    writeFileSync(join(toolchain, 'package.json'), '{ "private": true }\n');
    const packages = Object.entries(wanted).map(([name, version]) => `${name}@${version}`);
    const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
      ? [process.execPath, process.env.npm_execpath]
      : ['npm'];
    const args = [
      'install',
      '--prefix',
      toolchain,
      '--ignore-scripts=false',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    if (run(npm[0], [...npm.slice(1), ...args, ...packages]).status !== 0) {
      stop(`could not fetch them; with Node >= 22.18 and pnpm ${wanted.pnpm} on PATH they are not needed`);
    }
    writeFileSync(marker, current);
  }
  environment.PATH = `${join(toolchain, 'node_modules/.bin')}${delimiter}${environment.PATH ?? ''}`;
  return join(toolchain, 'node_modules/.bin/node');
};

const installDependencies = () => {
  const marker = join(cache, 'installed-lockfile');
  const hash = createHash('sha256');
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, name)));
  const current = hash.digest('hex');
  const unchanged = existsSync(marker) && readFileSync(marker, 'utf8') === current;
  if (unchanged && existsSync(join(root, 'node_modules/.pnpm'))) return;
  say('installing dependencies');
  const args = [
    'install',
    '--frozen-lockfile',
    '--config.confirm-modules-purge=false',
    '--reporter=append-only',
  ];
  if (run('pnpm', args).status !== 0) stop('the dependencies could not be installed; see above');
  mkdirSync(cache, { recursive: true });
  writeFileSync(marker, current);
};

/** On Debian as root, missing programs come from apt; without them Lapwing says what it leaves out. */
const installPrograms = (packageOf) => {
  const isThere = (program) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
  const missing = Object.keys(packageOf)
    .filter((program) => !isThere(program))
    .map((program) => packageOf[program]);
  if (missing.length === 0 || process.getuid?.() !== 0 || !isThere('apt-get')) return;
  say(`installing ${missing.join(', ')} with apt`);
  const options = {
    env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
    stdio: 'ignore',
  };
  const install = () =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], options).status === 0;
  if (!install() && !(run('apt-get', ['update'], options).status === 0 && install())) {
    say(`apt could not install ${missing.join(', ')}; going on without`);
  }
};

const build = () => {
  const filters = ['--filter=@lapwing/console', '--filter=@lapwing/extension'];
  const options = ['--output-logs=errors-only', '--cache-dir=.cache/turbo'];
  if (run('pnpm', ['exec', 'turbo', 'run', 'build', ...filters, ...options]).status !== 0) {
    stop('the console and the extension could not be built; see above');
  }
};

/** Runs the real script, passes signals on, and ends as it ends. It ends when the channel to us closes. */
const handOver = (node, args) => {
  const child = spawn(node, args, {
    cwd: root,
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(error.message));
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
};

const node = provideToolchain();
installDependencies();
if (task === 'start') {
  if (!process.env.REDIS_URL) installPrograms({ 'redis-server': 'redis-server' });
  build();
  handOver(node, ['services/launcher/src/main.ts', 'start', ...taskArguments]);
} else if (task === 'test') {
  installPrograms({
    'redis-server': 'redis-server',
    chromium: 'chromium',
    'firefox-esr': 'firefox-esr',
    pdftotext: 'poppler-utils',
  });
  handOver(node, ['scripts/test.ts', ...taskArguments]);
} else if (task === 'lapwing') {
  handOver(node, ['services/launcher/src/main.ts', ...taskArguments]);
} else {
  stop(`unknown task ${task}: it is start, test or lapwing`);
}
