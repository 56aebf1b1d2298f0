import type { PushTransport } from '@lapwing/contracts';
import type { DeliveryToSend, TransportContext } from '../../transports/batch-transport.ts';
import type { DeliveryFault, Expected } from './delivery-faults.ts';

/** A batch as a recipient's server took it in. */
export interface Received {
  /** By which the server knows a double. */
  id: string;
  files: { name: string; content: Buffer }[];
}

/** A recipient's server of the kind that a transport delivers to, real and on this machine, which can be made to fail. */
export interface Desk {
  readonly target: PushTransport;
  /** Its OpenPGP key (armoured); empty where it has none. */
  readonly publicKey: string;
  /** What is on its way to such a desk, where it differs from `inventDelivery`. */
  readonly delivery: Partial<DeliveryToSend>;
  /** Another batch, where it differs from that in more than its referral. */
  readonly another?: Partial<DeliveryToSend> | undefined;
  /** With it a transport reaches this desk and nothing else. */
  readonly context: TransportContext;
  /** Everything that was taken in whole, in order. */
  readonly received: readonly Received[];
  /** From now on; it changes target and context. */
  suffer(fault: DeliveryFault): void;
  close(): Promise<void>;
}

/** Which transport delivers to such desks, and what it makes of each fault; null where there is nothing of the kind. */
export interface DeskKind {
  transport: PushTransport['kind'];
  /** Name in docs/transports.md. */
  name: string;
  /** The files of a batch, or one report of a referral. */
  carries: 'FILES' | 'REPORT';
  /** Connections of one attempt, for each of which the name is looked up. */
  connections: number;
  /** @param secret what signs webhooks to it at the moment */
  open(secret: () => string): Promise<Desk>;
  expected: Readonly<Record<DeliveryFault, Expected | null>>;
}
