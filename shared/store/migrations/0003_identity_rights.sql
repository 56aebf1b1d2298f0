-- The services sign people in and out: the identity tables are theirs to change. Nothing in them is evidence.
grant select, insert, update, delete on
  auth_users, auth_sessions, auth_accounts, auth_verifications, auth_two_factors, auth_passkeys, auth_device_codes
  to lapwing_app;
--> statement-breakpoint
-- A credential is revoked, never deleted.
grant select, insert, update on credentials to lapwing_app;
--> statement-breakpoint
alter table credentials add constraint credentials_kind check (kind in ('EXTENSION', 'API_TOKEN'));
--> statement-breakpoint
-- An invitation is used once and deactivated people keep their row: nobody is deleted. What /readyz compares.
grant usage on schema drizzle to lapwing_app;
--> statement-breakpoint
grant select on drizzle.__drizzle_migrations to lapwing_app;
