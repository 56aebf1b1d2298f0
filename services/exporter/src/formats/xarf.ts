import {
  markedTranslation,
  type RecipientConfiguration,
  type Referral,
  type ReferralField,
  translationsOf,
} from '@lapwing/contracts';
import { mayBeAccountOfAChild } from '@lapwing/store/referrals/account-of-a-child';
import type { Envelope } from '../envelope.ts';
import { dangerSigns, lawEnforcementTold } from '../law-enforcement-told.ts';
import { careNotes } from '../letter/compose-letter.ts';
import { messagesFor } from '../letter/letter-messages.ts';
import { categoryTerms } from '../vocabulary/category-terms.ts';
import { xarfPlatforms } from '../vocabulary/service-kind.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';
import { requiredOf } from './format-not-ready.ts';
import { plainUri } from './plain-uri.ts';

/** The version of github.com/xarf/xarf-spec whose schema the tests validate against. */
const XARF_VERSION = '4.2.0';
/** In characters. */
const LONGEST_DESCRIPTION = 1000;
/** As many tags as a report may have. */
const MOST_TAGS = 20;
/** What the schema takes for a domain; an address in figures or in punycode is in `source_identifier` only. */
const domainName = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/;

const tag = (namespace: string, value: string | number): string =>
  `${namespace}:${String(value).toLowerCase()}`;

/** The gravest first, since only so many are allowed. */
function tagsOf(
  referral: Referral,
  tlp: RecipientConfiguration['tlp'],
  agreed: ReadonlySet<ReferralField>,
): string[] {
  const tags = [
    tag('tlp', tlp),
    tag('category', referral.categoryCode),
    tag('requested', referral.requestedAction),
    ...(referral.relation === null ? [] : [tag('relation', referral.relation)]),
    ...(referral.relatesTo === null ? [] : [tag('relates_to', referral.relatesTo)]),
    ...(referral.imminentDanger ? [tag('danger', 'imminent')] : []),
    ...(mayBeAccountOfAChild(referral) ? [tag('care', 'protect_child')] : []),
    ...(agreed.has('severity') ? [tag('severity', referral.severity)] : []),
    ...(agreed.has('urgency') ? [tag('urgency', referral.urgency)] : []),
    ...referral.modifiers.map((modifier) => tag('circumstance', modifier)),
    ...dangerSigns(referral).map((sign) => tag('danger', sign)),
    ...referral.secondaryCategories.map((code) => tag('also', code)),
  ];
  return tags.slice(0, MOST_TAGS);
}

/**
 * The explanation, how a child is to be treated, and translations, each where there is room for the whole of it: no translation
 * takes the place of what protects a child (rule 9), which a tag says in any case.
 */
function descriptionOf(referral: Referral, { language, fields }: RecipientConfiguration): string {
  const notes = careNotes(referral, messagesFor(language).messages).join('\n');
  const behind = [notes, ...translationsOf(referral, fields).map(markedTranslation)];
  return behind.reduce((said, more) => {
    const whole = `${said}\n${more}`;
    return more === '' || whole.length > LONGEST_DESCRIPTION ? said : whole;
  }, referral.explanation);
}

function reportOf(referral: Referral, envelope: Envelope): Record<string, unknown> {
  const { organisation, configuration } = envelope;
  const sender = {
    org: organisation.name,
    contact: requiredOf(organisation, 'contact', 'XARF'),
    domain: requiredOf(organisation, 'domain', 'XARF'),
  };
  const url = plainUri(referral.urlOriginal, referral.urlCanonical);
  const { hostname } = new URL(url);
  const agreed = new Set(configuration.fields);
  const named = agreed.has('account_id') ? referral.accountId : null;
  const handle = agreed.has('account_handle') ? referral.accountHandle : null;
  const account = mayBeAccountOfAChild(referral) ? null : (named ?? handle);
  return {
    xarf_version: XARF_VERSION,
    report_id: referral.referralId,
    timestamp: referral.observedAt,
    reporter: sender,
    sender,
    source_identifier: hostname,
    category: 'content',
    type: 'csem',
    url,
    ...(domainName.test(hostname) ? { domain: hostname } : {}),
    ...(agreed.has('verified_live_at')
      ? { verified_at: referral.verifiedLiveAt, verification_method: 'manual' }
      : {}),
    exploitation_type: categoryTerms[referral.categoryCode].xarf,
    detection_method: 'manual_review',
    platform: xarfPlatforms[referral.platform],
    evidence_source: 'researcher_analysis',
    evidence_type: ['metadata'],
    ...(lawEnforcementTold(referral) ? { reporting_obligations: ['local_law_enforcement'] } : {}),
    ...(account === null ? {} : { perpetrator_indicators: { account_id: account } }),
    description: descriptionOf(referral, configuration),
    tags: tagsOf(referral, configuration.tlp, agreed),
  };
}

/**
 * XARF v4 `content/csem`, as JSON Lines: XARF makes one incident one report, so that every line is a whole report that
 * can be cut out and sent on, where an array would be a document that XARF does not know. Never `content/csam`, which
 * would ask us to grade imagery, and never an `evidence` payload.
 */
export const xarf: ExportFormatWriter = {
  format: 'xarf',
  fileName: 'xarf.jsonl',
  mediaType: 'application/jsonl',
  always: [
    'referral_id',
    'platform',
    'url_original',
    'category_code',
    'imminent_danger',
    'explanation',
    'observed_at',
    'requested_action',
  ],
  carries: ({ categoryCode }) => categoryTerms[categoryCode].xarf !== null,
  async *write(envelope) {
    const encoder = new TextEncoder();
    for (const referral of envelope.referrals)
      if (xarf.carries?.(referral)) yield encoder.encode(`${JSON.stringify(reportOf(referral, envelope))}\n`);
  },
};
