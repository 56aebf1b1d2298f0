import { describe, expect, it } from 'vitest';
import { isOwnMachine, originPattern, serverOrigin } from './server-address.ts';

describe('server address', () => {
  it.each([
    ['https://lapwing.example.org', 'https://lapwing.example.org'],
    [' lapwing.example.org ', 'https://lapwing.example.org'],
    ['https://lapwing.example.org:8443/console?x=1#y', 'https://lapwing.example.org:8443'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://localhost:8787/', 'http://localhost:8787'],
  ])('takes %s as %s', (typed, origin) => expect(serverOrigin(typed)).toBe(origin));

  it.each([
    'http://lapwing.example.org',
    'http://127.0.0.1.example.org',
    'https://user:secret@lapwing.example.org',
    'ftp://lapwing.example.org',
    'javascript:alert(1)',
    'data:text/html,hello',
    '',
    'two words',
  ])('does not send a token to %j', (typed) => expect(serverOrigin(typed)).toBeNull());

  it('knows which server needs no network', () => {
    expect(isOwnMachine('http://127.0.0.1:8787')).toBe(true);
    expect(isOwnMachine('http://localhost:8787')).toBe(true);
    expect(isOwnMachine('https://lapwing.example.org')).toBe(false);
  });

  it('asks the browser for the host alone', () => {
    expect(originPattern('http://127.0.0.1:8787')).toBe('http://127.0.0.1/*');
    expect(originPattern('https://lapwing.example.org')).toBe('https://lapwing.example.org/*');
  });
});
