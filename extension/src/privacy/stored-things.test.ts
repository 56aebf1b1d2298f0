import { describe, expect, it } from 'vitest';
import { SLOT } from '../stored-keys.ts';
import { declarationOf, storedThings } from './stored-things.ts';

describe('what is declared as stored', () => {
  it('is declared once', () => {
    expect(new Set(storedThings.map(({ id }) => id)).size).toBe(storedThings.length);
    expect(new Set(storedThings.map(({ place, name }) => `${place} ${name}`)).size).toBe(storedThings.length);
  });

  it('is found by its whole name, in its own place', () => {
    expect(declarationOf('LOCAL', 'pairing')?.id).toBe('pairing');
    expect(declarationOf('SESSION', 'pairing')).toBeNull();
    expect(declarationOf('LOCAL', 'pairing-of-somebody')).toBeNull();
  });

  it('is found by how the name begins where there are several of the kind', () => {
    expect(declarationOf('SESSION', `${SLOT}https://lapwing.example anna 7`)?.id).toBe('forms');
  });
});
