import Builder from 'fast-xml-builder';
import type { Organisation } from '../envelope.ts';
import { categoryTerms } from '../vocabulary/category-terms.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';
import { FormatNotReady } from './format-not-ready.ts';
import { type NcmecFacts, ncmecFacts } from './ncmec-facts.ts';

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
function reportOf(facts: NcmecFacts, { name, contact, domain }: Organisation): Record<string, unknown> {
  const { annotations, escalation, lawEnforcement, screenName } = facts;
  return {
    incidentSummary: {
      incidentType: facts.incidentType,
      platform: facts.platform,
      ...(escalation === null ? {} : { escalateToHighPriority: xmlText(escalation) }),
      ...(annotations.length === 0
        ? {}
        : { reportAnnotations: Object.fromEntries(annotations.map((annotation) => [annotation, 'true'])) }),
      incidentDateTime: facts.incidentAt,
      incidentDateTimeDescription: facts.incidentAtMeans,
    },
    internetDetails: {
      webPageIncident: { '@thirdPartyHostedContent': 'true', url: facts.addresses.map(xmlText) },
    },
    ...(lawEnforcement === null
      ? {}
      : { lawEnforcement: { agencyName: xmlText(lawEnforcement.agency), reportedToLe: 'true' } }),
    reporter: {
      reportingPerson:
        contact === undefined ? '' : { email: { '@type': 'Business', '#text': xmlText(contact) } },
      companyTemplate: xmlText(domain === undefined ? name : `${name}, ${domain}`),
    },
    ...(screenName === null ? {} : { personOrUserReported: { screenName: xmlText(screenName) } }),
    additionalInfo: xmlText(facts.additionalInfo),
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
    for (const facts of ncmecFacts(envelope)) {
      if (facts.incidentType === null) continue;
      const xml = builder.build({ report: reportOf(facts, envelope.organisation) });
      yield encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
    }
  },
};
