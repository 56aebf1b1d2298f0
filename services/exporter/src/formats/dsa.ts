import { type Referral, type ReferralField, translationsOf } from '@lapwing/contracts';
import type { Envelope } from '../envelope.ts';
import { dangerSigns, lawEnforcementTold } from '../law-enforcement-told.ts';
import { DSA, notifierOf, transparencyTerms } from '../letter/article-16.ts';
import { careNotes } from '../letter/compose-letter.ts';
import { type LetterMessages, messagesFor } from '../letter/letter-messages.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** Only what was agreed and is there. */
function agreedFacts(
  referral: Referral,
  fields: readonly ReferralField[],
  names: Partial<Record<ReferralField, keyof Referral>>,
): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(referral));
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, name]) => {
      const value = fields.some((one) => one === field) ? values.get(name) : null;
      const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
      return empty ? [] : [[name, value]];
    }),
  );
}

function notifierIn(referral: Referral, { organisation }: Envelope): Record<string, unknown> {
  const notifier = notifierOf(referral, organisation);
  if (notifier.kind === 'NAMED') return { notifier: { name: notifier.name, email: notifier.email } };
  return {
    notifierLeftOut: `Article 16(2)(c): the notice concerns an offence referred to in ${notifier.offence}`,
  };
}

function urgencyOf(referral: Referral, messages: LetterMessages): Record<string, unknown> {
  if (!referral.imminentDanger) return {};
  const statements = [messages.imminent, messages.article18];
  const told = lawEnforcementTold(referral);
  const lawEnforcement = told === null ? {} : { lawEnforcement: told };
  return { imminentDanger: { statements, signs: dangerSigns(referral), ...lawEnforcement } };
}

function noticeOf(referral: Referral, envelope: Envelope, messages: LetterMessages): Record<string, unknown> {
  const { fields } = envelope.configuration;
  const notes = careNotes(referral, messages);
  const translations = translationsOf(referral, fields);
  const { urlOriginal, urlCanonical } = referral;
  const second = fields.includes('url_canonical') && urlCanonical !== urlOriginal ? [urlCanonical] : [];
  return {
    referralId: referral.referralId,
    ...(referral.relation === null ? {} : { relation: referral.relation, relatesTo: referral.relatesTo }),
    ...urgencyOf(referral, messages),
    explanation: referral.explanation,
    ...(translations.length > 0 ? { translations } : {}),
    categories: [referral.categoryCode, ...referral.secondaryCategories].map((code) => ({
      code,
      name: messages.category[code],
    })),
    circumstances: referral.modifiers.map((code) => messages.modifier[code]),
    ...agreedFacts(referral, fields, { policy_area: 'policyArea', legal_basis: 'legalBasis' }),
    locations: [urlOriginal, ...second],
    furtherIdentification: {
      platform: referral.platform,
      contentType: referral.contentType,
      ...agreedFacts(referral, fields, {
        platform_content_id: 'platformContentId',
        parent_id: 'parentId',
        account_handle: 'accountHandle',
        account_id: 'accountId',
        group_id: 'groupId',
        media_timecode: 'mediaTimecode',
        content_language: 'contentLanguage',
        posted_at: 'postedAt',
        observed_at: 'observedAt',
        verified_live_at: 'verifiedLiveAt',
        hashes: 'hashes',
      }),
    },
    ...notifierIn(referral, envelope),
    goodFaith: messages.goodFaith,
    requestedAction: referral.requestedAction,
    ...agreedFacts(referral, fields, {
      severity: 'severity',
      urgency: 'urgency',
      jurisdiction: 'jurisdiction',
      notifier_ref: 'notifierRef',
    }),
    transparencyDatabase: transparencyTerms(referral),
    ...(notes.length > 0 ? { careForTheChild: notes } : {}),
  };
}

/**
 * Notices under Article 16 of the Digital Services Act: each with the explanation, the exact addresses, the notifier
 * where the law asks for one, and the statement of good faith. The file says nowhere else who sends it.
 */
export const dsa: ExportFormatWriter = {
  format: 'dsa',
  fileName: 'notices.json',
  mediaType: 'application/json',
  always: [
    'referral_id',
    'platform',
    'content_type',
    'url_original',
    'category_code',
    'imminent_danger',
    'explanation',
    'requested_action',
    'good_faith',
  ],
  async *write(envelope) {
    const encoder = new TextEncoder();
    const { language, messages } = messagesFor(envelope.configuration.language);
    const head = {
      format: 'lapwing-article-16-notices/1',
      basis: `${DSA}, Article 16`,
      language,
      handling: `TLP:${envelope.configuration.tlp}`,
      batchId: envelope.batchId,
      createdAt: envelope.createdAt,
    };
    yield encoder.encode(`${JSON.stringify(head).slice(0, -1)},\n"notices":[`);
    for (const [index, referral] of envelope.referrals.entries()) {
      const notice = JSON.stringify(noticeOf(referral, envelope, messages));
      yield encoder.encode(`${index === 0 ? '\n' : ',\n'}${notice}`);
    }
    yield encoder.encode('\n]}\n');
  },
};
