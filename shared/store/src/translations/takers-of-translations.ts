import {
  type ItemDetail,
  isReportTransport,
  type RecipientConfiguration,
  translationLanguages,
} from '@lapwing/contracts';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { recipients, referrals } from '../schema/index.ts';
import type { Database } from '../store.ts';

/** Reports, and XARF, have few characters. */
const hasLittleRoom = ({ transport, formats }: RecipientConfiguration): boolean =>
  isReportTransport(transport) || formats.every((format) => format === 'xarf');

/** Into which languages a translation would be sent, and to whom: recipients of ready referrals of an item that agreed on it. */
export async function takersOfTranslations(
  db: Database,
  itemId: string,
): Promise<ItemDetail['translationsTakenBy']> {
  const ready = await db
    .select({ name: recipients.name, configuration: recipients.configuration })
    .from(referrals)
    .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
    .where(and(eq(referrals.itemId, itemId), eq(referrals.state, 'READY'), isNull(referrals.relatesTo)))
    .orderBy(asc(recipients.name));
  return translationLanguages.flatMap((language) => {
    const takers = ready.filter(({ configuration }) =>
      configuration.fields.includes(`translation_${language}`),
    );
    return takers.length === 0
      ? []
      : [
          {
            language,
            recipients: takers.map(({ name, configuration }) => ({
              name,
              ifRoom: hasLittleRoom(configuration),
            })),
          },
        ];
  });
}
