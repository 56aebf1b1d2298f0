import type { AuditedVerb } from './prepared-records.ts';
import { verbsOnDeliveries } from './verbs-on-deliveries.ts';
import { verbsOnEscalations } from './verbs-on-escalations.ts';
import { verbsOnEvidence } from './verbs-on-evidence.ts';
import { verbsOnItems } from './verbs-on-items.ts';
import { verbsOnModels } from './verbs-on-models.ts';
import { verbsOnPeople } from './verbs-on-people.ts';
import { verbsOnPhoneEntries } from './verbs-on-phone-entries.ts';
import { verbsOnReferrals } from './verbs-on-referrals.ts';
import { verbsOnReplies } from './verbs-on-replies.ts';
import { verbsOnReports } from './verbs-on-reports.ts';
import { verbsOnSettings } from './verbs-on-settings.ts';

/** Every verb of the store that changes or discloses anything. A new one gets a line here; the test looks. */
export const auditedVerbs: readonly AuditedVerb[] = [
  ...verbsOnItems,
  ...verbsOnReferrals,
  ...verbsOnDeliveries,
  ...verbsOnEvidence,
  ...verbsOnEscalations,
  ...verbsOnPeople,
  ...verbsOnModels,
  ...verbsOnSettings,
  ...verbsOnReplies,
  ...verbsOnReports,
  ...verbsOnPhoneEntries,
];
