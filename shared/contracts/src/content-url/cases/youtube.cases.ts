import type { PlatformCases } from '../url-case.ts';

const y = 'https://www.youtube.com';
const v = 'dQw4w9WgXcQ';
const watch = `${y}/watch?v=${v}`;
const channel = 'UCabcdefghijklmnopqrstuv';
const comment = 'UgxAbCdEfGhIjKlMnOp4AaABAg';

export const youtubeCases: PlatformCases = {
  platform: 'YOUTUBE',
  cases: [
    [`${y}/watch?v=${v}&si=abc&pp=x&feature=shared`, 'VIDEO', `video:${v}`, watch, { video: v }],
    [`https://m.youtube.com/watch?app=desktop&v=${v}`, 'VIDEO', `video:${v}`, watch],
    [`https://music.youtube.com/watch?v=${v}&list=RDAMVM${v}`, 'VIDEO', `video:${v}`, watch],
    [`https://youtu.be/${v}?si=tRaCk&t=1m30s`, 'VIDEO', `video:${v}`, watch, { video: v, time: '90' }],
    [`${y}/watch?v=${v}&t=90s#comments`, 'VIDEO', `video:${v}`, watch, { video: v, time: '90' }],
    [`${y}/shorts/${v}?feature=share`, 'VIDEO', `video:${v}`, watch],
    [`${y}/embed/${v}?start=90&autoplay=1`, 'VIDEO', `video:${v}`, watch, { video: v, time: '90' }],
    [`https://www.youtube-nocookie.com/embed/${v}`, 'VIDEO', `video:${v}`, watch],
    [`${y}/v/${v}`, 'VIDEO', `video:${v}`, watch],
    [`https://www.youtubekids.com/watch?v=${v}`, 'VIDEO', `video:${v}`, watch],
    [`${y}/watch?v=short&v=${v}`, 'VIDEO', `video:${v}`, watch],
    [`${y}/live/${v}?feature=share`, 'LIVE', `video:${v}`, `${y}/live/${v}`],
    [
      `${watch}&lc=${comment}&google_comment_id=x`,
      'COMMENT',
      `comment:${comment}`,
      `${watch}&lc=${comment}`,
      { video: v, comment },
    ],
    [
      `https://youtu.be/${v}?lc=${comment}.9aBcDeFgHiJ`,
      'COMMENT',
      `comment:${comment}.9aBcDeFgHiJ`,
      `${watch}&lc=${comment}.9aBcDeFgHiJ`,
    ],
    [`${y}/@NokNoi/videos`, 'CHANNEL', 'handle:noknoi', `${y}/@noknoi`],
    [`${y}/@นกน้อย?si=x`, 'CHANNEL', 'handle:นกน้อย', `${y}/@${encodeURIComponent('นกน้อย')}`],
    [`${y}/channel/${channel}/community`, 'CHANNEL', `channel:${channel}`, `${y}/channel/${channel}`],
    [`${y}/c/NokNoi`, 'CHANNEL', 'custom:noknoi', `${y}/c/noknoi`],
    [`${y}/user/NokNoi/featured`, 'CHANNEL', 'user:noknoi', `${y}/user/noknoi`],
    [`${y}/playlist?list=PLabc_123&si=x`, 'PLAYLIST', 'playlist:PLabc_123', `${y}/playlist?list=PLabc_123`],
    [
      `${y}/embed/videoseries?list=PLabc_123`,
      'PLAYLIST',
      'playlist:PLabc_123',
      `${y}/playlist?list=PLabc_123`,
    ],
    [`${y}/post/UgkxAbCdEfGhIjKl`, 'POST', 'post:UgkxAbCdEfGhIjKl', `${y}/post/UgkxAbCdEfGhIjKl`],
    [
      `${y}/channel/${channel}/community?lb=UgkxAbCdEfGhIjKl`,
      'POST',
      'post:UgkxAbCdEfGhIjKl',
      `${y}/post/UgkxAbCdEfGhIjKl`,
    ],
    [`${y}/clip/UgkxAbCdEfGhIjKl`, 'VIDEO', 'clip:UgkxAbCdEfGhIjKl', `${y}/clip/UgkxAbCdEfGhIjKl`],
    [
      `${y}/results?search_query=school+camp&sp=x`,
      'SEARCH',
      null,
      `${y}/results?search_query=school+camp`,
      { query: 'school camp' },
    ],
    [`${y}/redirect?event=video&q=https%3A%2F%2Fyoutu.be%2F${v}&redir_token=x`, 'VIDEO', `video:${v}`, watch],
    [`${y}/attribution_link?a=x&u=%2Fwatch%3Fv%3D${v}%26feature%3Dshare`, 'VIDEO', `video:${v}`, watch],
    [`${y}/feed/trending`, 'PAGE', null, `${y}/feed/trending`],
    [`${y}/embed/live_stream?channel=${channel}`, 'PAGE', null, `${y}/embed/live_stream?channel=${channel}`],
    [`${y}/watch?v=tooShort`, 'PAGE', null, `${y}/watch?v=tooShort`],
    [
      `https://studio.youtube.com/channel/${channel}`,
      'PAGE',
      null,
      `https://studio.youtube.com/channel/${channel}`,
    ],
  ],
};
