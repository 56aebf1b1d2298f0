import type { FieldError } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { reasonsOf, type Trouble } from './problem-notice.tsx';

const refused = (...codes: string[]): Trouble => ({
  kind: 'problem',
  problem: {
    type: 'https://lapwing.example/problems/conflict',
    slug: 'conflict',
    title: 'Conflict',
    status: 409,
    requestId: 'request-1',
    errors: codes.map((code): FieldError => ({ pointer: '', code, detail: 'Said by the API' })),
  },
});
const reasons = { closed: 'It is closed.', no_secret: 'There is no secret.' };

describe('reasonsOf', () => {
  it('says each reason once, and nothing of codes without words', () => {
    expect(reasonsOf(refused('closed', 'no_secret', 'closed', 'other'), reasons)).toEqual([
      'It is closed.',
      'There is no secret.',
    ]);
    expect(reasonsOf(refused('other'), reasons)).toEqual([]);
  });

  it('knows none where the API was not reached', () => {
    expect(reasonsOf({ kind: 'offline' }, reasons)).toEqual([]);
  });
});
