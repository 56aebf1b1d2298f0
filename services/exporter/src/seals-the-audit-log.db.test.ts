import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readCheckpoint } from '@lapwing/store/audit/checkpoint';
import { newestCheckpoint } from '@lapwing/store/audit/newest-checkpoint';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { silentLogger } from '@lapwing/store/logging';
import {
  addPerson,
  freshKey,
  invent,
  openTestWorkspace,
  type TestWorkspace,
} from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startExporter } from './start-exporter.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
let workspace: TestWorkspace;
let exporter: { stop: () => Promise<void> };

beforeAll(async () => {
  workspace = await openTestWorkspace();
  exporter = startExporter({
    databaseUrl: workspace.database.appUrl,
    redisUrl: workspace.database.redisUrl,
    organisation: { name: 'Plover Foundation', contact: undefined, domain: 'plover.example' },
    publicUrl: 'https://console.lapwing.example',
    signingKey: privateKey,
    sealKey: randomBytes(32),
    mail: null,
    ncmec: null,
    sshKey: '',
    log: silentLogger(),
  });
});
afterAll(async () => {
  await exporter.stop();
  await workspace.close();
});

it('a running exporter seals what others put on record', async () => {
  const analyst = await addPerson(workspace.store, ['analyst']);
  await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() });
  await expect
    .poll(async () => readCheckpoint((await newestCheckpoint(workspace.store)) ?? '', [publicKey]), {
      timeout: 20_000,
    })
    .toMatchObject({ ok: true, checkpoint: { origin: 'plover.example/lapwing/audit', size: 1 } });
});
