import { PhoneEntries, PhoneLink } from '@lapwing/contracts/phone-entry';
import { z } from 'zod';
import { type Answer, askServer, type Fetch } from './ask-server.ts';

interface Server {
  server: string;
  token: string;
}

/** An answer without a body. */
const nothing = z.undefined();

/** Makes a link over which a phone can hand in entries for ten minutes. */
export function openPhoneLink(to: Server, fetch: Fetch): Promise<Answer<PhoneLink>> {
  return askServer({ ...to, method: 'POST', path: '/v1/phone-links', answer: PhoneLink }, fetch);
}

/** Ends a link before its time. */
export function closePhoneLink(to: Server, linkId: string, fetch: Fetch): Promise<Answer<undefined>> {
  return askServer({ ...to, method: 'DELETE', path: `/v1/phone-links/${linkId}`, answer: nothing }, fetch);
}

/** What came from the analyst's phone and waits on the server. */
export function collectPhoneEntries(from: Server, fetch: Fetch): Promise<Answer<PhoneEntries>> {
  return askServer(
    { ...from, method: 'POST', path: '/v1/phone-entries/collect', answer: PhoneEntries },
    fetch,
  );
}

/** Says that these are safe here, so that the server deletes them. */
export function takePhoneEntries(
  from: Server,
  entryIds: readonly string[],
  fetch: Fetch,
): Promise<Answer<undefined>> {
  return askServer(
    { ...from, method: 'POST', path: '/v1/phone-entries/taken', body: { entryIds }, answer: nothing },
    fetch,
  );
}
