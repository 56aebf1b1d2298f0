import { EXTENSION_KEY, FIREFOX_EXTENSION_ID } from './extension-identity.ts';
import { COLLECT_COMMAND, DANGER_COMMAND, PAGE_COMMAND } from './stored-keys.ts';

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

const forFirefox = {
  browser_specific_settings: {
    gecko: {
      id: FIREFOX_EXTENSION_ID,
      // The first version that knows what is said of data here.
      strict_min_version: '140.0',
      data_collection_permissions: { required: ['websiteContent', 'personallyIdentifyingInfo'] },
    },
    // On phones that knowledge came later.
    gecko_android: { strict_min_version: '142.0' },
  },
} as const;

const forChromium = {
  key: EXTENSION_KEY,
  // Side panels that open by a press on the toolbar button came with 116, alarms every 30 seconds with 120.
  minimum_chrome_version: '120',
  // What an administrator can preset; Firefox takes `3rdparty` policies without a schema.
  storage: { managed_schema: 'managed-schema.json' },
} as const;

/**
 * The manifest's part that is ours; WXT adds the pages and, in Chromium, `sidePanel`. No host can be read when the
 * extension is installed: a page by `activeTab` when its button is pressed, a server once a person pairs with it.
 */
export function manifestFor(browser: 'chrome' | 'firefox', development: boolean) {
  return {
    name: 'Lapwing',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: [
      'activeTab',
      'scripting',
      'storage',
      'alarms',
      'contextMenus',
      // Firefox tells a script in a page under this name what its menu was opened on.
      ...(browser === 'firefox' ? ['menus'] : []),
    ],
    /** Notices of the system, for imminent danger that could not be delivered; asked for in its checklist. */
    optional_permissions: ['notifications'],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // One background and one outbox for all windows: in `split` the outbox of a private window would be in memory only,
    // and a saved flag would be lost with it.
    incognito: 'spanning',
    action: { default_title: '__MSG_action__' },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+L' } },
      'safe-viewing': {
        suggested_key: { default: 'Alt+Shift+C' },
        description: '__MSG_safeViewing__',
      },
      [DANGER_COMMAND]: {
        suggested_key: { default: 'Alt+Shift+D' },
        description: '__MSG_danger__',
      },
      [COLLECT_COMMAND]: {
        suggested_key: { default: 'Alt+Shift+K' },
        description: '__MSG_commandCollect__',
      },
      // Chromium takes four suggested keys and refuses an extension with more; a person can set one.
      [PAGE_COMMAND]: { description: '__MSG_commandPage__' },
    },
    content_security_policy: { extension_pages: contentSecurityPolicy(development) },
    ...(browser === 'firefox' ? forFirefox : forChromium),
  };
}
