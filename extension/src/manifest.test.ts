import { describe, expect, it } from 'vitest';
import { manifestFor } from './manifest.ts';

describe.each(['chrome', 'firefox'] as const)('manifest for %s', (browser) => {
  const manifest = manifestFor(browser, false);

  it('can read no site when it is installed', () => {
    expect(manifest).not.toHaveProperty('host_permissions');
    expect(manifest).not.toHaveProperty('content_scripts');
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest.permissions.toSorted()).toEqual([
      'activeTab',
      'alarms',
      'contextMenus',
      ...(browser === 'firefox' ? ['menus'] : []),
      'scripting',
      'storage',
    ]);
  });

  it('suggests no more keys than Chromium takes', () => {
    const suggested = Object.values(manifest.commands).filter((command) => 'suggested_key' in command);
    expect(suggested.length).toBeLessThanOrEqual(4);
  });

  it('has one background for ordinary and private windows, so that no outbox is in memory only', () => {
    expect(manifest.incognito).toBe('spanning');
  });

  it('asks for notices of the system only when they are wanted', () => {
    expect(manifest.optional_permissions).toEqual(['notifications']);
  });

  it('loads no code, no style and no picture from elsewhere, and sends nothing in the clear', () => {
    const policy = new Map(
      manifest.content_security_policy.extension_pages.split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources] as const;
      }),
    );
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('style-src')).toEqual(["'self'"]);
    expect(policy.has('img-src')).toBe(false);
    expect(policy.has('media-src')).toBe(false);
    expect(policy.get('connect-src')?.filter((source) => source.startsWith('http:'))).toEqual([
      'http://127.0.0.1:*',
      'http://localhost:*',
    ]);
  });
});
