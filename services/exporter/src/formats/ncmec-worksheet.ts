import type { Envelope } from '../envelope.ts';
import { fill, type LetterMessages, messagesFor } from '../letter/letter-messages.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';
import { incidentTypes, type NcmecFacts, ncmecFacts } from './ncmec-facts.ts';

function answersOf(
  facts: NcmecFacts,
  { organisation }: Envelope,
  { worksheet }: LetterMessages,
): [label: string, answer: string][] {
  const { lawEnforcement, annotations } = facts;
  const choose = fill(worksheet.choose, { types: incidentTypes.join(' / ') });
  const reporter = [organisation.name, organisation.contact, organisation.domain];
  return [
    [worksheet.type, [facts.incidentType ?? choose, ...annotations].join('\n')],
    [worksheet.time, facts.incidentAt],
    [worksheet.danger, facts.escalation ?? worksheet.none],
    [worksheet.platform, facts.platform],
    [worksheet.addresses, facts.addresses.join('\n')],
    [worksheet.suspect, facts.screenName ?? worksheet.leaveEmpty],
    [worksheet.child, worksheet.childEmpty],
    [
      worksheet.police,
      lawEnforcement === null ? worksheet.none : `${lawEnforcement.agency}, ${lawEnforcement.at}`,
    ],
    [worksheet.reporter, reporter.filter((line) => line !== undefined).join('\n')],
    [worksheet.additional, facts.additionalInfo],
  ];
}

/**
 * A worksheet to copy from into NCMEC's public form: labels in the language of the recipient, answers in English. For
 * organisations that cannot use the API, and for every category: where NCMEC has no one type, it says what to choose from.
 */
export const ncmecWorksheet: ExportFormatWriter = {
  format: 'ncmec-worksheet',
  fileName: 'worksheet.txt',
  mediaType: 'text/plain; charset=utf-8',
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
  async *write(envelope) {
    const encoder = new TextEncoder();
    const { messages } = messagesFor(envelope.configuration.language);
    const { worksheet } = messages;
    yield encoder.encode(`TLP:${envelope.configuration.tlp}\n${worksheet.title}\n\n${worksheet.how}\n`);
    const entries = ncmecFacts(envelope);
    for (const [index, facts] of entries.entries()) {
      const heading = fill(messages.entry, { number: index + 1, total: entries.length });
      const answers = answersOf(facts, envelope, messages).map(
        ([label, answer]) => `[${label}]\n${answer}\n`,
      );
      yield encoder.encode(`\n======== ${heading} ========\n\n${answers.join('\n')}`);
    }
  },
};
