import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@lapwing/store/logging';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SupervisedService, superviseService } from './supervise-service.ts';

let folder: string;
let service: SupervisedService | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-supervise-'));
});
afterEach(async () => {
  await service?.stop();
  service = undefined;
  await rm(folder, { recursive: true, force: true });
});

const quick = { firstPause: 1, longestPause: 4, healthyAfter: 60_000, grace: 200 };
const supervise = (source: string): SupervisedService => {
  const environment = { PATH: process.env.PATH, STARTS: join(folder, 'starts') };
  return superviseService({ name: 'fixture', arguments: ['-e', source], environment }, silentLogger(), quick);
};
const staysAlive = 'setInterval(() => {}, 1000);';
const countStart = "require('node:fs').appendFileSync(process.env.STARTS, 'x');";
const starts = async (): Promise<number> => (await readFile(join(folder, 'starts'), 'utf8')).length;

describe('superviseService', () => {
  it('starts a service again whenever it ends, whatever its exit code', async () => {
    service = supervise(`${countStart} process.exit(0)`);
    await vi.waitFor(async () => expect(await starts()).toBeGreaterThan(2), { timeout: 10_000 });
  });

  it('is ready when the service says so', async () => {
    service = supervise(
      `${staysAlive} process.on('disconnect', () => process.exit()); process.send('ready')`,
    );
    await service.ready;
    expect(service.pid()).toBeTypeOf('number');
  });

  it('gives up on a service that cannot use its settings', async () => {
    service = supervise(`${countStart} process.exit(78)`);
    expect(await service.gaveUp).toContain('fixture');
    expect(await starts()).toBe(1);
  });

  it('forces a service that does not stop', async () => {
    service = supervise(
      "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.send('ready')",
    );
    await service.ready;
    await service.stop();
    expect(service.pid()).toBeUndefined();
  });

  it('does not start again what it stopped', async () => {
    service = supervise(
      `${countStart} ${staysAlive} process.on('SIGTERM', () => process.exit(1)); process.send('ready')`,
    );
    await service.ready;
    await service.stop();
    expect(await starts()).toBe(1);
  });

  it('restarts at once when asked to', async () => {
    service = supervise(
      `${countStart} ${staysAlive} process.on('SIGTERM', () => process.exit()); process.send('ready')`,
    );
    await service.ready;
    const before = service.pid();
    service.restart();
    await vi.waitFor(async () => expect(await starts()).toBe(2), { timeout: 10_000 });
    expect(service.pid()).not.toBe(before);
  });
});
