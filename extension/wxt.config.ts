import { messages } from '@lapwing/ui/messages/index';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';
import { manifestFor } from './src/manifest.ts';

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [tailwindcss()] }),
  manifest: ({ browser, command }) =>
    manifestFor(browser === 'firefox' ? 'firefox' : 'chrome', command === 'serve'),
  hooks: {
    'build:publicAssets': (_, files) => {
      for (const [language, { extension }] of Object.entries(messages)) {
        const texts = Object.entries(extension.manifest).map(([name, message]) => [name, { message }]);
        const contents = JSON.stringify(Object.fromEntries(texts));
        files.push({ relativeDest: `_locales/${language}/messages.json`, contents });
      }
    },
  },
});
