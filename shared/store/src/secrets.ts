import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/** What the services need to keep to themselves. */
export type Secrets = {
  /** 32 bytes for sealing sensitive columns. */
  sealKey: Buffer;
  /** Signs sessions. */
  authSecret: string;
  /** Ed25519 private key that signs batches. */
  signingKey: KeyObject;
};

const secretsDirectory = (dataDirectory: string): string => join(dataDirectory, 'secrets');

/**
 * Reads a secret file, or creates it with mode 0600 from `generate`. Processes that start together agree on
 * one value: the first complete file wins.
 */
export const readOrCreateSecret = async (
  dataDirectory: string,
  fileName: string,
  generate: () => string | Promise<string>,
): Promise<string> => {
  const directory = secretsDirectory(dataDirectory);
  const path = join(directory, fileName);
  const existing = await readSecret(path);
  if (existing !== undefined) return existing;
  // The private Postgres may run as another user, who must be able to pass through the data directory.
  await mkdir(dataDirectory, { recursive: true, mode: 0o711 });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${(await generate()).trimEnd()}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const created = await readSecret(path);
  if (created === undefined) throw new Error(`The secret ${path} was removed while Lapwing was starting.`);
  return created;
};

const readSecret = async (path: string): Promise<string | undefined> => {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) await chmod(path, 0o600);
    const value = (await readFile(path, 'utf8')).trim();
    if (value === '') throw new Error(`The secret ${path} is empty; restore it from a backup.`);
    return value;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const parseSigningKey = (pem: string, source: string): KeyObject => {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`${source} must hold an Ed25519 private key in PEM form.`);
  return key;
};

/**
 * Secrets from the environment, else from the data directory, else generated there once.
 *
 * @throws Error with a sentence that names the file when a secret is empty or of the wrong kind
 */
export const loadSecrets = async (
  environment: Pick<Environment, 'dataDirectory' | 'sealKey' | 'authSecret' | 'signingKeyFile'>,
): Promise<Secrets> => {
  const { dataDirectory } = environment;
  const sealKey = Buffer.from(
    environment.sealKey ??
      (await readOrCreateSecret(dataDirectory, 'seal-key', () => randomBytes(32).toString('base64'))),
    'base64',
  );
  if (sealKey.length !== 32)
    throw new Error(`secrets/seal-key in ${dataDirectory} must be the base64 form of 32 bytes.`);
  const authSecret =
    environment.authSecret ??
    (await readOrCreateSecret(dataDirectory, 'auth-secret', () => randomBytes(48).toString('base64url')));
  const signingKey =
    environment.signingKeyFile === undefined
      ? parseSigningKey(
          await readOrCreateSecret(dataDirectory, 'signing-key.pem', () =>
            generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          ),
          `secrets/signing-key.pem in ${dataDirectory}`,
        )
      : parseSigningKey(await readFile(environment.signingKeyFile, 'utf8'), environment.signingKeyFile);
  return { sealKey, authSecret, signingKey };
};

/** Passwords of the private Postgres' logins, generated on first use. */
export type DatabasePasswords = { superuser: string; owner: string; application: string };

/** Reads or creates the passwords of the private Postgres below `dataDirectory`. */
export const loadDatabasePasswords = async (dataDirectory: string): Promise<DatabasePasswords> => {
  const password = (name: string) =>
    readOrCreateSecret(dataDirectory, name, () => randomBytes(24).toString('base64url'));
  return {
    superuser: await password('postgres-superuser-password'),
    owner: await password('postgres-owner-password'),
    application: await password('postgres-application-password'),
  };
};

/** Reads or creates the password of the private Redis below `dataDirectory`. */
export const loadRedisPassword = (dataDirectory: string): Promise<string> =>
  readOrCreateSecret(dataDirectory, 'redis-password', () => randomBytes(24).toString('base64url'));
