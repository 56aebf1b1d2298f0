import { exportLabels } from '@lapwing/store/labels/export-labels';
import { addModel } from '@lapwing/store/models/add-model';
import { endShadow } from '@lapwing/store/models/end-shadow';
import { ensureShippedModel } from '@lapwing/store/models/ensure-shipped-model';
import { promoteModel } from '@lapwing/store/models/promote-model';
import { reportRefusal } from '@lapwing/store/models/report-refusal';
import { retireModel } from '@lapwing/store/models/retire-model';
import { rollBackModel } from '@lapwing/store/models/roll-back-model';
import { startShadow } from '@lapwing/store/models/start-shadow';
import { recordScores } from '@lapwing/store/scores/record-scores';
import { scoreInShadow } from '@lapwing/store/scores/score-in-shadow';
import type { Actor } from '@lapwing/store/store';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { someModel } from '@lapwing/store/testing/some-model';
import { addPerson, type TestWorkspace } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';
import { flagItem } from './prepared-records.ts';

type Challenge = { admin: Actor; champion: string; challenger: string };

/** A champion, and a version that scores in shadow. */
export async function challenge({ store }: TestWorkspace): Promise<Challenge> {
  const admin = await addPerson(store, ['admin']);
  const [champion, challenger] = [someModel(), someModel()];
  await ensureShippedModel(store, champion);
  await addModel(store, admin, challenger);
  await startShadow(store, admin, challenger.version);
  return { admin, champion: champion.version, challenger: challenger.version };
}

/** Verbs on versions of the classifier, and the export of what reviewers concluded. */
export const verbsOnModels: readonly AuditedVerb[] = [
  {
    verb: 'addModel',
    puts: 'MODEL_ADDED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      return () => addModel(store, admin, someModel());
    },
  },
  {
    verb: 'startShadow',
    puts: 'MODEL_SHADOW_STARTED',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      const facts = someModel();
      await addModel(store, admin, facts);
      return () => startShadow(store, admin, facts.version);
    },
  },
  {
    verb: 'endShadow',
    puts: 'MODEL_SHADOW_ENDED',
    prepare: async (world) => {
      const { admin, challenger } = await challenge(world);
      return () => endShadow(world.store, admin, challenger);
    },
  },
  {
    verb: 'promoteModel',
    puts: 'MODEL_PROMOTED',
    prepare: async (world) => {
      const { admin, champion, challenger } = await challenge(world);
      return () => promoteModel(world.store, admin, { version: challenger, champion });
    },
  },
  {
    verb: 'rollBackModel',
    puts: 'MODEL_ROLLED_BACK',
    prepare: async (world) => {
      const { admin, champion, challenger } = await challenge(world);
      await promoteModel(world.store, admin, { version: challenger, champion });
      return () => rollBackModel(world.store, admin, challenger);
    },
  },
  {
    verb: 'retireModel',
    puts: 'MODEL_RETIRED',
    prepare: async (world) => {
      const { admin, challenger } = await challenge(world);
      return () => retireModel(world.store, admin, challenger);
    },
  },
  {
    verb: 'ensureShippedModel',
    puts: 'MODEL_PROMOTED',
    prepare: async (world) => {
      await challenge(world);
      const next = someModel();
      return () => ensureShippedModel(world.store, next);
    },
  },
  {
    verb: 'reportRefusal',
    puts: 'MODEL_REFUSED',
    prepare: async (world) => {
      const { challenger } = await challenge(world);
      return () => reportRefusal(world.store, challenger, 'There is no folder');
    },
  },
  {
    verb: 'scoreInShadow',
    puts: 'ITEM_SCORED',
    prepare: async (world) => {
      const { champion, challenger } = await challenge(world);
      const { itemId } = await flagItem(world);
      const said = { risk: 0.5, probabilities: {}, abstained: false };
      await recordScores(world.store, [
        { itemId, inputHash: 'of a text', dueAt: null, modelVersion: champion, ...said },
      ]);
      const shadow = { version: challenger, since: new Date(0) };
      return () => scoreInShadow(world.store, shadow, async (inputs) => inputs.map(() => said));
    },
  },
  {
    verb: 'exportLabels',
    puts: 'DISCLOSED_LABELS',
    prepare: async ({ store }) => {
      const admin = await addPerson(store, ['admin']);
      await confirmItem(store);
      const settings = { groupKey: Buffer.alloc(32), retention: { dismissedDays: 90, actionedDays: 365 } };
      return () => exportLabels(store, admin, settings, async () => {});
    },
  },
];
