import { resolve } from 'node:path';
import { z } from 'zod';

/** Absolute path of the checkout; relative paths in the settings are resolved against it. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..');

const booleanWord = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'])
  .transform((word) => word === 'true' || word === '1' || word === 'yes');

const directory = z.string().transform((value) => resolve(repositoryRoot, value));

const wholeNumber = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().int().min(minimum).max(maximum));

const url = (protocols: RegExp, wanted: string) => z.url({ protocol: protocols, error: `must be ${wanted}` });

const thirtyTwoBytes = z
  .base64()
  .refine(
    (value) => Buffer.from(value, 'base64').length === 32,
    'must be the base64 form of exactly 32 bytes (openssl rand -base64 32)',
  );

const emergencyContacts = z
  .string()
  .regex(/^(?:[^:;]+:[^:;]+(?:;|$))+$/, 'must look like `Police: 191; Child helpline: 1300`')
  .transform((value) =>
    value.split(';').flatMap((contact) => {
      const [name = '', phone = ''] = contact.split(':');
      return phone === '' ? [] : [{ name: name.trim(), phone: phone.trim() }];
    }),
  );

/** What docs/configuration.md says about a setting, kept with its schema. */
const documentation = z.registry<{
  /** Name in the process environment. */
  name: string;
  /** What holds when the variable is not set, as Markdown. */
  fallback: string;
  description: string;
}>();

const variable = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  fallback: string,
  description: string,
): Schema => {
  documentation.add(schema, { name, fallback, description });
  return schema;
};

/** Every setting, in the order in which docs/configuration.md lists them. */
const settings = z.object({
  databaseUrl: variable(
    'DATABASE_URL',
    url(/^postgres(ql)?$/, 'a postgres:// address').optional(),
    'a private Postgres in the data directory',
    'Postgres the services connect to. Set alone, the same login also migrates, and the services switch to the role `lapwing_app`.',
  ),
  databaseOwnerUrl: variable(
    'DATABASE_OWNER_URL',
    url(/^postgres(ql)?$/, 'a postgres:// address').optional(),
    'DATABASE_URL',
    'Postgres login that owns the schema and migrates it. With it set, DATABASE_URL is the login of the services and never owns a table.',
  ),
  redisUrl: variable(
    'REDIS_URL',
    z
      .union([z.url({ protocol: /^rediss?$/ }), z.string().startsWith('/')], {
        error: 'must be a redis:// or rediss:// address, or the path of a unix socket',
      })
      .optional(),
    'a private Redis or Valkey found on PATH, else queues in Postgres',
    'Redis or Valkey for the job queues. It must not evict keys (`maxmemory-policy noeviction`).',
  ),
  dataDirectory: variable(
    'LAPWING_DATA_DIR',
    directory.default(resolve(repositoryRoot, '.data')),
    '`.data` in the checkout',
    'Where the private Postgres, the private Redis, secrets and built batches are kept.',
  ),
  host: variable('LAPWING_HOST', z.string().default('127.0.0.1'), '`127.0.0.1`', 'Address to listen on.'),
  port: variable('LAPWING_PORT', wholeNumber(1, 65_535).default(8787), '`8787`', 'Port to listen on.'),
  publicUrl: variable(
    'LAPWING_PUBLIC_URL',
    url(/^https?$/, 'an http:// or https:// address').optional(),
    '`http://localhost:<port>`',
    'Address under which people reach the console, as their browser sees it. Passkeys and cookies are bound to it.',
  ),
  logLevel: variable(
    'LAPWING_LOG_LEVEL',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    '`info`',
    'Lowest level that is logged: trace, debug, info, warn, error, fatal or silent.',
  ),
  organisationName: variable(
    'LAPWING_ORGANISATION_NAME',
    z.string().trim().min(1).max(200).default('Unnamed organisation'),
    '`Unnamed organisation`',
    'Name that recipients of a referral see. The analyst is never named.',
  ),
  organisationContact: variable(
    'LAPWING_ORGANISATION_CONTACT',
    z.email().optional(),
    'none',
    'E-mail address at which a recipient can answer.',
  ),
  organisationDomain: variable(
    'LAPWING_ORGANISATION_DOMAIN',
    z.hostname().optional(),
    'none',
    'Domain of the organisation, used in the ids of referrals and batches.',
  ),
  ncmecUser: variable(
    'LAPWING_NCMEC_USER',
    z.string().trim().min(1).max(200).optional(),
    'none: the format `ncmec` is off',
    "The organisation's own user at NCMEC's CyberTipline reporting API, which takes registered organisations only.",
  ),
  ncmecPassword: variable(
    'LAPWING_NCMEC_PASSWORD',
    z.string().min(1).max(200).optional(),
    'none: nothing is reported to NCMEC',
    'The password of that user. With it, and a recipient with that transport, batches go to NCMEC when a referrer says so.',
  ),
  smtpUrl: variable(
    'LAPWING_SMTP_URL',
    url(/^smtps?$/, 'an smtp:// or smtps:// address').optional(),
    'none: nothing is sent by e-mail',
    'Mail server of the organisation, with user and password: `smtps://user:password@mail.example.org` (TLS, port 465) or `smtp://…` (STARTTLS, port 587). Unencrypted only to `localhost`.',
  ),
  smtpFrom: variable(
    'LAPWING_SMTP_FROM',
    z.email().optional(),
    'LAPWING_ORGANISATION_CONTACT',
    'E-mail address that messages come from. Failed ones return to it.',
  ),
  imapUrl: variable(
    'LAPWING_IMAP_URL',
    url(/^imaps?$/, 'an imap:// or imaps:// address')
      .refine((value) => new URL(value).username !== '' && new URL(value).password !== '', {
        error: 'must have a user and a password',
      })
      .optional(),
    'none: no replies are read',
    'Mailbox in which recipients answer, with user and password: `imaps://user:password@mail.example.org/Folder` (TLS, port 993) or `imap://…` (STARTTLS, port 143). Without a folder it is INBOX. Unencrypted only to `localhost`. Nothing in it is changed.',
  ),
  sealKey: variable(
    'LAPWING_SEAL_KEY',
    thirtyTwoBytes.optional(),
    'generated once into `secrets/` of the data directory',
    'Base64 of the 32 bytes that seal sensitive columns. Losing it makes them unreadable.',
  ),
  authSecret: variable(
    'LAPWING_AUTH_SECRET',
    z.string().min(32).optional(),
    'generated once into `secrets/` of the data directory',
    'At least 32 characters that sign sessions. Changing it signs everybody out.',
  ),
  signingKeyFile: variable(
    'LAPWING_SIGNING_KEY_FILE',
    directory.optional(),
    'generated once into `secrets/` of the data directory',
    'PEM file with the Ed25519 private key that signs batches.',
  ),
  openPgpKeyFile: variable(
    'LAPWING_OPENPGP_KEY_FILE',
    directory.optional(),
    'generated once into `secrets/` of the data directory',
    'File with the armoured OpenPGP private key, without a passphrase, that signs encrypted e-mail. `lapwing keys openpgp` prints the public key.',
  ),
  dkimSelector: variable(
    'LAPWING_DKIM_SELECTOR',
    z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i, 'must be one label of a DNS name, such as `lapwing`')
      .optional(),
    'none: e-mail is not signed with DKIM here',
    'Selector under which the DKIM key stands in the DNS of the domain that e-mail comes from. `lapwing keys dkim` prints the record. Leave it out where your mail server signs.',
  ),
  dkimKeyFile: variable(
    'LAPWING_DKIM_KEY_FILE',
    directory.optional(),
    'generated once into `secrets/` of the data directory',
    'PEM file with the RSA private key of 2048 bits or more that signs e-mail with DKIM.',
  ),
  sshKeyFile: variable(
    'LAPWING_SSH_KEY_FILE',
    directory.optional(),
    'generated once into `secrets/` of the data directory',
    "File with the SSH private key, without a passphrase, that signs in at recipients' servers (SFTP). `lapwing keys ssh` prints the public key.",
  ),
  claimMinutes: variable(
    'LAPWING_CLAIM_MINUTES',
    wholeNumber(1, 240).default(15),
    '`15`',
    'Minutes a reviewer holds an item before the claim runs out; it can be renewed.',
  ),
  scorerConcurrency: variable(
    'LAPWING_SCORER_CONCURRENCY',
    wholeNumber(1, 1024).default(128),
    '`128`',
    'Scoring jobs one scorer takes at the same time; they share batches of the model.',
  ),
  checkPercent: variable(
    'LAPWING_CHECK_PERCENT',
    wholeNumber(0, 50).default(5),
    '`5`',
    'Percentage of items that are picked to check the classifier, at random or because it is unsure. They are marked, and stand higher inside their urgency and severity.',
  ),
  rateLimitPerMinute: variable(
    'LAPWING_RATE_LIMIT_PER_MINUTE',
    wholeNumber(1, 10_000_000).default(300),
    '`300`',
    'Requests per minute that one person, and one address, may make.',
  ),
  emergencyContacts: variable(
    'LAPWING_EMERGENCY_CONTACTS',
    emergencyContacts.default([]),
    'none',
    'Whom to call when a child is in danger now, as `Police: 191; Child helpline: 1300`. Shown to whoever flags or reviews imminent danger.',
  ),
  trustProxy: variable(
    'LAPWING_TRUST_PROXY',
    booleanWord.default(false),
    '`false`',
    'Whether `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Only behind a proxy that sets them itself.',
  ),
  modelDirectory: variable(
    'LAPWING_MODEL_DIR',
    directory.default(resolve(repositoryRoot, 'models/shipped')),
    '`models/shipped` in the checkout',
    'Classifier that comes with the release: a folder of versions with a file `current`, or one version. Versions of your own are in `models/` of the data directory.',
  ),
  retentionDismissedDays: variable(
    'LAPWING_RETENTION_DISMISSED_DAYS',
    wholeNumber(1, 3_650).default(90),
    '`90`',
    'Days after which a dismissed item is not to be used any more: its text is in no export of labels.',
  ),
  retentionActionedDays: variable(
    'LAPWING_RETENTION_ACTIONED_DAYS',
    wholeNumber(1, 3_650).default(365),
    '`365`',
    'The same for confirmed items.',
  ),
});

type Settings = z.output<typeof settings>;

/** Parsed settings. `publicUrl` is always present and has no trailing slash. */
export type Environment = Readonly<Omit<Settings, 'publicUrl'> & { publicUrl: string }>;

/** One or more settings cannot be used; `message` is for the person who starts Lapwing. */
export class EnvironmentError extends Error {
  readonly sentences: readonly string[];
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'EnvironmentError';
    this.sentences = sentences;
  }
}

/** Name, fallback and description of every setting, for the documentation. */
export const documentedVariables = Object.entries(settings.shape).map(([key, schema]) => {
  const entry = documentation.get(schema);
  if (entry === undefined) throw new Error(`The setting ${key} has no documentation.`);
  return { key, ...entry };
});

const knownNames = new Set(documentedVariables.map((entry) => entry.name));

const nameOfSetting = (key: PropertyKey | undefined): string =>
  documentedVariables.find((entry) => entry.key === key)?.name ?? String(key);

/**
 * Parses the process environment. An empty value counts as not set; secrets never appear in an error.
 *
 * @throws EnvironmentError naming every unknown `LAPWING_` variable and every broken value
 */
export const loadEnvironment = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): Environment => {
  const sentences = Object.keys(env)
    .filter((name) => name.startsWith('LAPWING_') && !knownNames.has(name))
    .map((name) => `${name} is not a setting of Lapwing; docs/configuration.md lists them all.`);
  const given = Object.fromEntries(
    documentedVariables.map((entry) => [entry.key, env[entry.name]?.trim() || undefined]),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      sentences.push(`${nameOfSetting(issue.path[0])} cannot be used: ${issue.message}.`);
    }
    throw new EnvironmentError(sentences);
  }
  if (parsed.data.databaseOwnerUrl !== undefined && parsed.data.databaseUrl === undefined) {
    sentences.push('DATABASE_OWNER_URL is set without DATABASE_URL, the login of the services.');
  }
  const { smtpUrl, smtpFrom, organisationContact } = parsed.data;
  if (smtpUrl !== undefined && smtpFrom === undefined && organisationContact === undefined)
    sentences.push('LAPWING_SMTP_URL is set without LAPWING_SMTP_FROM, the address that messages come from.');
  if (sentences.length > 0) throw new EnvironmentError(sentences);
  const publicUrl = parsed.data.publicUrl ?? `http://localhost:${parsed.data.port}`;
  return Object.freeze({ ...parsed.data, publicUrl: publicUrl.replace(/\/+$/, '') });
};
