import type { Referral, ReferralField } from '@lapwing/contracts';
import { notAgreed } from '@lapwing/store/referrals/agreed-fields';
import { readable, readableReferral } from '@lapwing/store/referrals/readable-referral';
import type { Envelope, EnvelopeHead } from './envelope.ts';

/**
 * The envelope as one format gets to see it, so that no format has to remember: optional fields only where they were
 * agreed with the recipient or are part of the format, and no text that steers a terminal, a parser or a spreadsheet.
 */
export function whatMayLeave(envelope: Envelope, always: readonly ReferralField[]): Envelope {
  const { referrals, ...head } = envelope;
  return { ...headThatMayLeave(head), referrals: referralsThatMayLeave(head, always)(referrals) };
}

/** The same of what stands around the referrals. */
export function headThatMayLeave(head: EnvelopeHead): EnvelopeHead {
  return {
    ...head,
    recipient: readable(head.recipient),
    organisation: { ...head.organisation, name: readable(head.organisation.name) },
  };
}

/** The same of referrals. */
export function referralsThatMayLeave(
  { configuration }: EnvelopeHead,
  always: readonly ReferralField[],
): (referrals: readonly Referral[]) => Referral[] {
  const absent = notAgreed([...configuration.fields, ...always]);
  return (referrals) => referrals.map((referral) => readableReferral({ ...referral, ...absent }));
}
