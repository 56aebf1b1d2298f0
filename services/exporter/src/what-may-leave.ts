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
  return { ...headThatMayLeave(head), referrals: agreedOnly(head, always)(referrals).map(readableReferral) };
}

/** The same of what stands around the referrals. */
export function headThatMayLeave(head: EnvelopeHead): EnvelopeHead {
  return {
    ...head,
    recipient: readable(head.recipient),
    organisation: { ...head.organisation, name: readable(head.organisation.name) },
  };
}

/** Referrals with what was agreed with the recipient or is part of the format, and nothing else. */
export function agreedOnly(
  { configuration }: EnvelopeHead,
  always: readonly ReferralField[],
): (referrals: readonly Referral[]) => readonly Referral[] {
  const absent = notAgreed([...configuration.fields, ...always]);
  if (Object.keys(absent).length === 0) return (referrals) => referrals;
  return (referrals) => referrals.map((referral) => ({ ...referral, ...absent }));
}
