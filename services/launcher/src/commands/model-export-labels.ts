import { hkdfSync } from 'node:crypto';
import { exportLabels } from '@lapwing/store/labels/export-labels';
import { loadSecrets } from '@lapwing/store/secrets';
import type { Command } from 'commander';
import { writeLabelFile } from '../models/write-label-file.ts';
import { actingPerson, withActor } from './acting-person.ts';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

/** `lapwing model export-labels` */
export const registerExportLabels = (model: Command): void => {
  withActor(model.command('export-labels'))
    .description(
      'write what reviewers concluded, with the texts, for training; this is a disclosure, on record',
    )
    .requiredOption('--out <folder>', 'folder for decisions.jsonl, which only you will be able to read')
    .action(({ out, as }: { out: string; as: string }) =>
      withStore(async ({ store, environment }) => {
        const actor = await actingPerson(store, as, 'model:manage');
        const { sealKey } = await loadSecrets(environment);
        // Of the seal key, so that it stays the same and is kept as well, and tells nothing about it.
        const groupKey = Buffer.from(hkdfSync('sha256', sealKey, '', 'lapwing groups of labels', 32));
        const retention = {
          dismissedDays: environment.retentionDismissedDays,
          actionedDays: environment.retentionActionedDays,
        };
        const { path, count, confirmed, groups, leftOut, sha256 } = await writeLabelFile(
          out,
          environment.dataDirectory,
          (write) => exportLabels(store, actor, { groupKey, retention }, write),
        );
        say(`${count} decisions (${confirmed} confirmed) of ${groups} accounts or campaigns: ${path}`);
        say(`SHA-256 ${sha256}, as in the audit log.`);
        say(
          `Left out: ${leftOut.retention} older than retention allows, ${leftOut.hold} with imminent danger or the police, ${leftOut.noText} without a text.`,
        );
        say('The file holds texts of posts. Keep it as you keep the database, and delete it after training.');
      }),
    );
};
