import { randomBytes } from 'node:crypto';
import type { FlagInput } from '@lapwing/contracts';

const openings = ['How old are you?', 'Which school do you go to?', 'You look older than you are.'];
const requests = [
  'Do not tell anybody that we write.',
  'Add me on the private app.',
  'I can send you gifts.',
];

/** A harmless flag on an invented post; every call names another post and another text unless told otherwise. */
export function inventFlag(overrides: Partial<FlagInput> = {}): FlagInput {
  const random = randomBytes(8);
  const post = random.readBigUInt64LE() >> 8n;
  const opening = openings[(random[6] ?? 0) % openings.length];
  const request = requests[(random[7] ?? 0) % requests.length];
  return {
    url: `https://www.facebook.com/lapwing.example/posts/${post}`,
    category: 'GROOMING',
    severity: 2,
    urgency: 'ROUTINE',
    text: `${opening} ${request} (${post.toString(36)})`,
    language: 'en',
    observedAt: new Date(Date.now() - 60_000).toISOString(),
    client: 'stack',
    ...overrides,
  };
}
