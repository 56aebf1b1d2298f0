import { Me } from '@lapwing/contracts/person';
import { type Answer, askServer, type Fetch } from './ask-server.ts';

/** Who the token belongs to, with the organisation's emergency contacts. */
export function readMe(from: { server: string; token: string }, fetch: Fetch): Promise<Answer<Me>> {
  return askServer({ ...from, method: 'GET', path: '/v1/me', answer: Me }, fetch);
}
