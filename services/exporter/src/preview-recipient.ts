import { type ExportFormat, type Referral, referralRow } from '@lapwing/contracts';
import { neutralCell } from '@lapwing/store/batches/neutral-cell';
import type { JobPayload } from '@lapwing/store/queues/queue-names';
import {
  type PreviewAnswer,
  PreviewQuestion,
  previewAnswerContext,
  previewQuestionContext,
} from '@lapwing/store/recipients/preview-seals';
import { withAgreedFields } from '@lapwing/store/referrals/agreed-fields';
import type { Sealer } from '@lapwing/store/sealing';
import { contentFiles } from './content-files.ts';
import type { Envelope, Organisation } from './envelope.ts';
import { FormatNotReady } from './formats/format-not-ready.ts';
import { sampleEnvelope } from './sample/sample-envelope.ts';

/** Most characters of a file that are shown. */
const MOST_CHARACTERS = 20_000;
const isText = (mediaType: string): boolean =>
  /^text\/|json|xml/.test(mediaType) && !/officedocument/.test(mediaType);

/**
 * The exporter's side of `previewRecipient`: opens the question, writes a file in each of the recipient's formats, seals the
 * answer. Gives nothing for a question that nobody waits for any more, and does not open it.
 */
export async function answerPreview(
  sealer: Sealer,
  organisation: Organisation,
  job: JobPayload<'preview'>,
): Promise<string> {
  if (Date.parse(job.expiresAt) < Date.now()) return '';
  const opened = sealer.open(job.sealed, previewQuestionContext(job.requestId));
  const question = PreviewQuestion.parse(JSON.parse(opened));
  const answer = await writePreview(envelopeOfPreview(question, organisation));
  return sealer.seal(JSON.stringify(answer), previewAnswerContext(job.requestId));
}

/** An envelope with the referral, or with the sample as these settings make it. */
export function envelopeOfPreview(
  { recipient: { name, configuration }, referral, category, urgent }: PreviewQuestion,
  organisation: Organisation,
): Envelope {
  const [format = 'csv'] = configuration.formats;
  const sample = sampleEnvelope({ format, category, urgent, language: configuration.language });
  if (referral !== null)
    return {
      ...sample,
      recipient: name,
      organisation,
      configuration,
      imminent: referral.imminentDanger,
      referrals: [referral],
    };
  const { policyAreas, jurisdiction, legalBasis } = configuration;
  const asConfigured = (invented: Referral): Referral => ({
    ...invented,
    policyArea: policyAreas[category] ?? category,
    jurisdiction,
    legalBasis,
  });
  return { ...sample, recipient: name, configuration, referrals: sample.referrals.map(asConfigured) };
}

async function writePreview(envelope: Envelope): Promise<PreviewAnswer> {
  const { fields, formats } = envelope.configuration;
  const [referral] = envelope.referrals;
  if (!referral) throw new Error('A preview has one referral');
  const files: PreviewAnswer['files'] = [];
  for (const format of new Set(formats)) files.push(await writeFile(envelope, format));
  return {
    columns: fields,
    row: referralRow(withAgreedFields(referral, fields), fields).map(neutralCell),
    files,
  };
}

async function writeFile(envelope: Envelope, format: ExportFormat): Promise<PreviewAnswer['files'][number]> {
  const nothing = { format, name: null, bytes: 0, text: null, problem: null };
  const configuration = { ...envelope.configuration, formats: [format] };
  const [file] = contentFiles({ ...envelope, configuration });
  if (!file) return nothing;
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.read()) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    const text = isText(file.mediaType)
      ? bytes.toString('utf8').slice(0, MOST_CHARACTERS).toWellFormed()
      : null;
    return { ...nothing, name: file.name, bytes: bytes.length, text };
  } catch (error) {
    if (error instanceof FormatNotReady) return { ...nothing, name: file.name, problem: error.message };
    throw error;
  }
}
