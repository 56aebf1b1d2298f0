import { permissionsOfRole, roles } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { placesFor } from './navigation.ts';

const names = (role: (typeof roles)[number]) => placesFor(permissionsOfRole[role]).map((place) => place.name);

describe('the rail', () => {
  it('shows an auditor the audit log and nothing else of the work', () => {
    expect(names('auditor')).toEqual(['audit', 'settings']);
  });

  it('shows an admin no content', () => {
    expect(names('admin')).toEqual([
      'people',
      'recipients',
      'figures',
      'models',
      'extension',
      'deadLetters',
      'settings',
    ]);
  });

  it('shows a reviewer the queue and no referrals', () => {
    expect(names('reviewer')).toEqual(['queue', 'mine', 'settings']);
  });

  it('shows a referrer referrals, outcomes and evidence, and no queue', () => {
    expect(names('referrer')).toEqual(['referrals', 'outcomes', 'evidence', 'settings']);
  });

  it.each(roles)('gives %s somewhere to start', (role) => {
    expect(names(role).length).toBeGreaterThan(0);
  });
});
