import { ExtensionPolicy } from '@lapwing/contracts/extension-policy';
import { askServer, type Fetch } from '../server/ask-server.ts';
import { writePolicy } from './policy-store.ts';

/**
 * Asks the server what the organisation decided and keeps it. Anything but a clear answer changes nothing: what was
 * known last still holds.
 */
export async function refreshPolicy(from: { server: string; token: string }, fetch: Fetch): Promise<void> {
  const path = '/v1/extension/policy';
  const answer = await askServer({ ...from, method: 'GET', path, answer: ExtensionPolicy }, fetch);
  if (answer.kind === 'OK') await writePolicy(answer.value);
}
