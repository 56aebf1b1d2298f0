import { DecisionInput } from '@lapwing/contracts';
import { claimItem, claimNext } from '@lapwing/store/claims/claim-item';
import { expireClaims } from '@lapwing/store/claims/expire-claims';
import { handBackClaim } from '@lapwing/store/claims/hand-back-claim';
import { renewClaim } from '@lapwing/store/claims/renew-claim';
import { deadLetterScore } from '@lapwing/store/dead-letters/dead-letter-score';
import { listDeadLetters } from '@lapwing/store/dead-letters/list-dead-letters';
import { retryDeadLetter } from '@lapwing/store/dead-letters/retry-dead-letter';
import { decide } from '@lapwing/store/decisions/decide';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { openText } from '@lapwing/store/items/open-text';
import { recordLawEnforcement } from '@lapwing/store/items/record-law-enforcement';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { recordScores } from '@lapwing/store/scores/record-scores';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import { translateExplanation } from '@lapwing/store/translations/translate-explanation';
import type { AuditedVerb } from './prepared-records.ts';
import { claimed, flagItem, type Prepare } from './prepared-records.ts';

const inFuture = () => new Date(Date.now() + 1_000);

/** Verbs on flags, items, claims, decisions and scores. */
export const verbsOnItems: readonly AuditedVerb[] = [
  {
    verb: 'acceptFlag',
    puts: 'FLAG_ACCEPTED',
    prepare: async ({ store }) => {
      const analyst = await addPerson(store, ['analyst']);
      const [flag, idempotencyKey] = [invent(), freshKey()];
      return () => acceptFlag(store, analyst, flag, { idempotencyKey });
    },
  },
  {
    verb: 'acceptFlag',
    puts: 'FLAG_ACCEPTED',
    prepare: async (world) => {
      const { flag } = await flagItem(world);
      const again = await addPerson(world.store, ['analyst']);
      const idempotencyKey = freshKey();
      return () => acceptFlag(world.store, again, flag, { idempotencyKey });
    },
  },
  {
    verb: 'claimItem',
    puts: 'ITEM_CLAIMED',
    prepare: async (world) => {
      const { itemId } = await flagItem(world);
      const reviewer = await addPerson(world.store, ['reviewer']);
      return () => claimItem(world.store, reviewer, itemId, { leaseMs: 60_000, canAdjudicate: false });
    },
  },
  {
    verb: 'claimNext',
    puts: 'ITEM_CLAIMED',
    prepare: async (world) => {
      await flagItem(world);
      const reviewer = await addPerson(world.store, ['reviewer']);
      return () => claimNext(world.store, reviewer, { leaseMs: 60_000, canAdjudicate: false });
    },
  },
  {
    verb: 'renewClaim',
    puts: 'CLAIM_RENEWED',
    prepare: async (world) => {
      const { reviewer, claim } = await claimed(world);
      return () => renewClaim(world.store, reviewer, claim.claimId, claim.token, 120_000);
    },
  },
  {
    verb: 'handBackClaim',
    puts: 'CLAIM_HANDED_BACK',
    prepare: async (world) => {
      const { reviewer, claim } = await claimed(world);
      return () => handBackClaim(world.store, reviewer, claim.claimId, claim.token);
    },
  },
  {
    verb: 'expireClaims',
    puts: 'CLAIM_EXPIRED',
    prepare: async (world) => {
      await claimed(world, -1_000);
      return () => expireClaims(world.store);
    },
  },
  ...(['CONFIRM', 'DISMISS', 'ESCALATE', 'NEED_INFO'] as const).map((verdict) => ({
    verb: 'decide',
    puts: 'DECISION_MADE' as const,
    prepare: (async (world) => {
      await ensureReadyMadeRecipients(world.store);
      const { reviewer, claim } = await claimed(world);
      const input = DecisionInput.parse({
        claimId: claim.claimId,
        token: claim.token,
        itemVersion: 1,
        verdict,
        category: 'GROOMING',
        severity: 2,
        explanation: 'The account asks for secrecy.',
      });
      return () => decide(world.store, reviewer, input, { canAdjudicate: false });
    }) satisfies Prepare,
  })),
  {
    verb: 'translateExplanation',
    puts: 'TRANSLATION_WRITTEN',
    prepare: async ({ store }) => {
      const { made } = await confirmItem(store);
      const reviewer = await addPerson(store, ['reviewer']);
      const words = { language: 'en', text: 'The account asks for secrecy.' } as const;
      return () =>
        translateExplanation(store, reviewer, {
          decisionId: made.decisionId,
          ...words,
          seen: { translationId: null, correctionId: null },
          confirmedPersonalData: [],
        });
    },
  },
  {
    verb: 'recordLawEnforcement',
    puts: 'LAW_ENFORCEMENT_NOTIFIED',
    prepare: async (world) => {
      const { itemId } = await flagItem(world);
      const reviewer = await addPerson(world.store, ['reviewer']);
      const notifiedAt = new Date().toISOString();
      const notice = { kind: 'NOTICE' as const, agency: 'Police', reference: 'A-1', notifiedAt };
      return () => recordLawEnforcement(world.store, reviewer, itemId, notice);
    },
  },
  {
    verb: 'recordLawEnforcement',
    puts: 'LAW_ENFORCEMENT_OVERRIDDEN',
    prepare: async (world) => {
      const { itemId } = await flagItem(world);
      const lead = await addPerson(world.store, ['lead']);
      const override = { kind: 'OVERRIDE' as const, reason: 'The agency cannot be reached tonight' };
      return () => recordLawEnforcement(world.store, lead, itemId, override);
    },
  },
  {
    verb: 'openText',
    puts: 'DISCLOSED_TEXT',
    prepare: async (world) => {
      const { itemId } = await flagItem(world);
      const reviewer = await addPerson(world.store, ['reviewer']);
      return () => openText(world.store, reviewer, itemId);
    },
  },
  {
    verb: 'recordScores',
    puts: 'ITEM_SCORED',
    prepare: async (world) => {
      const { itemId } = await flagItem(world);
      const score = {
        inputHash: 'x',
        dueAt: inFuture(),
        modelVersion: 'test-1',
        risk: 0.9,
        abstained: false,
      };
      return () => recordScores(world.store, [{ ...score, itemId, probabilities: { GROOMING: 0.9 } }]);
    },
  },
  {
    verb: 'deadLetterScore',
    puts: 'JOB_DEAD_LETTERED',
    prepare: async (world) => {
      const { itemId } = await flagItem(world);
      return () => deadLetterScore(world.store, { itemId, error: 'The model is gone', attempts: 5 });
    },
  },
  {
    verb: 'retryDeadLetter',
    puts: 'DEAD_LETTER_RESOLVED',
    prepare: async (world) => {
      const { itemId } = await flagItem(world);
      await deadLetterScore(world.store, { itemId, error: 'The model is gone', attempts: 5 });
      const [letter] = await listDeadLetters(world.store);
      const admin = await addPerson(world.store, ['admin']);
      return () => retryDeadLetter(world.store, admin, letter?.deadLetterId ?? '');
    },
  },
];
