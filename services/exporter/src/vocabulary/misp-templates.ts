import type { ContentKind, Platform } from '@lapwing/contracts';

/** An object template of MISP and the names of its attributes that we fill. */
export interface MispTemplate {
  name: string;
  uuid: string;
  version: string;
  category: 'misc' | 'network';
  /** Where the address goes: `url`, or both where the template asks for a `link` too. */
  addresses: readonly ('url' | 'link')[];
  contentId?: string;
  accountId?: string;
  accountName?: string;
  groupId?: string;
}

/**
 * Source: github.com/MISP/misp-objects, as shipped with PyMISP 2.5.34.4; looked up 2026-11. A platform without
 * templates of its own is an address (`url`) and, where it is known, an account (`user-account`).
 */
const template = (
  name: string,
  uuid: string,
  version: number,
  rest: Partial<Omit<MispTemplate, 'name' | 'uuid' | 'version'>>,
): MispTemplate => ({
  name,
  uuid,
  version: String(version),
  category: 'misc',
  addresses: ['url', 'link'],
  ...rest,
});
const account = { accountId: 'account-id', accountName: 'account-name' };

export const mispReport = template('report', '70a68471-df22-4e3f-aa1a-5a3be19f82df', 8, { addresses: [] });

const address = template('url', '60efb77b-40b5-4c46-871b-ed1ed999fce5', 10, {
  category: 'network',
  addresses: ['url'],
});
const userAccount = template('user-account', '49606b06-22f0-4ac8-8eee-2f12ad46f3d3', 6, {
  accountId: 'user-id',
  accountName: 'username',
});
const facebookPost = template('facebook-post', '82c1fd90-85a1-4420-a315-d2a7cfae2f01', 1, {
  addresses: ['url'],
  contentId: 'post-id',
  accountId: 'user-id',
  accountName: 'username',
});
const facebookAccount = template('facebook-account', 'b9862b95-7d78-4938-a2b5-13e45c60f25a', 1, account);
const instagramAccount = template('instagram-account', '656ced16-23f3-4322-925d-c9c961684999', 1, account);
const twitterAccount = template('twitter-account', '8066563f-881e-4f6a-9d6c-a9d15b8658bb', 7, {
  accountId: 'id',
  accountName: 'name',
});
const telegramAccount = template('telegram-account', '06f02ecf-5afb-42c5-9cb0-b362e222f52c', 2, {
  addresses: [],
  accountId: 'id',
  accountName: 'username',
});
const redditAccount = template('reddit-account', '6802f885-2003-494a-b234-61aadce62731', 2, account);
const youtubeVideo = template('youtube-video', '2bd68462-a509-4320-b5c6-760a57fd1a80', 1, {
  accountName: 'channel-name',
});
const twitterPost = template('twitter-post', 'd1214031-ce1b-4a35-bd33-644c707bda2e', 5, {
  addresses: ['url'],
  contentId: 'post-id',
  accountId: 'user-id',
  accountName: 'name',
});

/** The template of what a referral is about, by platform and kind. */
const ofContent: Partial<Record<Platform, Partial<Record<ContentKind, MispTemplate>>>> = {
  FACEBOOK: {
    POST: facebookPost,
    VIDEO: facebookPost,
    PHOTO: facebookPost,
    LIVE: facebookPost,
    PROFILE: facebookAccount,
    PAGE: template('facebook-page', 'e76892db-c168-4289-b957-56e3021c46b9', 1, { accountId: 'page-id' }),
    GROUP: template('facebook-group', '165c5507-1cba-4cec-9be4-66e21b590ee6', 2, { groupId: 'id' }),
  },
  INSTAGRAM: { PROFILE: instagramAccount },
  YOUTUBE: {
    VIDEO: youtubeVideo,
    LIVE: youtubeVideo,
    COMMENT: template('youtube-comment', '218bc1ae-c5ee-452b-895d-a26e0beaa550', 1, {
      accountName: 'user-account',
    }),
    PLAYLIST: template('youtube-playlist', '5a5e7441-c048-4e4b-bab7-642a91d30935', 1, {
      contentId: 'playlist-id',
    }),
    CHANNEL: template('youtube-channel', 'cb9f492b-9930-4388-98e1-5d0cdcfa51df', 1, {
      accountId: 'channel-id',
      accountName: 'channel-name',
    }),
  },
  X: { POST: twitterPost, VIDEO: twitterPost, PHOTO: twitterPost, PROFILE: twitterAccount },
  REDDIT: {
    POST: template('reddit-post', 'e5ed7e7f-2e21-44ff-839f-e58d9818f17f', 2, { accountName: 'author' }),
    COMMENT: template('reddit-comment', '0a7e5fc0-fe6a-43c7-a957-de3269c2eb6c', 2, { accountName: 'author' }),
    PROFILE: redditAccount,
  },
};
const ofAccount: Partial<Record<Platform, MispTemplate>> = {
  FACEBOOK: facebookAccount,
  INSTAGRAM: instagramAccount,
  X: twitterAccount,
  TELEGRAM: telegramAccount,
  REDDIT: redditAccount,
};

/** The templates of a referral: what it is about, and the account behind it. */
export function mispTemplates(
  platform: Platform,
  kind: ContentKind,
): { content: MispTemplate; account: MispTemplate } {
  return {
    content: ofContent[platform]?.[kind] ?? address,
    account: ofAccount[platform] ?? userAccount,
  };
}
