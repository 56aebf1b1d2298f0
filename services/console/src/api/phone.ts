import { PhoneEntryAccepted, type PhoneEntryInput, PhoneLinkView } from '@lapwing/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.ts';

/** Whether the link of a phone still works. */
export const phoneLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ['phone-link', token],
    queryFn: ({ signal }) =>
      request(PhoneLinkView, '/v1/phone/link', { method: 'POST', body: { token }, signal }),
    retry: false,
  });

export const handInEntry = (entry: PhoneEntryInput) =>
  request(PhoneEntryAccepted, '/v1/phone/entries', { method: 'POST', body: entry });
