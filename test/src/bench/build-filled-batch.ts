import { Referral, referralFields, referralRow } from '@lapwing/contracts';
import type { Stack } from '../stack/start-stack.ts';
import { until } from '../stack/until.ts';

/** Starts the exporter and has it build a batch. Gives the seconds from its first attempt until the batch is BUILT. */
export async function secondsToBuild(stack: Stack, batchId: string): Promise<number> {
  await stack.services.exporter.start();
  await stack.owner.query('update batches set build_due_at = now() where id = $1', [batchId]);
  const begun = await until('the batch is begun', () => attemptOf(stack, batchId));
  return until(
    'the batch is built',
    async () => {
      const { builtAt } = await stateOf(stack, batchId);
      return builtAt !== null && (builtAt.getTime() - begun.getTime()) / 1_000;
    },
    { withinMs: 300_000 },
  );
}

/** The rows of a batch with every field, as texts. */
export async function rowsOf({ owner }: Pick<Stack, 'owner'>, batchId: string): Promise<string[][]> {
  const { rows } = await owner.query<{ content: unknown }>(
    'select content from referrals where batch_id = $1 order by batch_position',
    [batchId],
  );
  return rows.map(({ content }) => referralRow(Referral.parse(content), referralFields));
}

async function stateOf({ owner }: Stack, batchId: string) {
  const { rows } = await owner.query<{ attempts: number; changedAt: Date; builtAt: Date | null }>(
    `select attempts, changed_at as "changedAt", built_at as "builtAt" from batches where id = $1`,
    [batchId],
  );
  const [row] = rows;
  if (!row) throw new Error('The batch is gone');
  return row;
}

/** When the first attempt began. */
async function attemptOf(stack: Stack, batchId: string): Promise<Date | false> {
  const { attempts, changedAt } = await stateOf(stack, batchId);
  return attempts > 0 && changedAt;
}
