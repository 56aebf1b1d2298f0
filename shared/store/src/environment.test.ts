import { describe, expect, it } from 'vitest';
import { documentedVariables, EnvironmentError, loadEnvironment, repositoryRoot } from './environment.ts';

const sentencesFor = (env: Record<string, string>): readonly string[] => {
  try {
    loadEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.sentences;
    throw error;
  }
  return [];
};

describe('loadEnvironment', () => {
  it('starts with nothing set', () => {
    expect(loadEnvironment({})).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      publicUrl: 'http://localhost:8787',
      dataDirectory: `${repositoryRoot}/.data`,
      claimMinutes: 15,
      trustProxy: false,
      databaseUrl: undefined,
      redisUrl: undefined,
    });
  });

  it('refuses a misspelt LAPWING_ variable by its name', () => {
    expect(sentencesFor({ LAPWING_PROT: '1' })).toEqual([
      expect.stringMatching(/^LAPWING_PROT is not a setting/),
    ]);
  });

  it('ignores variables of other programs', () => {
    expect(sentencesFor({ HOME: '/nowhere', PORT: 'x' })).toEqual([]);
  });

  it.for([
    ['DATABASE_URL', 'mysql://localhost/lapwing'],
    ['REDIS_URL', 'localhost:6379'],
    ['LAPWING_PORT', '0'],
    ['LAPWING_PORT', '65536'],
    ['LAPWING_PORT', '80.5'],
    ['LAPWING_PUBLIC_URL', 'ftp://example.org'],
    ['LAPWING_LOG_LEVEL', 'loud'],
    ['LAPWING_ORGANISATION_CONTACT', 'nobody'],
    ['LAPWING_ORGANISATION_DOMAIN', 'two words'],
    ['LAPWING_SEAL_KEY', Buffer.alloc(31).toString('base64')],
    ['LAPWING_AUTH_SECRET', 'short'],
    ['LAPWING_CLAIM_MINUTES', '0'],
    ['LAPWING_TRUST_PROXY', 'perhaps'],
  ])('names %s when its value is %s', ([name = '', value = '']) => {
    expect(sentencesFor({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} cannot be used: `)),
    ]);
  });

  it('tells all problems at once', () => {
    expect(sentencesFor({ LAPWING_PORT: 'x', LAPWING_TRUST_PROXY: 'x', LAPWING_NONSENSE: 'x' })).toHaveLength(
      3,
    );
  });

  it('never repeats the value of a secret', () => {
    expect(sentencesFor({ LAPWING_SEAL_KEY: 'hunter2hunter2' }).join()).not.toContain('hunter2');
    expect(sentencesFor({ DATABASE_URL: 'mysql://me:hunter2@db/x' }).join()).not.toContain('hunter2');
  });

  it('takes an empty value as not set', () => {
    expect(loadEnvironment({ LAPWING_PORT: '', DATABASE_URL: ' ' })).toMatchObject({
      port: 8787,
      databaseUrl: undefined,
    });
  });

  it('refuses an owner login without a login for the services', () => {
    expect(sentencesFor({ DATABASE_OWNER_URL: 'postgres://owner@db/lapwing' })).toHaveLength(1);
  });

  it('takes unix sockets, and a public address without its trailing slash', () => {
    expect(
      loadEnvironment({
        DATABASE_URL: 'postgresql://me:secret@localhost/lapwing?host=%2Frun%2Fpostgresql',
        REDIS_URL: '/run/redis.sock?db=2',
        LAPWING_PUBLIC_URL: 'https://lapwing.example.org/',
      }),
    ).toMatchObject({ redisUrl: '/run/redis.sock?db=2', publicUrl: 'https://lapwing.example.org' });
  });

  it('cannot be changed after it was read', () => {
    expect(Object.isFrozen(loadEnvironment({}))).toBe(true);
  });
});

describe('documentedVariables', () => {
  it('describes every setting under a name of its own', () => {
    const names = documentedVariables.map((entry) => entry.name);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of documentedVariables) expect(entry.description).toMatch(/\.$/);
  });
});
