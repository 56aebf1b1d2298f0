import type { DeskKind } from './desk.ts';
import { mailDesk } from './mail-desk.ts';
import { webhookDesk } from './webhook-desk.ts';

/** A kind of desk for every transport that pushes. */
export const deskKinds: readonly DeskKind[] = [webhookDesk, mailDesk];
