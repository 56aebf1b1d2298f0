import { defaultExtensionPolicy, type ExtensionPolicyInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { changeExtensionPolicy } from './change-extension-policy.ts';
import { readExtensionPolicy } from './read-extension-policy.ts';

let workspace: TestWorkspace;
let admin: Actor;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
});
afterEach(() => workspace.close());

const { updatedAt: _never, ...defaults } = defaultExtensionPolicy;
const decided: ExtensionPolicyInput = {
  adaptersOff: ['VK', 'PANTIP'],
  suggestions: true,
  safeViewing: 'LOCKED_ON',
  breakAfterMinutes: null,
  noteTemplates: [{ title: 'Asks for secrecy', text: 'The account asks a child not to tell anybody.' }],
};
const change = (version: number, input: ExtensionPolicyInput = decided) =>
  changeExtensionPolicy(workspace.store, admin, { version, input });
const recorded = () =>
  workspace.store.db
    .select({ actorId: audit.actorId, subjectId: audit.subjectId, details: audit.details })
    .from(audit)
    .where(eq(audit.verb, 'EXTENSION_POLICY_CHANGED'))
    .orderBy(audit.sequence);

describe('the policy of the extensions', () => {
  it('is the protective default until somebody decides', async () => {
    expect(await readExtensionPolicy(workspace.store)).toEqual({ ...defaultExtensionPolicy, version: 0 });
  });

  it('is what was decided last, with what it was before on record', async () => {
    const first = await change(0);
    expect(first).toMatchObject({ ...decided, version: 1, updatedAt: expect.any(String) });
    expect(await readExtensionPolicy(workspace.store)).toEqual(first);
    const later = { ...decided, breakAfterMinutes: 25, adaptersOff: [] };
    const second = await change(1, later);
    expect(await readExtensionPolicy(workspace.store)).toEqual(second);
    expect(await recorded()).toEqual([
      {
        actorId: admin.personId,
        subjectId: 'organisation',
        details: { version: 1, before: defaults, after: decided },
      },
      {
        actorId: admin.personId,
        subjectId: 'organisation',
        details: { version: 2, before: decided, after: later },
      },
    ]);
  });

  it('is not changed by who saw another version', async () => {
    await change(0);
    for (const seen of [0, 2]) await expect(change(seen)).rejects.toMatchObject({ slug: 'stale' });
    expect(await readExtensionPolicy(workspace.store)).toMatchObject({ version: 1 });
    expect(await recorded()).toHaveLength(1);
  });

  it.each([0, 1])('is changed by one of several who saw version %i at once', async (version) => {
    if (version > 0) await change(0);
    const attempts = await Promise.allSettled([change(version), change(version), change(version)]);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ slug: 'stale' });
    expect(await readExtensionPolicy(workspace.store)).toMatchObject({ version: version + 1 });
    expect(await recorded()).toHaveLength(version + 1);
  });

  it('names an adapter once, however often it was named', async () => {
    expect((await change(0, { ...decided, adaptersOff: ['VK', 'X', 'VK'] })).adaptersOff).toEqual([
      'VK',
      'X',
    ]);
  });
});
