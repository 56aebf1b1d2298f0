import type { NcmecTransport, Transport } from '@lapwing/contracts';
import type { DeliveryAttempt } from '@lapwing/store/deliveries/begin-attempt';
import type { AttemptFailure } from '@lapwing/store/deliveries/fail-attempt';
import type { ReportGivenUp } from '@lapwing/store/deliveries/give-up-open-report';
import type { OpenReport } from '@lapwing/store/schema/referrals';
import type { MailServer } from '../network/mail-server.ts';
import type { OutsideNetwork } from '../network/outside-network.ts';
import type { Patience } from '../network/post-once.ts';

/** A built batch on its way out. Everything but the attempt's number is the same whenever it is sent. */
export type DeliveryToSend = Pick<
  DeliveryAttempt,
  | 'batchId'
  | 'recipient'
  | 'publicKey'
  | 'imminent'
  | 'createdAt'
  | 'requestedAt'
  | 'tlp'
  | 'language'
  | 'referralIds'
  | 'referrals'
  | 'secret'
> & {
  /** Name under which the organisation is known outside. */
  organisation: string;
  files: { name: string; mediaType: string; sha256: string; content: Buffer }[];
  /** Where the recipient opens a report first and finishes it then: what an earlier attempt opened. */
  openReport: Pick<OpenReport, 'id' | 'openedAt'> | null;
  /** Notes what was opened before it is finished. Rejects where it cannot; nothing is finished then. */
  keepOpenReport(id: string): Promise<void>;
  /** Puts on record that a report that was opened is not finished, and forgets its number where it is gone. */
  giveUpOpenReport(givenUp: ReportGivenUp): Promise<void>;
};

/** The organisation at NCMEC. */
export interface NcmecAccount {
  user: string;
  password: string;
  /** Where NCMEC is, by environment. */
  origins: Readonly<Record<NcmecTransport['environment'], string>>;
}

/** What a transport needs of the outside. */
export interface TransportContext {
  network: OutsideNetwork;
  patience: Patience;
  /** Null where the organisation has set none up. */
  mail: MailServer | null;
  /** Private key, in the form of OpenSSH, by which the organisation signs in at recipients' servers. */
  sshKey: string;
  /** Null where it is not registered there. */
  ncmec: NcmecAccount | null;
  /** Sessions at servers that ask for one, by what opened them: kept in memory, so that not every attempt signs in anew. */
  sessions: Map<string, string>;
}

/** What became of handing a batch over. */
export type HandOver =
  /** A person hands it over and says so afterwards. */
  | { kind: 'WAITS_FOR_PERSON' }
  /** The recipient's server said that it has it; `reference` is what it calls it, or empty. */
  | { kind: 'ARRIVED'; reference: string; status: number | null }
  | ({ kind: 'FAILED' } & AttemptFailure);

/**
 * One way to hand a built batch over, set up for one recipient. `handOver` makes one attempt and resolves whatever
 * happens outside; it is called again for the same batch until it ARRIVED, so a recipient must be able to tell a double
 * by the batch's id.
 */
export interface BatchTransport {
  transport: Transport;
  handOver(delivery: DeliveryToSend, context: TransportContext): Promise<HandOver>;
}
