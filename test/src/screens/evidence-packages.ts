import { listEvidence } from '@lapwing/store/evidence/list-evidence';
import { requestEvidence } from '@lapwing/store/evidence/request-evidence';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { lookAndApprove } from '@lapwing/store/testing/look-and-approve';
import { addPoliceUnit } from '@lapwing/store/testing/police-unit';
import { addPerson, freshKey } from '@lapwing/store/testing/workspace';
import { translateExplanation } from '@lapwing/store/translations/translate-explanation';
import type { Stack } from '../stack/start-stack.ts';
import { until } from '../stack/until.ts';

/** A police unit, two confirmed items of one account, and packages about them. */
export async function addEvidence({
  store,
}: Stack): Promise<{ itemId: string; requested: string; built: string }> {
  const recipientId = await addPoliceUnit(store, await addPerson(store, ['admin']));
  const authorHandle = 'lapwing.demo.example';
  const hashes = [
    { algorithm: 'MD5' as const, value: 'd41d8cd98f00b204e9800998ecf8427e', source: 'hotline list' },
  ];
  const { itemId, made } = await confirmItem(store, { authorHandle, hashes });
  await translateExplanation(store, await addPerson(store, ['reviewer']), {
    decisionId: made.decisionId,
    language: 'th',
    text: 'บัญชีนี้ถามอายุเด็ก และขอให้เก็บเป็นความลับ',
    seen: { translationId: null, correctionId: null },
    confirmedPersonalData: [],
  });
  const { itemId: other } = await confirmItem(store, { authorHandle, category: 'SELF_GENERATED' });
  const referrer = await addPerson(store, ['referrer']);
  const ask = async (reference: string): Promise<string> => {
    const ground = {
      agency: 'Child protection police',
      authority: 'Provincial court',
      reference,
      legalBasis: 'Order to produce of 30 January 2026',
    };
    const input = { recipientId, itemIds: [itemId, other], ground };
    return (await requestEvidence(store, referrer, input, { idempotencyKey: freshKey() })).packageId;
  };
  const built = await ask('CP 17/2569');
  await lookAndApprove(store, await addPerson(store, ['lead']), built);
  await until('the package is built', async () => {
    const { packages } = await listEvidence(store, { limit: 10 });
    return packages.some(({ packageId, state }) => packageId === built && state === 'BUILT');
  });
  return { itemId, requested: await ask('CP 18/2569'), built };
}
