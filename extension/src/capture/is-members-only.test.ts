import { expect, it } from 'vitest';
import { isMembersOnly } from './is-members-only.ts';

it.each([
  'https://web.telegram.org/a/?message=42#777000111',
  'https://web.telegram.org/k/#-1234567890',
  'https://t.me/c/1234567890/42',
  'https://discord.com/channels/@me/1125094089281511474/1290000000000000001',
  'https://discord.com/channels/888000000000000001/1125094089281511474',
  'https://www.reddit.com/chat/room/!AbCd12efGh%3Areddit.com',
])('says that only members can open %s', (address) => {
  expect(isMembersOnly(address)).toBe(true);
});

it.each([
  'https://t.me/harbournews/42',
  'https://discord.com/invite/harbour-boats',
  'https://www.reddit.com/r/HarbourTown/comments/1abcd12/',
  'https://www.facebook.com/harbour.school.example/posts/2028000000000017',
  'no address',
])('says nothing of %s', (address) => {
  expect(isMembersOnly(address)).toBe(false);
});
