/**
 * Pages that imitate how a Facebook post and a YouTube comment are built: roles, permalinks, links to authors, several
 * posts on one page. Nothing is copied; every person and every word is invented.
 */

export interface FixturePost {
  id: string;
  author: { handle: string; name: string };
  language: 'en' | 'th';
  text: string;
}

const amber: FixturePost = {
  id: '1029384756',
  author: { handle: 'lapwing.amber.example', name: 'Amber Example' },
  language: 'en',
  text: 'You look older than you are. How old are you? Add me on the private app and do not tell your mother. I can send you gifts.',
};
const camp: FixturePost = {
  id: '1029384757',
  author: { handle: 'lapwing.camp.example', name: 'Harbour School Camp' },
  language: 'en',
  text: 'Our summer camp still has places. Parents can meet the whole team on Saturday at the school.',
};
const hotel: FixturePost = {
  id: '1029384758',
  author: { handle: 'lapwing.hotel.example', name: 'โรงแรมตัวอย่าง' },
  language: 'th',
  text: 'หนูอายุเท่าไหร่ อย่าบอกแม่นะ เดี๋ยวพี่พาไปเที่ยวทะเล พี่จองโรงแรมให้แล้ว แอดไลน์มาคุยกัน',
};

/** The posts that the imitated Facebook serves, each under `/{handle}/posts/{id}`. */
export const facebookPosts = { amber, camp, hotel };

/** The comment that the imitated YouTube shows below its only video. */
export const youtubeComment = {
  video: 'lapwingT3st',
  id: 'UgxLapwingExampleComment4AaABAg',
  author: { handle: 'lapwing-comment-example', name: 'Comment Example' },
  text: 'Which school do you go to? Send me a message, I pay for the trip. Keep it our secret.',
};

export const facebookPostUrl = (post: FixturePost): string =>
  `https://www.facebook.com/${post.author.handle}/posts/${post.id}`;
export const youtubeCommentUrl = `https://www.youtube.com/watch?v=${youtubeComment.video}&lc=${youtubeComment.id}`;

const page = (title: string, language: string, body: string, head = ''): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
${head}
<style>
  body { margin: 0; font: 16px/1.6 sans-serif; background: #eceef1; color: #1b1d21 }
  header, article, main > section, ytd-comment-thread-renderer { display: block; max-width: 38rem; margin: 12px auto; padding: 12px 16px; background: #fff }
  a { color: #1d4f91 } .quiet { color: #5b6068; font-size: 13px } .video { height: 150px; background: #30343b }
</style></head><body>${body}</body></html>`;

const article = (post: FixturePost): string => `
<div role="article" aria-posinset="1" lang="${post.language}">
  <div><h3><a role="link" href="/${post.author.handle}?__cft__[0]=AZX&__tn__=-UC*F">${post.author.name}</a></h3>
  <span class="quiet"><a role="link" href="/${post.author.handle}/posts/${post.id}?__cft__[0]=AZX&__tn__=%2CO%2CP-R">3 h</a></span></div>
  <div dir="auto" data-ad-preview="message"><div><div>${post.text}</div></div></div>
  <div><div role="button" tabindex="0">Like</div> <div role="button" tabindex="0">Comment</div></div>
</div>`;

/** A page with one post, and another one below it as such pages have. */
export const facebookPostPage = (post: FixturePost, below: FixturePost): string =>
  page(
    post.author.name,
    'en',
    `<header><a href="/">Feed</a></header><main>${article(post)}<div style="height: 60vh"></div>${article(below)}</main>`,
  );

/** A feed: several posts under one address that names none of them. */
export const facebookFeedPage = (): string =>
  page('Feed', 'en', `<main>${Object.values(facebookPosts).map(article).join('')}</main>`);

/** A video and the comments below it. */
export const youtubeWatchPage = (): string => {
  const { video, id, author, text } = youtubeComment;
  const comment = (commentId: string, handle: string, words: string) => `
<ytd-comment-thread-renderer><ytd-comment-view-model id="comment">
  <div id="header-author"><a id="author-text" href="/@${handle}"><span>@${handle}</span></a>
  <span id="published-time-text" class="quiet"><a href="/watch?v=${video}&lc=${commentId}">2 days ago</a></span></div>
  <div id="content-text"><span role="text">${words}</span></div>
  <div><button>Reply</button></div>
</ytd-comment-view-model></ytd-comment-thread-renderer>`;
  return page(
    'A walk along the harbour',
    'en',
    `<main><section><div class="video"></div><h1>A walk along the harbour</h1><a href="/@lapwing-walks-example">Harbour Walks</a></section>
     ${comment(id, author.handle, text)}
     ${comment('UgxLapwingOrdinaryComment4AaABAg', 'lapwing-viewer-example', 'The light at the pier is lovely. Which camera is this?')}</main>`,
    `<link rel="canonical" href="https://www.youtube.com/watch?v=${video}">`,
  );
};

/** An ordinary page of an ordinary site, with one link. */
export const ordinaryPage = (): string =>
  page(
    'Guest house by the lake',
    'en',
    `<main><section><h1>Guest house by the lake</h1><p>Rooms with breakfast. Families are welcome.</p>
     <p><a href="${facebookPostUrl(hotel)}">What a guest wrote</a></p></section></main>`,
  );

/** A post that the imitated Facebook only shows to who signs in. */
export const walledPostUrl = 'https://www.facebook.com/lapwing.walled.example/posts/1029384798';
export const signInPage = (): string =>
  page(
    'Log in',
    'en',
    '<main><section><h1>Log in to see this</h1><form><label>Name <input type="text"></label><label>Password <input type="password"></label></form></section></main>',
  );
