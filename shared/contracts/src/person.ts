import { z } from 'zod';
import { permissions } from './access.ts';
import { Role } from './taxonomy.ts';
import { Id, line, Timestamp } from './text.ts';

export const PersonView = z
  .object({
    personId: Id,
    name: z.string(),
    email: z.string(),
    /** How the person appears to colleagues on items, and outside the system (rule 8). */
    pseudonym: z.string(),
    roles: z.array(Role),
    active: z.boolean(),
    secondFactor: z.boolean(),
    joined: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof PersonView>;

export const PeoplePage = z.object({ people: z.array(PersonView) }).meta({ id: 'PeoplePage' });
export type PeoplePage = z.infer<typeof PeoplePage>;

/** Body of `POST /v1/people`: invites somebody; the answer carries a one-time link, shown once. */
export const InvitationInput = z
  .strictObject({ name: line(120), email: z.email().max(254), roles: z.array(Role).min(1).max(6) })
  .meta({ id: 'InvitationInput' });
export type InvitationInput = z.infer<typeof InvitationInput>;

export const InvitationMade = z
  .object({ person: PersonView, link: z.string(), expiresAt: Timestamp })
  .meta({ id: 'InvitationMade' });
export type InvitationMade = z.infer<typeof InvitationMade>;

/** Body of `PATCH /v1/people/{personId}`. */
export const PersonChange = z
  .strictObject({ roles: z.array(Role).min(1).max(6).optional(), active: z.boolean().optional() })
  .meta({ id: 'PersonChange' });
export type PersonChange = z.infer<typeof PersonChange>;

/** `GET /v1/me`. */
export const Me = z
  .object({
    personId: Id,
    name: z.string(),
    email: z.string(),
    pseudonym: z.string(),
    roles: z.array(Role),
    permissions: z.array(z.enum(permissions)),
    secondFactor: z.boolean(),
    organisation: z.string(),
    /** Urgent contacts an analyst sees in the imminent-danger checklist. */
    emergencyContacts: z.array(z.object({ name: z.string(), phone: z.string() })),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** A paired extension or an API token of the caller (`GET /v1/me/credentials`). */
export const CredentialView = z
  .object({
    credentialId: z.string(),
    kind: z.enum(['EXTENSION', 'API_TOKEN']),
    label: z.string(),
    scopes: z.array(z.string()),
    createdAt: Timestamp,
    lastUsedAt: Timestamp.nullable(),
    expiresAt: Timestamp.nullable(),
  })
  .meta({ id: 'Credential' });
export type CredentialView = z.infer<typeof CredentialView>;
