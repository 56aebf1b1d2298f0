import type { Referral } from '@lapwing/contracts';
import { v5 } from 'uuid';
import { deterministicId } from '../deterministic-id.ts';
import type { Envelope } from '../envelope.ts';
import { composeLetter, type LetterEntry } from '../letter/compose-letter.ts';
import type { LetterMessages } from '../letter/letter-messages.ts';
import { tlpMarking } from '../vocabulary/tlp-markings.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';
import { plainUri } from './plain-uri.ts';

type StixObject = { type: string; id: string } & Record<string, unknown>;

/** Namespace of the ids of observables: STIX 2.1, section 2.9. Whoever sees the same address makes the same id. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';

/** An observable whose id is made of all its values; they are texts, so that sorted JSON is canonical (RFC 8785). */
function observable(type: string, values: Record<string, string>, marked: string[]): StixObject {
  const sorted = Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  const id = `${type}--${v5(JSON.stringify(sorted), OBSERVABLES)}`;
  return { type, spec_version: '2.1', id, object_marking_refs: marked, ...values };
}

/** Who sends: the organisation. */
function identityOf({ organisation, createdAt }: Envelope, marked: string[]): StixObject {
  const { name, contact, domain } = organisation;
  return {
    type: 'identity',
    spec_version: '2.1',
    id: `identity--${deterministicId('organisation', name, domain ?? '')}`,
    created: createdAt,
    modified: createdAt,
    object_marking_refs: marked,
    name,
    identity_class: 'organization',
    ...(contact === undefined ? {} : { contact_information: contact }),
  };
}

function observablesOf(referral: Referral, { configuration }: Envelope, marked: string[]): StixObject[] {
  const agreed = new Set(configuration.fields);
  const { accountHandle, accountId, urlOriginal, urlCanonical, platform } = referral;
  const seen = plainUri(urlOriginal, urlCanonical);
  const second = agreed.has('url_canonical') && urlCanonical !== seen ? [urlCanonical] : [];
  const account = {
    ...(agreed.has('account_handle') && accountHandle !== null ? { account_login: accountHandle } : {}),
    ...(agreed.has('account_id') && accountId !== null ? { user_id: accountId } : {}),
  };
  return [
    ...[seen, ...second].map((value) => observable('url', { value }, marked)),
    ...(Object.keys(account).length > 0
      ? [observable('user-account', { account_type: accountType(platform), ...account }, marked)]
      : []),
  ];
}

/** The open vocabulary of STIX calls X by its old name. */
function accountType(platform: Referral['platform']): string {
  return platform === 'X' ? 'twitter' : platform.toLowerCase();
}

/** One referral: what was seen, a report on it, and a note with every agreed fact in words. */
function objectsOf(
  referral: Referral,
  { facts, details, notes }: LetterEntry,
  messages: LetterMessages,
  envelope: Envelope,
  common: { created_by_ref: string; object_marking_refs: string[] },
): StixObject[] {
  const { createdAt } = envelope;
  const observables = observablesOf(referral, envelope, common.object_marking_refs);
  const { referralId } = referral;
  const reportId = `report--${deterministicId('report', referralId)}`;
  const labels = [referral.categoryCode, ...referral.secondaryCategories, ...referral.modifiers];
  const of = {
    spec_version: '2.1',
    ...common,
    created: createdAt,
    modified: createdAt,
    external_references: [referralId, ...(referral.relatesTo === null ? [] : [referral.relatesTo])].map(
      (external_id) => ({ source_name: 'Lapwing referral', external_id }),
    ),
    labels: [
      ...labels,
      ...(referral.imminentDanger ? ['IMMINENT_DANGER'] : []),
      ...(referral.relation === null ? [] : [referral.relation]),
    ].map((label) => label.toLowerCase().replaceAll('_', '-')),
  };
  const report = {
    type: 'report',
    id: reportId,
    ...of,
    name: messages.category[referral.categoryCode],
    description: referral.explanation,
    report_types: ['observed-data'],
    published: createdAt,
    object_refs: observables.map(({ id }) => id),
  };
  const note = {
    type: 'note',
    id: `note--${deterministicId('note', referralId)}`,
    ...of,
    content: [...facts, ...details]
      .map(({ label, value }) => `${label}: ${value}`)
      .concat(notes)
      .join('\n'),
    object_refs: [reportId, ...observables.map(({ id }) => id)],
  };
  return [...observables, report, note];
}

/**
 * A STIX 2.1 bundle for police and CERT partners. Every referral is a report on the address and the account, with a note
 * of the facts. Ids are made of what they name, so that a bundle can be read twice and two bundles can be joined.
 */
export const stix: ExportFormatWriter = {
  format: 'stix',
  fileName: 'stix.json',
  mediaType: 'application/stix+json;version=2.1',
  always: [
    'referral_id',
    'platform',
    'content_type',
    'url_original',
    'category_code',
    'policy_area',
    'imminent_danger',
    'explanation',
    'requested_action',
  ],
  async *write(envelope) {
    const encoder = new TextEncoder();
    const marking = tlpMarking(envelope.configuration.tlp);
    const identity = identityOf(envelope, [marking.id]);
    const common = { created_by_ref: identity.id, object_marking_refs: [marking.id] };
    const { entries, messages } = composeLetter(envelope);
    const written = new Set<string>();
    const id = `bundle--${deterministicId('bundle', envelope.batchId)}`;
    yield encoder.encode(`{"type":"bundle","id":${JSON.stringify(id)},"objects":[`);
    const lines = function* (): Generator<StixObject> {
      yield marking;
      yield identity;
      for (const [index, referral] of envelope.referrals.entries()) {
        const entry = entries[index];
        if (entry) yield* objectsOf(referral, entry, messages, envelope, common);
      }
    };
    for (const object of lines()) {
      // The same address or account in two referrals is one object.
      if (written.has(object.id)) continue;
      yield encoder.encode(`${written.size === 0 ? '\n' : ',\n'}${JSON.stringify(object)}`);
      written.add(object.id);
    }
    yield encoder.encode('\n]}\n');
  },
};
