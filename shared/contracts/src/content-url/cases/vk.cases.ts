import type { PlatformCases } from '../url-case.ts';

const v = 'https://vk.com';

export const vkCases: PlatformCases = {
  platform: 'VK',
  cases: [
    [`${v}/wall-123_456`, 'POST', 'post:-123_456', `${v}/wall-123_456`, { owner: '-123', post: '456' }],
    ['https://m.vk.com/wall123_456?from=feed', 'POST', 'post:123_456', `${v}/wall123_456`],
    ['https://vk.ru/feed?w=wall-123_456', 'POST', 'post:-123_456', `${v}/wall-123_456`],
    [`${v}/wall-123_456?reply=789&thread=780`, 'COMMENT', 'comment:-123_789', `${v}/wall-123_456?reply=789`],
    [`${v}/nok?w=wall-123_456_r789`, 'COMMENT', 'comment:-123_789', `${v}/wall-123_456?reply=789`],
    [`${v}/video-123_456?list=abc`, 'VIDEO', 'video:-123_456', `${v}/video-123_456`],
    ['https://vkvideo.ru/video-123_456', 'VIDEO', 'video:-123_456', `${v}/video-123_456`],
    [`${v}/clip-123_456`, 'VIDEO', 'video:-123_456', `${v}/video-123_456`],
    [`${v}/video?z=video-123_456%2Fpl_cat`, 'VIDEO', 'video:-123_456', `${v}/video-123_456`],
    [`${v}/video_ext.php?oid=-123&id=456&hash=abc`, 'VIDEO', 'video:-123_456', `${v}/video-123_456`],
    [`${v}/photo123_456?rev=1`, 'PHOTO', 'photo:123_456', `${v}/photo123_456`],
    [`${v}/album123_456`, 'FOLDER', 'album:123_456', `${v}/album123_456`],
    [`${v}/topic-123_456?post=789`, 'COMMENT', 'topic-comment:-123_456/789', `${v}/topic-123_456?post=789`],
    [`${v}/topic-123_456`, 'POST', 'topic:-123_456', `${v}/topic-123_456`],
    [`${v}/id123`, 'PROFILE', 'user:123', `${v}/id123`],
    [`${v}/Nok.Noi`, 'PROFILE', 'name:nok.noi', `${v}/nok.noi`],
    [`${v}/public123`, 'GROUP', 'group:123', `${v}/club123`],
    [`${v}/event123`, 'EVENT', 'group:123', `${v}/event123`],
    [`${v}/@noknoi-school-camp`, 'POST', 'article:noknoi-school-camp', `${v}/@noknoi-school-camp`],
    ['https://vk.cc/AbCd12', 'SHORT_LINK', null, 'https://vk.cc/AbCd12', { code: 'AbCd12' }],
    [`${v}/away.php?to=https%3A%2F%2Fm.vk.com%2Fwall-123_456`, 'POST', 'post:-123_456', `${v}/wall-123_456`],
    [`${v}/feed`, 'PAGE', null, `${v}/feed`],
    ['https://dev.vk.com/nok', 'PAGE', null, 'https://dev.vk.com/nok'],
  ],
};
