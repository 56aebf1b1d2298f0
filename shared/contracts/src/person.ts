import { z } from 'zod';
import { permissions } from './access.ts';
import { Role } from './taxonomy.ts';
import { Id, line, Timestamp, text } from './text.ts';

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

export const CredentialList = z
  .object({ credentials: z.array(CredentialView) })
  .meta({ id: 'CredentialList' });
export type CredentialList = z.infer<typeof CredentialList>;

/** Body of `POST /v1/me/tokens`. A token never carries more than its person may do. */
export const ApiTokenInput = z
  .strictObject({ label: line(120), scopes: z.array(z.enum(permissions)).min(1) })
  .meta({ id: 'ApiTokenInput' });
export type ApiTokenInput = z.infer<typeof ApiTokenInput>;

/** The answer of `POST /v1/me/tokens`: the only time that the token is shown. */
export const ApiTokenIssued = z
  .object({ token: z.string(), credential: CredentialView })
  .meta({ id: 'ApiTokenIssued' });
export type ApiTokenIssued = z.infer<typeof ApiTokenIssued>;

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;

/** Body of `POST /v1/join/invitation`: whose one-time link is this? */
export const InvitationToken = z.strictObject({ token: line(200) }).meta({ id: 'InvitationToken' });
export type InvitationToken = z.infer<typeof InvitationToken>;

/** `needsDetails` is true for the very first admin, who tells her name and address when she joins. */
export const InvitedPerson = z
  .object({ name: z.string(), email: z.string(), needsDetails: z.boolean() })
  .meta({ id: 'InvitedPerson' });
export type InvitedPerson = z.infer<typeof InvitedPerson>;

/** Body of `POST /v1/join`. Name and address are taken only where `needsDetails` is true. */
export const JoinInput = z
  .strictObject({
    token: line(200),
    password: text(MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH),
    name: line(120).optional(),
    email: z.email().max(254).optional(),
  })
  .meta({ id: 'JoinInput' });
export type JoinInput = z.infer<typeof JoinInput>;

/** The answer of `POST /v1/join`, with the session in a cookie. */
export const Joined = z.object({ personId: Id, email: z.string() }).meta({ id: 'Joined' });
export type Joined = z.infer<typeof Joined>;
