import type { Role } from './taxonomy.ts';

/**
 * The one place that says who may do what. Every route names the permission it needs; a principal has the union
 * of the permissions of its roles, cut down to the scopes of its token where it came with one.
 */
export const permissions = [
  'flag:create',
  'flag:read-own',
  'flag:lookup',
  'item:read',
  'item:open-text',
  'claim:take',
  'decision:make',
  'decision:adjudicate',
  'law-enforcement:record',
  'law-enforcement:override',
  'referral:read',
  'figures:read',
  'report:manage',
  'batch:build',
  'batch:download',
  'batch:send',
  'evidence:request',
  'evidence:approve',
  'outcome:record',
  'escalation:read',
  'escalation:take',
  'recipient:read',
  'recipient:manage',
  'person:manage',
  'audit:read',
  'dead-letter:manage',
  'model:read',
  'model:manage',
  'extension:manage',
  'school:manage',
  'school:search',
  'events:read',
  'self:read',
] as const;
export type Permission = (typeof permissions)[number];

const everyone: readonly Permission[] = ['self:read'];

/** admin has people, recipients and settings, and no content by default (domain.md, Roles). */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  analyst: [...everyone, 'flag:create', 'flag:read-own', 'flag:lookup'],
  reviewer: [
    ...everyone,
    'item:read',
    'item:open-text',
    'claim:take',
    'decision:make',
    'law-enforcement:record',
    'school:search',
    'recipient:read',
    'events:read',
  ],
  lead: [
    ...everyone,
    'item:read',
    'item:open-text',
    'claim:take',
    'decision:make',
    'decision:adjudicate',
    'law-enforcement:record',
    'law-enforcement:override',
    'referral:read',
    'figures:read',
    'evidence:request',
    'evidence:approve',
    'escalation:read',
    'escalation:take',
    'report:manage',
    'school:search',
    'recipient:read',
    'model:read',
    'events:read',
  ],
  referrer: [
    ...everyone,
    'referral:read',
    'batch:build',
    'batch:download',
    'batch:send',
    'evidence:request',
    'outcome:record',
    'escalation:read',
    'escalation:take',
    'law-enforcement:record',
    'school:search',
    'recipient:read',
    'events:read',
  ],
  auditor: [...everyone, 'audit:read'],
  admin: [
    ...everyone,
    'person:manage',
    'recipient:read',
    'recipient:manage',
    'dead-letter:manage',
    'figures:read',
    'escalation:read',
    'report:manage',
    'model:read',
    'model:manage',
    'school:manage',
    'extension:manage',
    'events:read',
  ],
};

/** What a paired browser extension may do, whatever the roles of the person who paired it. */
export const extensionScopes = [
  'self:read',
  'flag:create',
  'flag:read-own',
  'flag:lookup',
] as const satisfies readonly Permission[];

/** The permissions of a set of roles, cut down to the scopes of a token (null: no cut, a console session). */
export function permissionsOf(roles: readonly Role[], scopes: readonly string[] | null): Set<Permission> {
  const granted = new Set(roles.flatMap((role) => permissionsOfRole[role]));
  if (scopes === null) return granted;
  return new Set([...granted].filter((permission) => scopes.includes(permission)));
}
