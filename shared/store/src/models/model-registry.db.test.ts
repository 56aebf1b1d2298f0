import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit, modelVersions } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { someModel } from '../testing/some-model.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { addModel } from './add-model.ts';
import { endShadow } from './end-shadow.ts';
import { ensureShippedModel } from './ensure-shipped-model.ts';
import { listModels } from './list-models.ts';
import { promoteModel } from './promote-model.ts';
import { reportRefusal } from './report-refusal.ts';
import { retireModel } from './retire-model.ts';
import { rollBackModel } from './roll-back-model.ts';
import { startShadow } from './start-shadow.ts';

let workspace: TestWorkspace;
let admin: Actor;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
});
afterEach(() => workspace.close());

const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await listModels(workspace.store)).models.map(({ version, state }) => [version, state]),
  );

const recorded = (subjectId: string) =>
  workspace.store.db
    .select({ verb: audit.verb, actorId: audit.actorId, details: audit.details })
    .from(audit)
    .where(and(eq(audit.subjectKind, 'model'), eq(audit.subjectId, subjectId)))
    .orderBy(audit.sequence);

/** A champion that came with the release, and a version that scores in shadow. */
const withChallenger = async (): Promise<{ shipped: string; challenger: string }> => {
  const [shipped, challenger] = [someModel(), someModel()];
  await ensureShippedModel(workspace.store, shipped);
  await addModel(workspace.store, admin, challenger);
  await startShadow(workspace.store, admin, challenger.version);
  return { shipped: shipped.version, challenger: challenger.version };
};

const promote = (version: string, champion: string) =>
  promoteModel(workspace.store, admin, { version, champion });

describe('the registry of models', () => {
  it('knows what was added, by whom, and puts it on record', async () => {
    const facts = someModel();
    await addModel(workspace.store, admin, facts);
    const { models } = await listModels(workspace.store);
    expect(models).toMatchObject([{ ...facts, state: 'AVAILABLE', refused: null, rollBackTarget: false }]);
    expect(models[0]?.addedBy).toMatch(/^plover-/);
    expect(await recorded(facts.version)).toEqual([
      {
        verb: 'MODEL_ADDED',
        actorId: admin.personId,
        details: { labels: facts.labels, languages: facts.languages },
      },
    ]);
    await expect(addModel(workspace.store, admin, facts)).rejects.toMatchObject({ slug: 'conflict' });
  });

  it('lets one version at a time score in shadow', async () => {
    const { challenger } = await withChallenger();
    const other = someModel();
    await addModel(workspace.store, admin, other);
    await expect(startShadow(workspace.store, admin, other.version)).rejects.toMatchObject({
      slug: 'conflict',
    });
    await endShadow(workspace.store, admin, challenger);
    await startShadow(workspace.store, admin, other.version);
    expect(await states()).toMatchObject({ [challenger]: 'AVAILABLE', [other.version]: 'CHALLENGER' });
    expect((await recorded(challenger)).map(({ verb }) => verb)).toEqual([
      'MODEL_ADDED',
      'MODEL_SHADOW_STARTED',
      'MODEL_SHADOW_ENDED',
    ]);
  });

  it('promotes the challenger and rolls back to the one before, each on record with who did it', async () => {
    const { shipped, challenger } = await withChallenger();
    await promote(challenger, shipped);
    expect(await states()).toEqual({ [challenger]: 'CHAMPION', [shipped]: 'AVAILABLE' });
    expect(
      (await listModels(workspace.store)).models.find(({ rollBackTarget }) => rollBackTarget)?.version,
    ).toBe(shipped);
    expect((await recorded(challenger)).at(-1)).toEqual({
      verb: 'MODEL_PROMOTED',
      actorId: admin.personId,
      details: { insteadOf: shipped },
    });
    expect(await rollBackModel(workspace.store, admin, challenger)).toBe(shipped);
    expect(await states()).toEqual({ [shipped]: 'CHAMPION', [challenger]: 'AVAILABLE' });
    expect((await recorded(shipped)).at(-1)).toEqual({
      verb: 'MODEL_ROLLED_BACK',
      actorId: admin.personId,
      details: { insteadOf: challenger },
    });
    await expect(rollBackModel(workspace.store, admin, shipped)).rejects.toMatchObject({ slug: 'conflict' });
  });

  it('rolls back step by step, past versions that were retired meanwhile', async () => {
    const { shipped, challenger } = await withChallenger();
    await promote(challenger, shipped);
    const third = someModel();
    await addModel(workspace.store, admin, third);
    await startShadow(workspace.store, admin, third.version);
    await promote(third.version, challenger);
    await retireModel(workspace.store, admin, challenger);
    expect(await rollBackModel(workspace.store, admin, third.version)).toBe(shipped);
  });

  it('refuses to promote what did not score in shadow, or in place of another champion than was seen', async () => {
    const { shipped, challenger } = await withChallenger();
    const other = someModel();
    await addModel(workspace.store, admin, other);
    await expect(promote(other.version, shipped)).rejects.toMatchObject({ name: 'TransitionRefused' });
    await expect(promote(challenger, other.version)).rejects.toMatchObject({ slug: 'stale' });
    await expect(promote('text-0000000000000000', shipped)).rejects.toMatchObject({ slug: 'not-found' });
    expect(await states()).toMatchObject({ [shipped]: 'CHAMPION', [challenger]: 'CHALLENGER' });
  });

  it('refuses to promote what the scorer could not load, until it could', async () => {
    const { shipped, challenger } = await withChallenger();
    await reportRefusal(workspace.store, challenger, 'MODEL_TAMPERED');
    await reportRefusal(workspace.store, challenger, 'MODEL_TAMPERED');
    await expect(promote(challenger, shipped)).rejects.toMatchObject({ slug: 'conflict' });
    expect((await listModels(workspace.store)).models).toContainEqual(
      expect.objectContaining({ version: challenger, refused: 'MODEL_TAMPERED' }),
    );
    await reportRefusal(workspace.store, challenger, null);
    await promote(challenger, shipped);
    const verbs = (await recorded(challenger)).map(({ verb, details }) => [verb, details.reason]);
    expect(verbs.slice(2, 4)).toEqual([
      ['MODEL_REFUSED', 'MODEL_TAMPERED'],
      ['MODEL_REFUSED', null],
    ]);
  });

  it('has one champion even when two people promote at the same moment', async () => {
    const { shipped, challenger } = await withChallenger();
    const other = await addPerson(workspace.store, ['admin']);
    const attempts = await Promise.allSettled([
      promote(challenger, shipped),
      promoteModel(workspace.store, other, { version: challenger, champion: shipped }),
    ]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(Object.values(await states()).sort()).toEqual(['AVAILABLE', 'CHAMPION']);
  });

  it('is held to one champion and one challenger by the database too', async () => {
    await withChallenger();
    for (const state of ['CHAMPION', 'CHALLENGER'] as const) {
      const second = workspace.store.db.insert(modelVersions).values({ ...someModel(), state });
      await expect(second).rejects.toMatchObject({ cause: { code: '23505' } });
    }
    await expect(workspace.store.pool.query('delete from model_versions')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('takes a retired version up again only when it is added again', async () => {
    const facts = someModel();
    await addModel(workspace.store, admin, facts);
    await retireModel(workspace.store, admin, facts.version);
    await expect(startShadow(workspace.store, admin, facts.version)).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
    await addModel(workspace.store, admin, facts);
    expect(await states()).toEqual({ [facts.version]: 'AVAILABLE' });
  });
});

describe('the model that comes with the release', () => {
  it('is the first champion, put there by nobody, whatever number of scorers says so', async () => {
    const facts = someModel();
    const said = await Promise.all(
      Array.from({ length: 3 }, () => ensureShippedModel(workspace.store, facts)),
    );
    expect(new Set(said)).toEqual(new Set([facts.version]));
    expect((await listModels(workspace.store)).models).toMatchObject([{ state: 'CHAMPION', stateBy: null }]);
    expect(await recorded(facts.version)).toEqual([
      { verb: 'MODEL_PROMOTED', actorId: null, details: { insteadOf: null, shipped: true } },
    ]);
  });

  it('of the next release takes over from it, but not from one that a person chose', async () => {
    const [first, next, last] = [someModel(), someModel(), someModel()];
    await ensureShippedModel(workspace.store, first);
    expect(await ensureShippedModel(workspace.store, next)).toBe(next.version);
    const own = someModel();
    await addModel(workspace.store, admin, own);
    await startShadow(workspace.store, admin, own.version);
    await promote(own.version, next.version);
    expect(await ensureShippedModel(workspace.store, last)).toBe(own.version);
    expect(await states()).toMatchObject({ [own.version]: 'CHAMPION' });
  });
});
