import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@lapwing/store/environment';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EXTENSION_DIRECTORY } from './browser/analyst-browser.ts';
import { compressedSize } from './browser/size-of-script.ts';

const runProgram = promisify(execFile);
const builds = {
  chromium: EXTENSION_DIRECTORY,
  firefox: join(repositoryRoot, 'extension/.output/firefox-mv3'),
} as const;
const KILOBYTE = 1_000;

const Report = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string(), file: z.string().optional() })),
  metadata: z.object({ id: z.string(), totalScannedFileSize: z.number() }),
});

describe('the built extension', () => {
  it('has nothing that Mozilla’s linter calls an error', async () => {
    const program = join(repositoryRoot, 'test/node_modules/.bin/web-ext');
    const { stdout } = await runProgram(
      program,
      ['lint', '--source-dir', builds.firefox, '--output', 'json', '--no-config-discovery'],
      // It ends with an error code where it found one, and the report says which.
      { maxBuffer: 10_000_000 },
    ).catch((error: unknown) => z.object({ stdout: z.string() }).parse(error));
    const { errors, metadata } = Report.parse(JSON.parse(stdout));
    expect(errors).toEqual([]);
    expect(metadata.id).toBe('extension@lapwing.example');
    expect(metadata.totalScannedFileSize).toBeGreaterThan(100 * KILOBYTE);
  });

  it.each(Object.entries(builds))('has a background under 60 kB gzip for %s', (_, folder) => {
    const size = compressedSize(join(folder, 'background.js'));
    expect(size).toBeGreaterThan(KILOBYTE);
    expect(size).toBeLessThan(60 * KILOBYTE);
  });

  it.each(Object.entries(builds))('puts no script over 40 kB gzip into pages for %s', (_, folder) => {
    // What runs in pages stands alone: neither the background nor a part of our own pages.
    const scripts = globSync('{*.js,content-scripts/*.js}', { cwd: folder }).filter(
      (name) => name !== 'background.js',
    );
    const sizes = scripts.map((name) => [name, compressedSize(join(folder, name))] as const);
    expect(sizes.filter(([, size]) => size >= 40 * KILOBYTE)).toEqual([]);
  });

  it('says to Chromium what an administrator can preset', () => {
    expect(existsSync(join(builds.chromium, 'managed-schema.json'))).toBe(true);
  });
});
