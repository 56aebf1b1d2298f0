import { messages } from '@lapwing/ui/messages/index';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';
import { BACKGROUND_TEXTS_FILE, backgroundTextKeys } from './src/background-texts.ts';
import { backgroundTextsFile } from './src/background-texts-file.ts';
import { manifestFor } from './src/manifest.ts';

const workspace = decodeURI(new URL('..', import.meta.url).pathname);

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [tailwindcss()] }),
  manifest: ({ browser, command }) =>
    manifestFor(browser === 'firefox' ? 'firefox' : 'chrome', command === 'serve'),
  zip: {
    name: 'lapwing',
    // The extension is built from the workspace; the lockfile wants to know every package by its manifest.
    sourcesRoot: workspace,
    includeSources: [
      'LICENSE',
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'tsconfig*.json',
      'turbo.json',
      '{services,shared}/*/package.json',
      '{models,test}/package.json',
      'extension/**',
      'shared/{contracts,ui}/**',
    ],
    excludeSources: ['**/node_modules/**', '**/.*/**', '**/{.output,.wxt,.turbo,dist,coverage}/**'],
  },
  hooks: {
    'build:publicAssets': (_, files) => {
      files.push({
        relativeDest: BACKGROUND_TEXTS_FILE,
        contents: backgroundTextsFile(messages, backgroundTextKeys),
      });
      for (const [language, { extension }] of Object.entries(messages)) {
        const texts = Object.entries(extension.manifest).map(([name, message]) => [name, { message }]);
        const contents = JSON.stringify(Object.fromEntries(texts));
        files.push({ relativeDest: `_locales/${language}/messages.json`, contents });
      }
    },
  },
});
