import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';

/**
 * Whether only people in a chat can open this address: private chats and groups of Telegram, Discord, chats of Reddit.
 * Then whoever receives the referral needs its ids, and to be told how it was seen.
 */
export function isMembersOnly(address: string): boolean {
  const result = identifyContentUrl(address);
  if (!result.ok) return false;
  const { platform, kind, ids } = result.identity;
  if (platform === 'TELEGRAM') return ids.chat !== undefined;
  if (platform === 'DISCORD') return kind === 'MESSAGE' || kind === 'CHANNEL';
  return platform === 'REDDIT' && kind === 'CHANNEL';
}
