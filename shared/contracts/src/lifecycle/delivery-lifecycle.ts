import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/**
 * - NONE: nobody asked for it.
 * - WAITING: a person asked for it; the exporter makes attempts.
 * - GIVEN_UP: no attempt is to come, or a person stopped them; a person decides.
 * - DELIVERED: the recipient's server said that it has it.
 */
export const deliveryStates = ['NONE', 'WAITING', 'GIVEN_UP', 'DELIVERED'] as const;
export const DeliveryState = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof DeliveryState>;

export type DeliveryEvent = 'REQUEST' | 'WITHDRAW' | 'STOP' | 'GIVE_UP' | 'ARRIVE';

export const deliveryLifecycle = defineLifecycle<DeliveryState, DeliveryEvent>('delivery', {
  NONE: { REQUEST: 'WAITING' },
  WAITING: { WITHDRAW: 'NONE', STOP: 'GIVEN_UP', GIVE_UP: 'GIVEN_UP', ARRIVE: 'DELIVERED' },
  GIVEN_UP: { REQUEST: 'WAITING' },
  DELIVERED: {},
});
