import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { BrowserContext } from 'playwright-core';
import { onTestFailed } from 'vitest';

const folder = join(repositoryRoot, 'test/artifacts/failures');

/** When the test fails, keeps a picture of every open page in `test/artifacts/failures`. Call it in a test or hook. */
export function keepPicturesOfFailure(contexts: () => readonly BrowserContext[]): void {
  onTestFailed(async ({ task }) => {
    mkdirSync(folder, { recursive: true });
    const name = task.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
    const pages = contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: join(folder, `${name}-${index}.png`), timeout: 5_000 }).catch(() => {});
  });
}
