import { TransitionRefused } from '@lapwing/contracts';
import { addModel } from '@lapwing/store/models/add-model';
import { endShadow } from '@lapwing/store/models/end-shadow';
import { listModels } from '@lapwing/store/models/list-models';
import { promoteModel } from '@lapwing/store/models/promote-model';
import { retireModel } from '@lapwing/store/models/retire-model';
import { rollBackModel } from '@lapwing/store/models/roll-back-model';
import { startShadow } from '@lapwing/store/models/start-shadow';
import { Refusal } from '@lapwing/store/refusal';
import type { Actor, Store } from '@lapwing/store/store';
import type { Command } from 'commander';
import { addFolder } from '../models/add-folder.ts';
import { actingPerson, withActor } from './acting-person.ts';
import { describeThreshold } from './describe-threshold.ts';
import { registerCompare } from './model-compare.ts';
import { registerExportLabels } from './model-export-labels.ts';
import { registerTrain } from './model-train.ts';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

/** `lapwing model …` */
export const registerModel = (program: Command): void => {
  const model = program
    .command('model')
    .description('versions of the classifier: train on your own decisions, try in shadow, compare, promote');
  registerExportLabels(model);
  registerTrain(model);
  registerAdd(model);
  model
    .command('list')
    .description('list versions: which one orders the queue, which one scores in shadow')
    .action(() => withStore(({ store }) => tellModels(store)));
  registerChange(model, 'shadow', 'let a version score in shadow: its scores order nothing', startShadow);
  registerChange(model, 'end-shadow', 'end the shadow of a version', endShadow);
  registerCompare(model);
  registerChange(
    model,
    'promote',
    'put the challenger in the champion’s place',
    async (store, actor, version) =>
      promoteModel(store, actor, { version, champion: await championOf(store) }),
  );
  withActor(model.command('roll-back'))
    .description('put the version that was champion before back in its place')
    .action(({ as }: { as: string }) =>
      withStore(async ({ store }) => {
        const actor = await actingPerson(store, as, 'model:manage');
        await rollBackModel(store, actor, await championOf(store));
        await tellModels(store);
      }),
    );
  registerChange(model, 'retire', 'take a version out of use', retireModel);
};

const registerAdd = (model: Command): void => {
  withActor(model.command('add <folder>'))
    .description('verify a model folder, copy it into the data directory, and make its version known')
    .action((folder: string, { as }: { as: string }) =>
      withStore(async ({ store, environment }) => {
        const actor = await actingPerson(store, as, 'model:manage');
        const facts = await addFolder(folder, environment.dataDirectory);
        try {
          await addModel(store, actor, facts);
          say(`Version ${facts.version} is known. Next: lapwing model shadow ${facts.version}`);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          say(`Version ${facts.version} was known already; its folder is in place.`);
        }
      }),
    );
};

type Change = (store: Store, actor: Actor, version: string) => Promise<void>;

const registerChange = (model: Command, name: string, description: string, change: Change): void => {
  withActor(model.command(`${name} <version>`))
    .description(description)
    .action((version: string, { as }: { as: string }) =>
      withStore(async ({ store }) => {
        const actor = await actingPerson(store, as, 'model:manage');
        await change(store, actor, version).catch((error: unknown) => {
          if (!(error instanceof TransitionRefused)) throw error;
          throw new Error(`${version} is ${error.state} now, where "${name}" is not possible.`);
        });
        await tellModels(store);
      }),
    );
};

const championOf = async (store: Store): Promise<string> => {
  const champion = (await listModels(store)).models.find(({ state }) => state === 'CHAMPION');
  if (!champion) throw new Error('No version orders the queue yet; start Lapwing once.');
  return champion.version;
};

const tellModels = async (store: Store): Promise<void> => {
  const { models } = await listModels(store);
  if (models.length === 0) say('No version is known yet; the first start registers the one of the release.');
  for (const { version, state, stateSince, stateBy, refused, riskThreshold } of models) {
    const raises = `raises from ${describeThreshold(riskThreshold)}`;
    say([version, state, stateSince, stateBy ?? 'the machine', raises].join('\t'));
    if (refused !== null) say(`  refused by the scorer: ${refused}`);
  }
};
