import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registerTryNcmec } from './try-ncmec.ts';

afterEach(() => vi.unstubAllEnvs());

describe('lapwing try-ncmec', () => {
  it.for([
    ['', ''],
    ['plover', ''],
  ])('reaches nobody without an account (%j, %j), and says what to set', async ([user, password]) => {
    vi.stubEnv('LAPWING_NCMEC_USER', user || undefined);
    vi.stubEnv('LAPWING_NCMEC_PASSWORD', password || undefined);
    const program = new Command('lapwing').exitOverride().configureOutput({ writeErr: () => undefined });
    registerTryNcmec(program);
    await expect(program.parseAsync(['try-ncmec'], { from: 'user' })).rejects.toThrow(
      'Set LAPWING_NCMEC_USER and LAPWING_NCMEC_PASSWORD',
    );
  });
});
