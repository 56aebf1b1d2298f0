import type { Referral } from '@lapwing/contracts';
import Builder from 'fast-xml-builder';
import { mayBeAccountOfAChild } from '../account-of-a-child.ts';
import type { Envelope } from '../envelope.ts';
import { dangerSigns, lawEnforcementTold } from '../law-enforcement-told.ts';
import { composeLetter, type LetterEntry } from '../letter/compose-letter.ts';
import type { LetterMessages } from '../letter/letter-messages.ts';
import { categoryTerms } from '../vocabulary/category-terms.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';
import { FormatNotReady } from './format-not-ready.ts';

const builder = new Builder({
  attributeNamePrefix: '@',
  ignoreAttributes: false,
  suppressBooleanAttributes: false,
  format: true,
});

/** What XML 1.0 has no place for, not even escaped: control characters but TAB, LF and CR, and U+FFFE, U+FFFF. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const xmlText = (text: string): string => text.replaceAll(unwritable, '');

/** In the order of the schema, which is a strict sequence. Never an industryClassification: we grade no imagery. */
function reportOf(
  referral: Referral,
  { facts, details, notes }: LetterEntry,
  messages: LetterMessages,
  { organisation, configuration, createdAt }: Envelope,
): Record<string, unknown> {
  const terms = categoryTerms[referral.categoryCode].ncmec;
  const agreed = new Set(configuration.fields);
  const told = lawEnforcementTold(referral);
  const annotations = {
    ...(terms?.annotation === undefined ? {} : { [terms.annotation]: 'true' }),
    ...(referral.modifiers.includes('PEER_INVOLVED') ? { minorToMinorInteraction: 'true' } : {}),
  };
  const names: Record<string, string> = messages.basis;
  const signs = dangerSigns(referral).map((sign) => names[sign] ?? sign);
  const second = agreed.has('url_canonical') && referral.urlCanonical !== referral.urlOriginal;
  const screenName =
    agreed.has('account_handle') && !mayBeAccountOfAChild(referral) ? referral.accountHandle : null;
  const words = [...facts, ...details].map(({ label, value }) => `${label}: ${value}`);
  return {
    incidentSummary: {
      incidentType: terms?.incidentType,
      platform: messages.platform[referral.platform],
      ...(referral.imminentDanger
        ? { escalateToHighPriority: xmlText(`${messages.field.imminent_danger}: ${signs.join(', ')}`) }
        : {}),
      ...(Object.keys(annotations).length > 0 ? { reportAnnotations: annotations } : {}),
      // A clock that ran ahead must not put the incident into the future.
      incidentDateTime:
        Date.parse(referral.observedAt) < Date.parse(createdAt) ? referral.observedAt : createdAt,
      incidentDateTimeDescription: messages.field.observed_at,
    },
    internetDetails: {
      webPageIncident: {
        '@thirdPartyHostedContent': 'true',
        url: [referral.urlOriginal, ...(second ? [referral.urlCanonical] : [])].map(xmlText),
      },
    },
    ...(told === null ? {} : { lawEnforcement: { agencyName: xmlText(told.agency), reportedToLe: 'true' } }),
    reporter: {
      reportingPerson:
        organisation.contact === undefined
          ? ''
          : { email: { '@type': 'Business', '#text': xmlText(organisation.contact) } },
      companyTemplate: xmlText(
        [organisation.name, ...(organisation.domain === undefined ? [] : [organisation.domain])].join(', '),
      ),
    },
    ...(screenName === null ? {} : { personOrUserReported: { screenName: xmlText(screenName) } }),
    additionalInfo: xmlText([referral.explanation, '', ...words, ...notes].join('\n')),
  };
}

/**
 * A report to NCMEC's CyberTipline for each referral, in English, valid against NCMEC's schema. The API takes registered
 * organisations only: without a user of our own there (`LAPWING_NCMEC_USER`) the format is off.
 */
export const ncmec: ExportFormatWriter = {
  format: 'ncmec',
  fileName: 'cybertipline.xml',
  mediaType: 'application/xml',
  always: [
    'referral_id',
    'platform',
    'content_type',
    'url_original',
    'category_code',
    'policy_area',
    'imminent_danger',
    'explanation',
    'observed_at',
    'requested_action',
  ],
  carries: ({ categoryCode }) => categoryTerms[categoryCode].ncmec !== null,
  oneReferralPerFile: true,
  async *write(envelope) {
    if (envelope.organisation.ncmecUser === undefined)
      throw new FormatNotReady('NCMEC CyberTipline is off: the setting LAPWING_NCMEC_USER is not there');
    const encoder = new TextEncoder();
    const english = { ...envelope, configuration: { ...envelope.configuration, language: 'en' } };
    const { entries, messages } = composeLetter(english);
    for (const [index, referral] of envelope.referrals.entries()) {
      const entry = entries[index];
      if (!entry || !ncmec.carries?.(referral)) continue;
      const xml = builder.build({ report: reportOf(referral, entry, messages, english) });
      yield encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
    }
  },
};
