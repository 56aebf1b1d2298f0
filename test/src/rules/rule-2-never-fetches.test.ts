import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../../..');
/** What runs on the server; console and extension run in somebody's own browser. */
const packages = [
  'shared/contracts',
  'shared/store',
  'models',
  'services/api',
  'services/scorer',
  'services/exporter',
  'services/launcher',
];
const networkModules =
  /^(node:)?(http|https|http2|net|tls|dns|dns\/promises|dgram|undici|inspector)$|node_modules\/(\.pnpm\/)?(undici|axios|got|ky|node-fetch|cross-fetch|superagent|needle|request|ofetch|ws|nodemailer|ssh2|socket\.io-client|imapflow|puppeteer[^/]*|playwright[^/]*|jsdom|open-graph-scraper|metascraper|unfurl[^/]*)[@/]/;
/** These listen, or look whether they could; they connect to nothing. */
const listeners = ['services/launcher/src/require-free-port.ts'];
/** These reach recipients' desks and the organisation's own mail servers, at addresses that an admin typed. */
const reachDesks = [
  'services/exporter/src/network/outside-network.ts',
  'services/exporter/src/network/post-once.ts',
  'services/exporter/src/network/put-folder.ts',
  'services/exporter/src/network/reachable-addresses.ts',
  'services/exporter/src/network/read-mailbox.ts',
  'services/exporter/src/network/send-mail.ts',
];
/** The ones among them that import a client by name, read off their text: not every package resolves for the cruiser. */
const importClients = [
  'services/exporter/src/network/pgp-mime.ts',
  'services/exporter/src/network/post-once.ts',
  'services/exporter/src/network/put-folder.ts',
  'services/exporter/src/network/read-mailbox.ts',
  'services/exporter/src/network/send-mail.ts',
  // Makes and reads keys with it.
  'services/exporter/src/ssh-key.ts',
];
/** The only ones that send anything through them: they are given a recipient's transport, and no referral's address. */
const senders = [
  // To the address of a lead, through the organisation's mail server.
  'services/exporter/src/escalate/send-call-mail.ts',
  // From the organisation's own mailbox.
  'services/exporter/src/replies/read-replies.ts',
  'services/exporter/src/start-exporter.ts',
  'services/exporter/src/transports/email.ts',
  'services/exporter/src/transports/ncmec.ts',
  'services/exporter/src/transports/report-api.ts',
  'services/exporter/src/transports/sftp.ts',
  'services/exporter/src/transports/webhook.ts',
  // To NCMEC's server for trying, with an invented report.
  'services/exporter/src/try-ncmec.ts',
];
/** The clients, and the one package that has them. */
const allowedClients: Record<string, string[]> = {
  'services/exporter': ['imapflow', 'nodemailer', 'ssh2', 'undici'],
};
/**
 * Another program could fetch in our stead: these start Postgres, Redis, Lapwing's own programs, Vite, or what a person
 * who measures the classifier compares it with (fastText, scikit-learn), on files of labelled text.
 */
const starters = [
  'models/src/bench/serving.ts',
  'models/src/compare/peers/run-program.ts',
  'services/launcher/src/commands/model-train.ts',
  'services/launcher/src/commands/start.ts',
  'services/launcher/src/supervise/supervise-service.ts',
  'services/scorer/src/inference.ts',
];
const storeStarters = /^shared\/store\/src\/(postgres|processes|redis)\//;

const Report = z.object({
  modules: z.array(
    z.object({
      source: z.string(),
      dependencies: z.array(z.object({ resolved: z.string(), dependencyTypes: z.array(z.string()) })),
    }),
  ),
});

const isShipped = (file: string): boolean =>
  /\/src\//.test(file) && !/\.test\.tsx?$|\.e2e\.ts$|\/testing\/|node_modules/.test(file);

/** Every import of the server's own code that leads out of it, types left out. */
const readImports = (): { source: string; resolved: string }[] => {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [
    program,
    '--config',
    join(root, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    ...packages,
  ];
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect(result.stderr).toBe('');
  return Report.parse(JSON.parse(result.stdout))
    .modules.filter(({ source }) => isShipped(source))
    .flatMap(({ source, dependencies }) =>
      dependencies
        .filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only'))
        .map(({ resolved }) => ({ source, resolved })),
    );
};

describe('the code of the server', () => {
  it('imports nothing that could ask a site but where recipients are reached, and starts only known programs', {
    timeout: 60_000,
  }, () => {
    const imports = readImports();
    expect(imports.length).toBeGreaterThan(300);
    const network = imports.filter(({ resolved }) => networkModules.test(resolved));
    expect([...new Set(network.map(({ source }) => source))].sort()).toEqual([...reachDesks, ...listeners]);
    const asking = imports.filter(
      ({ source, resolved }) => reachDesks.includes(resolved) && !reachDesks.includes(source),
    );
    expect([...new Set(asking.map(({ source }) => source))].sort()).toEqual(senders);
    const starting = imports.filter(({ resolved }) =>
      /^(node:)?(child_process|cluster|worker_threads)$/.test(resolved),
    );
    const unknown = starting.filter(
      ({ source }) => !storeStarters.test(source) && !starters.includes(source),
    );
    expect(unknown).toEqual([]);
    expect(starting.length).toBeGreaterThan(3);
  });

  it('calls no global that could either, and imports its clients in few places', async () => {
    let looked = 0;
    const calls: string[] = [];
    const clients: string[] = [];
    for (const folder of packages) {
      for (const file of await readdir(join(root, folder), { recursive: true })) {
        const path = join(folder, file);
        if (!/\.tsx?$/.test(file) || !isShipped(path)) continue;
        looked += 1;
        const source = await readFile(join(root, path), 'utf8');
        for (const call of networkGlobals(source)) calls.push(`${path}: ${call}`);
        if (importsClient(source)) clients.push(path);
      }
    }
    expect(looked).toBeGreaterThan(200);
    expect(calls).toEqual([]);
    expect(clients.sort()).toEqual(importClients);
  });

  it('declares no HTTP client among its packages but the one that reaches recipients', async () => {
    for (const folder of packages) {
      const text = await readFile(join(root, folder, 'package.json'), 'utf8');
      const { dependencies } = z
        .object({ dependencies: z.record(z.string(), z.string()).default({}) })
        .parse(JSON.parse(text));
      const clients = Object.keys(dependencies).filter((name) =>
        networkModules.test(`node_modules/${name}/`),
      );
      expect(clients, folder).toEqual(allowedClients[folder] ?? []);
    }
    expect(networkModules.test('node_modules/undici/')).toBe(true);
  });
});

const importsClient = (source: string): boolean =>
  /^(?:import|export)\s(?!type\s)[^;]*?from '(?:imapflow|nodemailer|ssh2|undici)(?:\/[^']*)?'/m.test(
    source,
  ) || /import\('(?:imapflow|nodemailer|ssh2|undici)/.test(source);

const globals =
  /(?<![.\w$])(?:globalThis\s*\.\s*)?(fetch|WebSocket|WebSocketStream|EventSource|XMLHttpRequest|sendBeacon)\s*\(/g;

/** Uses of browser-like globals that make connections; comments do not count. */
const networkGlobals = (source: string): string[] => {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  return [...code.matchAll(globals)].map(([call]) => call);
};

describe('the look for globals', () => {
  it.each([
    [`await fetch('https://a.example')`, 1],
    ['new WebSocket(url)', 1],
    ['globalThis.fetch(url)', 1],
    ['return fetch (url, { redirect: `follow` })', 1],
    ['app.fetch(request)', 0],
    ['const prefetch = (url) => url; prefetch(1)', 0],
    ['// fetch(url)', 0],
    ['/* new EventSource(url) */ serve({ fetch: app.fetch })', 0],
  ])('%s', (code, found) => {
    expect(networkGlobals(code)).toHaveLength(found);
  });
});
