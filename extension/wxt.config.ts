import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';
import { messages } from '../shared/ui/src/messages/index.ts';
import { EXTENSION_KEY, FIREFOX_EXTENSION_ID } from './src/extension-identity.ts';

/** Nothing from elsewhere, no pictures at all; requests only over TLS, or to this computer. */
function contentSecurityPolicy(development: boolean): string {
  const local = 'http://127.0.0.1:* http://localhost:*';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${development ? " 'unsafe-inline'" : ''}`,
    "font-src 'self'",
    `connect-src 'self' https: ${local}${development ? ' ws://localhost:*' : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [tailwindcss()] }),
  manifest: ({ browser, command }) => ({
    name: 'Lapwing',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: ['activeTab', 'scripting', 'storage', 'alarms', 'contextMenus'],
    // Asked for one by one, when a person pairs with a server.
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    action: { default_title: '__MSG_action__' },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+L' } } },
    content_security_policy: { extension_pages: contentSecurityPolicy(command === 'serve') },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: FIREFOX_EXTENSION_ID,
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['websiteContent', 'personallyIdentifyingInfo'] },
            },
          },
        }
      : { key: EXTENSION_KEY, minimum_chrome_version: '120' }),
  }),
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
