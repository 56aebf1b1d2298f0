import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { Page } from 'playwright-core';
import { startConsoleBrowser } from '../browser/console-browser.ts';
import { consoleScreens } from '../screens/console-screens.ts';
import { prepareDemoWorkspace } from '../screens/demo-workspace.ts';
import { startTour } from '../screens/screen-tour.ts';
import { variants } from '../screens/variants.ts';
import { type Stack, startPrivateStack } from '../stack/start-stack.ts';
import { picturePanel } from './picture-panel.ts';
import { pictureStore } from './picture-store.ts';

// `pnpm screenshots [name …]`: pictures of every screen, and for the stores (`store`), of invented people and harmless posts. Needs the console and
// the extension as built: `pnpm exec turbo run build`.

/** What the README shows: variant and screen, and the name it has there. Large pictures have no place in a repository. */
const selected = new Map([
  ['light/item-claimed', 'queue'],
  ['dark/item-imminent', 'imminent-danger'],
  ['light/panel-filled', 'side-panel'],
  ['light/preview', 'referrals'],
]);
const LARGEST_BYTES = 200 * 1024;

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const folder = join(repositoryRoot, 'test/artifacts/screenshots');
const shown = join(repositoryRoot, 'docs/screenshots');
const say = (sentence: string): boolean => process.stdout.write(`${sentence}\n`);

const keep = async (page: Page, variant: string, name: string): Promise<void> => {
  if (!isWanted(name)) return;
  await mkdir(join(folder, variant), { recursive: true });
  const path = join(folder, variant, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const title = selected.get(`${variant}/${name}`);
  if (title === undefined) return;
  const { size } = await stat(path);
  if (size > LARGEST_BYTES)
    throw new Error(`The README's ${name} has ${size} bytes, more than ${LARGEST_BYTES}`);
  await mkdir(shown, { recursive: true });
  await copyFile(path, join(shown, `${title}.png`));
};

/** `pnpm screenshots store`: nothing but the pictures for the stores. */
const onlyStore = wanted.length === 1 && wanted[0] === 'store';

const picturesOfScreens = async (stack: Stack): Promise<void> => {
  const browser = await startConsoleBrowser();
  try {
    const demo = await prepareDemoWorkspace(stack);
    if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
    for (const variant of Object.values(variants)) {
      const tour = startTour(browser, demo, variant);
      for (const screen of consoleScreens) {
        if (!isWanted(screen.name)) continue;
        try {
          await keep(await tour.show(screen), variant.name, screen.name);
        } catch (error) {
          process.exitCode = 1;
          say(`${variant.name}/${screen.name}: ${String(error)}`);
        }
      }
      await tour.close();
      say(`The console, ${variant.name}: done.`);
    }
    await picturePanel(stack, keep);
    say(`The pictures are in ${folder}.`);
  } finally {
    await browser.close();
  }
};

const stack = await startPrivateStack({
  durable: false,
  settings: { LAPWING_ORGANISATION_NAME: 'Lapwing Demo Trust' },
});
try {
  if (!onlyStore) await picturesOfScreens(stack);
  if (isWanted('store')) say(`The pictures for the stores are in ${await pictureStore(stack)}.`);
} finally {
  await stack.stop();
}
