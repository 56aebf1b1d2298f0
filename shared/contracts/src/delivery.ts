import { z } from 'zod';
import { DeliveryState } from './lifecycle/delivery-lifecycle.ts';
import { Timestamp } from './text.ts';
import { Transport } from './transport.ts';

/** Why an attempt to deliver failed. A person reads the code as a sentence of the message catalogues. */
export const deliveryErrors = [
  'ADDRESS_REFUSED',
  'NAME_NOT_FOUND',
  'UNREACHABLE',
  'TLS_FAILED',
  'TIMED_OUT',
  'CONNECTION_LOST',
  'SERVER_ERROR',
  'BROKE_OFF',
  'BUSY',
  'REDIRECTED',
  'REFUSED',
  'GONE',
  'TOO_LARGE',
  'NO_SECRET',
  'NO_MAIL_SERVER',
  'KEY_UNUSABLE',
  'OWN_KEY_UNUSABLE',
  'HOST_KEY_CHANGED',
  'NOT_REGISTERED',
  'NOT_ADDRESSABLE',
  'TRIAL_SERVER',
  'UNCERTAIN',
  'DANGER_SINCE',
  'RECIPIENT_CHANGED',
  'STOPPED',
  'INTERRUPTED',
] as const;
export const DeliveryError = z.enum(deliveryErrors);
export type DeliveryError = z.infer<typeof DeliveryError>;

/** What an error means: whether the recipient may have the batch all the same, and whether trying again can help. */
export const meaningOfDeliveryError: Readonly<
  Record<DeliveryError, { mayHaveArrived: boolean; tryAgain: boolean }>
> = {
  /** The name leads to a private or otherwise special address, which is never connected to. */
  ADDRESS_REFUSED: { mayHaveArrived: false, tryAgain: false },
  NAME_NOT_FOUND: { mayHaveArrived: false, tryAgain: true },
  UNREACHABLE: { mayHaveArrived: false, tryAgain: true },
  /** No encrypted connection came about, above all for want of a certificate that holds for the name. */
  TLS_FAILED: { mayHaveArrived: false, tryAgain: true },
  TIMED_OUT: { mayHaveArrived: true, tryAgain: true },
  CONNECTION_LOST: { mayHaveArrived: true, tryAgain: true },
  /** The recipient answered that something is wrong on its side. */
  SERVER_ERROR: { mayHaveArrived: true, tryAgain: true },
  /** The connection broke off, or the server failed, before the batch was whole there: it does not count as there. */
  BROKE_OFF: { mayHaveArrived: false, tryAgain: true },
  /** The recipient asked to wait. */
  BUSY: { mayHaveArrived: false, tryAgain: true },
  /** The recipient answered with another address, which is not followed. */
  REDIRECTED: { mayHaveArrived: false, tryAgain: false },
  /** The recipient will not have it. */
  REFUSED: { mayHaveArrived: false, tryAgain: false },
  /** The recipient says that this address is not in use any more. */
  GONE: { mayHaveArrived: false, tryAgain: false },
  TOO_LARGE: { mayHaveArrived: false, tryAgain: false },
  NO_SECRET: { mayHaveArrived: false, tryAgain: false },
  /** No mail server of the organisation is set up, or it does not let Lapwing in. */
  NO_MAIL_SERVER: { mayHaveArrived: false, tryAgain: false },
  /** The recipient's OpenPGP key expired, was revoked, or encrypts nothing: nothing is sent unencrypted in its stead. */
  KEY_UNUSABLE: { mayHaveArrived: false, tryAgain: false },
  /** The organisation's own OpenPGP key cannot sign. */
  OWN_KEY_UNUSABLE: { mayHaveArrived: false, tryAgain: false },
  /** The server has another key than the one that was agreed on: it may be another server, which got nothing. */
  HOST_KEY_CHANGED: { mayHaveArrived: false, tryAgain: false },
  /** No user and password of the organisation at NCMEC are set up, or they are not let in. */
  NOT_REGISTERED: { mayHaveArrived: false, tryAgain: false },
  /** What was captured does not name an account or post that the recipient's server knows: it goes by hand. */
  NOT_ADDRESSABLE: { mayHaveArrived: false, tryAgain: false },
  /** The server of the settings is one for trying, where nobody reads: nothing was sent. */
  TRIAL_SERVER: { mayHaveArrived: false, tryAgain: false },
  /** It may have arrived, and this recipient could not tell a double: a person asks before it is sent again. */
  UNCERTAIN: { mayHaveArrived: true, tryAgain: false },
  /** Since the delivery was asked for, a child turned out to be in danger: rule 6 comes first. */
  DANGER_SINCE: { mayHaveArrived: false, tryAgain: false },
  /** Since the delivery was asked for, the recipient was closed, or is reached in another way: nobody agreed to that. */
  RECIPIENT_CHANGED: { mayHaveArrived: false, tryAgain: false },
  /** A person stopped it between two attempts. */
  STOPPED: { mayHaveArrived: false, tryAgain: false },
  /** The exporter ended in the middle of the attempt. */
  INTERRUPTED: { mayHaveArrived: true, tryAgain: true },
};

/** Where a batch is delivered to, as `destinationOf` says it. */
export const DeliveryTarget = z.object({
  transport: Transport,
  destination: z.string(),
  /** Fingerprint of the OpenPGP key that it is encrypted to; null where the message itself is not encrypted. */
  encryptedTo: z.string().nullable(),
});
export type DeliveryTarget = z.infer<typeof DeliveryTarget>;

/** A delivery that somebody asked for. */
export const DeliveryView = z
  .object({
    ...DeliveryTarget.shape,
    state: DeliveryState,
    requestedAt: Timestamp,
    /** Attempts that were begun since it was asked for. */
    attempts: z.number().int(),
    /** When the next attempt is due; null where there is none to come. */
    nextAttemptAt: Timestamp.nullable(),
    lastError: DeliveryError.nullable(),
    /** What the recipient called it in its answer; empty where it did not say. */
    reference: z.string(),
    /** An attempt came to an end that leaves open whether the recipient has it. */
    mayHaveArrived: z.boolean(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof DeliveryView>;

/** Body of `POST /v1/batches/{batchId}/deliver`: what the person saw in `deliversTo` and agreed to. */
export const DeliverInput = z
  .strictObject({
    destination: z.string().min(1).max(1000),
    encryptedTo: z.string().min(1).max(128).nullable().default(null),
  })
  .meta({ id: 'DeliverInput' });
export type DeliverInput = z.infer<typeof DeliverInput>;

/** Body of `PUT /v1/recipients/{id}/token`: what the recipient gave out to let reports in. Kept sealed, never shown. */
export const RecipientToken = z
  .strictObject({
    token: z.string().regex(/^[\x21-\x7e]{8,500}$/, 'Must be 8 to 500 characters without blanks'),
  })
  .meta({ id: 'RecipientToken' });
export type RecipientToken = z.infer<typeof RecipientToken>;

/** Answer of `POST /v1/recipients/{id}/webhook-secret`: shown once and never again. */
export const WebhookSecret = z.object({ secret: z.string() }).meta({ id: 'WebhookSecret' });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

/**
 * Codes of what stands in the way of sending a batch, in the `errors` of a problem `conflict`: the recipient has no secret to
 * sign with or token that lets reports in, a server that is for trying only, a channel that takes reports of content one by
 * one while the batch has several or a correction, or no file for NCMEC, a key that nothing can be encrypted to, or it takes
 * no referrals today; danger was named since the batch was made; Lapwing is delivering it; the recipient may have it
 * already; an attempt is being made at this moment; it waits for a second look, which is not for who made it, nor for who
 * did not open it, wrote a correction in it or flagged what that is about; who asks wrote a translation in it after the decision,
 * and nobody else looked at that.
 */
export const deliveryRefusals = [
  'no_secret',
  'no_token',
  'single_reports',
  'trial_server',
  'no_ncmec_file',
  'correction_by_hand',
  'key_unusable',
  'closed',
  'danger_since',
  'on_its_way',
  'may_have_arrived',
  'attempt_runs',
  'second_look',
  'own_batch',
  'own_release',
  'own_correction',
  'own_translation',
  'flagged_it',
  'not_looked',
] as const;
export type DeliveryRefusal = (typeof deliveryRefusals)[number];
