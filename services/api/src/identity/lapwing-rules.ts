import { pairExtension } from '@lapwing/store/identity/issue-credential';
import {
  endOtherSessions,
  type IdentityEvent,
  recordIdentityEvent,
} from '@lapwing/store/identity/record-identity-event';
import { secondFactorsOf } from '@lapwing/store/identity/second-factors';
import type { Store } from '@lapwing/store/store';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { describeClient, extensionOriginOf } from './extension-origin.ts';

/**
 * What Lapwing asks of the identity library beyond what it does by itself: every sign-in and every change of a
 * credential is on record; a passkey cannot be walked around with the password; a person without a second factor
 * pairs nothing; and a paired extension gets a token of its own, never a session.
 */
export function lapwingRules(store: Store): BetterAuthPlugin {
  // Requests that came with a session: the same endpoint finishes a sign-in, or an enrolment.
  const withSession = new WeakSet<Request>();

  const record = (ctx: GenericEndpointContext, personId: string, event: IdentityEvent) =>
    recordIdentityEvent(store, { personId, requestId: ctx.headers?.get('x-request-id') ?? null }, event);

  const noteSession = createAuthMiddleware(async (ctx) => {
    if (ctx.request && (await getSessionFromCtx(ctx)) !== null) withSession.add(ctx.request);
  });

  const demandSecondFactor = createAuthMiddleware(async (ctx) => {
    const session = await getSessionFromCtx(ctx);
    if (session === null) return;
    const { totp, passkeys } = await secondFactorsOf(store, session.user.id);
    if (!totp && passkeys === 0)
      throw new APIError('FORBIDDEN', {
        code: 'SECOND_FACTOR_REQUIRED',
        message: 'Set up a one-time code or a passkey first',
      });
  });

  const afterPassword = createAuthMiddleware(async (ctx) => {
    const { newSession } = ctx.context;
    // Null while a one-time code is still asked for.
    if (failed(ctx) || !newSession) return;
    const { passkeys } = await secondFactorsOf(store, newSession.user.id);
    if (passkeys === 0) {
      await record(ctx, newSession.user.id, { kind: 'SIGNED_IN', method: 'PASSWORD' });
      return;
    }
    deleteSessionCookie(ctx, true);
    await ctx.context.internalAdapter.deleteSession(newSession.session.token);
    ctx.context.setNewSession(null);
    throw new APIError('FORBIDDEN', { code: 'PASSKEY_REQUIRED', message: 'Sign in with your passkey' });
  });

  const afterCode = (method: 'TOTP' | 'BACKUP_CODE') =>
    createAuthMiddleware(async (ctx) => {
      const { newSession } = ctx.context;
      if (failed(ctx) || !newSession) return;
      const personId = newSession.user.id;
      if (ctx.request && withSession.has(ctx.request)) {
        await endOtherSessions(store, personId, newSession.session.token);
        await record(ctx, personId, { kind: 'ISSUED', factor: 'TOTP' });
      } else {
        await record(ctx, personId, { kind: 'SIGNED_IN', method });
      }
    });

  const afterPasskeySignIn = createAuthMiddleware(async (ctx) => {
    const { newSession } = ctx.context;
    if (failed(ctx) || !newSession) return;
    await record(ctx, newSession.user.id, { kind: 'SIGNED_IN', method: 'PASSKEY' });
  });

  const afterPasskeyEnrolment = createAuthMiddleware(async (ctx) => {
    const session = await getSessionFromCtx(ctx);
    if (failed(ctx) || session === null) return;
    await endOtherSessions(store, session.user.id, session.session.token);
    await record(ctx, session.user.id, { kind: 'ISSUED', factor: 'PASSKEY' });
  });

  const afterChange = (event: IdentityEvent) =>
    createAuthMiddleware(async (ctx) => {
      const personId = ctx.context.newSession?.user.id ?? ctx.context.session?.user.id;
      if (failed(ctx) || personId === undefined) return;
      await record(ctx, personId, event);
    });

  const afterDeviceToken = createAuthMiddleware(async (ctx) => {
    const { newSession } = ctx.context;
    if (failed(ctx) || !newSession) return;
    await ctx.context.internalAdapter.deleteSession(newSession.session.token);
    ctx.context.setNewSession(null);
    const { token, credential } = await pairExtension(
      store,
      { personId: newSession.user.id, requestId: ctx.headers?.get('x-request-id') ?? null },
      { label: describeClient(ctx.headers), origin: extensionOriginOf(ctx.headers) },
    );
    const lifetimeMs = credential.expiresAt === null ? 0 : Date.parse(credential.expiresAt) - Date.now();
    return ctx.json({
      access_token: token,
      token_type: 'Bearer',
      expires_in: Math.floor(lifetimeMs / 1000),
      scope: credential.scopes.join(' '),
    });
  });

  const at = (path: string) => (context: { path?: string | undefined }) => context.path === path;
  return {
    id: 'lapwing-rules',
    hooks: {
      before: [
        { matcher: at('/two-factor/verify-totp'), handler: noteSession },
        { matcher: at('/two-factor/verify-backup-code'), handler: noteSession },
        { matcher: at('/device'), handler: demandSecondFactor },
        { matcher: at('/device/approve'), handler: demandSecondFactor },
      ],
      after: [
        { matcher: at('/sign-in/email'), handler: afterPassword },
        { matcher: at('/two-factor/verify-totp'), handler: afterCode('TOTP') },
        { matcher: at('/two-factor/verify-backup-code'), handler: afterCode('BACKUP_CODE') },
        { matcher: at('/passkey/verify-authentication'), handler: afterPasskeySignIn },
        { matcher: at('/passkey/verify-registration'), handler: afterPasskeyEnrolment },
        {
          matcher: at('/passkey/delete-passkey'),
          handler: afterChange({ kind: 'REVOKED', factor: 'PASSKEY' }),
        },
        { matcher: at('/two-factor/disable'), handler: afterChange({ kind: 'REVOKED', factor: 'TOTP' }) },
        {
          matcher: at('/two-factor/generate-backup-codes'),
          handler: afterChange({ kind: 'ISSUED', factor: 'BACKUP_CODES' }),
        },
        { matcher: at('/change-password'), handler: afterChange({ kind: 'ISSUED', factor: 'PASSWORD' }) },
        { matcher: at('/device/token'), handler: afterDeviceToken },
      ],
    },
  };
}

function failed(ctx: { context: { returned?: unknown } }): boolean {
  return isAPIError(ctx.context.returned);
}
