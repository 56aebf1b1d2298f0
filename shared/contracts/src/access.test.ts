import { describe, expect, it } from 'vitest';
import { extensionScopes, permissionsOf, permissionsOfRole } from './access.ts';
import { roles } from './taxonomy.ts';

describe('permissionsOf', () => {
  it('gives nobody who manages people a view of content by default', () => {
    expect(permissionsOfRole.admin).not.toContain('item:read');
    expect(permissionsOfRole.admin).not.toContain('item:open-text');
    expect(permissionsOfRole.admin).not.toContain('batch:download');
  });

  it('gives the auditor the audit log and nothing else', () => {
    expect([...permissionsOf(['auditor'], null)].toSorted()).toEqual(['audit:read', 'self:read']);
  });

  it('keeps the override of rule 6 to leads', () => {
    const able = roles.filter((role) => permissionsOfRole[role].includes('law-enforcement:override'));
    expect(able).toEqual(['lead']);
  });

  it('is the union of several roles', () => {
    const both = permissionsOf(['analyst', 'auditor'], null);
    expect(both.has('flag:create') && both.has('audit:read')).toBe(true);
  });

  it('is cut down to the scopes of a token and never grows by them', () => {
    expect(permissionsOf(['analyst', 'admin', 'lead'], extensionScopes)).toEqual(new Set(extensionScopes));
    expect(permissionsOf(['auditor'], ['flag:create', 'audit:read'])).toEqual(new Set(['audit:read']));
  });
});
