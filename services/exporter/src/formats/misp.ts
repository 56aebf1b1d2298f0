import type { Referral } from '@lapwing/contracts';
import { deterministicId } from '../deterministic-id.ts';
import type { Envelope } from '../envelope.ts';
import { composeLetter, type LetterEntry } from '../letter/compose-letter.ts';
import type { LetterMessages } from '../letter/letter-messages.ts';
import { type MispTemplate, mispReport, mispTemplates } from '../vocabulary/misp-templates.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** Name in the template, MISP type and value. */
type Part = [relation: string, type: 'text' | 'url' | 'link', value: string | null | undefined];
type Attribute = Record<string, unknown> & { object_relation: string };
type MispObject = { uuid: string; name: string; Attribute: Attribute[] } & Record<string, unknown>;

/** Of the event: "inherit". What may be shared follows the event and its TLP tag. */
const INHERIT = '5';

const isText = (type: Part[1]): boolean => type === 'text';

function objectOf(
  template: MispTemplate,
  referralId: string,
  parts: readonly Part[],
  timestamp: string,
): MispObject {
  const uuid = deterministicId('misp-object', template.name, referralId);
  return {
    uuid,
    name: template.name,
    'meta-category': template.category,
    template_uuid: template.uuid,
    template_version: template.version,
    timestamp,
    distribution: INHERIT,
    Attribute: parts.flatMap(([relation, type, value], index) =>
      value === null || value === undefined || value === ''
        ? []
        : [
            {
              uuid: deterministicId('misp-attribute', uuid, relation, String(index)),
              object_relation: relation,
              type,
              category: isText(type) ? 'Other' : type === 'url' ? 'Network activity' : 'External analysis',
              value,
              to_ids: false,
              disable_correlation: isText(type),
              distribution: INHERIT,
              timestamp,
            },
          ],
    ),
  };
}

/** What the referral is about, and the account behind it where that is an object of its own. */
function seenObjects(referral: Referral, { configuration }: Envelope, timestamp: string): MispObject[] {
  const agreed = new Set(configuration.fields);
  const templates = mispTemplates(referral.platform, referral.contentType);
  const accountId = agreed.has('account_id') ? referral.accountId : null;
  const accountHandle = agreed.has('account_handle') ? referral.accountHandle : null;
  const account = ({ accountId: id, accountName: name }: MispTemplate): Part[] => [
    ...(id === undefined ? [] : [[id, 'text', accountId] satisfies Part]),
    ...(name === undefined ? [] : [[name, 'text', accountHandle] satisfies Part]),
  ];
  const { content } = templates;
  const named = (relation: string | undefined, value: string | null): Part[] =>
    relation === undefined ? [] : [[relation, 'text', value]];
  const parts: Part[] = [
    ...content.addresses.map((type): Part => [type, type, referral.urlOriginal]),
    ...named(content.contentId, agreed.has('platform_content_id') ? referral.platformContentId : null),
    ...named(content.groupId, agreed.has('group_id') ? referral.groupId : null),
    ...account(content),
  ];
  const objects = [objectOf(content, referral.referralId, parts, timestamp)];
  const known = accountId !== null || accountHandle !== null;
  if (known && templates.account.name !== content.name)
    objects.push(objectOf(templates.account, referral.referralId, account(templates.account), timestamp));
  return objects;
}

/** One referral: a report under its id that refers to what was seen. */
function objectsOf(
  referral: Referral,
  { facts, details, notes }: LetterEntry,
  messages: LetterMessages,
  envelope: Envelope,
  timestamp: string,
): MispObject[] {
  const seen = seenObjects(referral, envelope, timestamp);
  const words = [...facts, ...details].map(({ label, value }) => `${label}: ${value}`);
  const report = objectOf(
    mispReport,
    referral.referralId,
    [
      ['case-number', 'text', referral.referralId],
      ['title', 'text', messages.category[referral.categoryCode]],
      ['summary', 'text', referral.explanation],
      ['summary', 'text', [...words, ...notes].join('\n')],
    ],
    timestamp,
  );
  const codes = [referral.categoryCode, ...referral.secondaryCategories];
  const tags = [
    ...codes.map((code) => `lapwing:category="${code}"`),
    ...referral.modifiers.map((code) => `lapwing:circumstance="${code}"`),
    ...(referral.imminentDanger ? ['lapwing:danger="IMMINENT"'] : []),
    ...(referral.relation === null ? [] : [`lapwing:relation="${referral.relation}"`]),
  ].map((name) => ({ name }));
  const ObjectReference = seen.map(({ uuid }) => ({
    uuid: deterministicId('misp-reference', report.uuid, uuid),
    object_uuid: report.uuid,
    referenced_uuid: uuid,
    relationship_type: 'related-to',
    timestamp,
  }));
  const Attribute = report.Attribute.map((attribute) =>
    attribute.object_relation === 'case-number' ? { ...attribute, Tag: tags } : attribute,
  );
  return [...seen, { ...report, Attribute, ObjectReference }];
}

/**
 * A MISP event for police and CERT partners: of each referral a report object under its id, with the objects of the
 * platform where MISP has them. Nothing is meant for detection (`to_ids`), and the event is for the one who reads it in
 * until that person shares it (`distribution` 0, unpublished). Ids are made of what they name: reading twice changes nothing.
 */
export const misp: ExportFormatWriter = {
  format: 'misp',
  fileName: 'misp.json',
  mediaType: 'application/json',
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
    const { organisation, createdAt, batchId, configuration, referrals } = envelope;
    const { entries, messages, title } = composeLetter(envelope);
    const timestamp = String(Math.floor(Date.parse(createdAt) / 1000));
    const { name, domain = '' } = organisation;
    const event = {
      uuid: deterministicId('misp-event', batchId),
      info: title,
      date: createdAt.slice(0, 10),
      timestamp,
      // 1 high, 4 undefined: MISP means threats to networks, so that only imminent danger is said.
      threat_level_id: referrals.some(({ imminentDanger }) => imminentDanger) ? '1' : '4',
      analysis: '2',
      distribution: '0',
      published: false,
      Orgc: { name, uuid: deterministicId('organisation', name, domain) },
      Tag: [{ name: `tlp:${configuration.tlp.toLowerCase()}` }],
    };
    yield encoder.encode(`{"Event":${JSON.stringify(event).slice(0, -1)},\n"Object":[`);
    let first = true;
    for (const [index, referral] of referrals.entries()) {
      const entry = entries[index];
      if (!entry) continue;
      for (const object of objectsOf(referral, entry, messages, envelope, timestamp)) {
        yield encoder.encode(`${first ? '\n' : ',\n'}${JSON.stringify(object)}`);
        first = false;
      }
    }
    yield encoder.encode('\n]}}\n');
  },
};
