import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { startConsoleBrowser } from '../browser/console-browser.ts';
import { consoleScreens } from '../screens/console-screens.ts';
import { prepareDemoWorkspace } from '../screens/demo-workspace.ts';
import { startTour } from '../screens/screen-tour.ts';
import { variants } from '../screens/variants.ts';
import { startPrivateStack } from '../stack/start-stack.ts';

// `pnpm screenshots [name …]`: pictures of every screen, of invented people and harmless posts.
const wanted = process.argv.slice(2);
const folder = join(repositoryRoot, 'test/artifacts/screenshots');

const stack = await startPrivateStack({ durable: false });
const browser = await startConsoleBrowser();
try {
  const demo = await prepareDemoWorkspace(stack);
  if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
  for (const variant of Object.values(variants)) {
    await mkdir(join(folder, variant.name), { recursive: true });
    const tour = startTour(browser, demo, variant);
    for (const screen of consoleScreens) {
      if (wanted.length > 0 && !wanted.includes(screen.name)) continue;
      try {
        const page = await tour.show(screen);
        await page.screenshot({ path: join(folder, variant.name, `${screen.name}.png`) });
      } catch (error) {
        process.exitCode = 1;
        process.stdout.write(`${variant.name}/${screen.name}: ${String(error)}\n`);
      }
    }
    await tour.close();
  }
} finally {
  await browser.close();
  await stack.stop();
}
