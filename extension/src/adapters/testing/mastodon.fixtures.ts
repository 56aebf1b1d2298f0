import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const host = 'https://mastodon.harbour.example';
const post = '110000000000000017';
const reply = '110000000000000018';
const words = 'The library boat is back at the old pier.';
const replyWords = 'เรือห้องสมุดมาถึงกี่โมงคะ';
const boostedWords = 'Tide table of next week';

const detailed = `
<div class="detailed-status" id="post">
  <a class="detailed-status__display-name" href="/@nok"><div class="detailed-status__display-avatar">${media}</div><span class="display-name"><strong>Nok</strong> <span>@nok</span></span></a>
  <div class="status__content"><div class="status__content__text words" lang="en-GB"><p>${words}</p></div></div>
  <div class="status__quote"><div class="status" data-id="110000000000000003"><div class="status__info"><a class="status__relative-time" href="/@noi/110000000000000003"><time datetime="2026-11-20T01:00:00.000Z">8d</time></a><a class="status__display-name" href="/@noi">Noi</a></div><div class="status__content"><div class="status__content__text">${boostedWords}</div></div></div></div>
  <div class="detailed-status__meta"><a class="detailed-status__datetime" href="/@nok/${post}">27 Nov 2026</a>
    <a class="detailed-status__link" href="/@nok/${post}/reblogs"><span>3</span> boosts</a> <a class="detailed-status__link" href="/@nok/${post}/favourites"><span>1.2K</span> favourites</a></div>
</div>`;

const status = (id: string, account: string, said: string, prepend = '') => `
<article><div class="status__wrapper">${prepend}<div class="status" data-id="${id}" id="s${id}">
  <div class="status__info"><a class="status__relative-time" href="/@${account}/${id}"><time datetime="2026-11-27T03:00:00.000Z">1d</time></a>
    <a class="status__display-name" href="/@${account}" title="${account}"><div class="status__avatar">${media}</div><bdi><strong>Noi</strong></bdi></a></div>
  <div class="status__content"><div class="status__content__text words" lang="th"><p>${said}</p></div></div>
  <div class="status__action-bar"><button aria-label="Reply">1</button></div></div></div></article>`;

const boost =
  '<div class="status__prepend"><a class="status__display-name muted" href="/@tom">Tom</a> boosted</div>';

const postThing: FixtureThing = {
  kind: 'POST',
  pointAt: '#post > .status__content .words',
  select: '#post > .status__content .words',
  link: '#post .detailed-status__datetime',
  reads: {
    url: `${host}/@nok/${post}`,
    authorHandle: 'nok',
    text: words,
    language: 'en-GB',
    counts: { shares: 3, likes: 1_200 },
  },
};
const statusThing = (id: string, account: string, text: string, at = host): FixtureThing => ({
  kind: 'POST',
  pointAt: `#s${id} .words`,
  select: `#s${id} .words`,
  link: `#s${id} .status__relative-time`,
  reads: {
    url: `${at}/@${account}/${id}`,
    authorHandle: account,
    text,
    language: 'th',
    postedAt: '2026-11-27T03:00:00.000Z',
  },
});

/** With links that say the host. */
const absolute = (html: string, at: string) => html.replaceAll('href="/@', `href="${at}/@`);

const goToSocial = 'https://boat.example';
const first = '01M8HWHQGMX2HVVM2FN09X2M5K';
const answer = '01M8HWJV25FD3JACRKC1D80Z0M';

/** As GoToSocial 0.20 shows a post to whoever is signed out. */
const article = (id: string, account: string, said: string, language: string) => `
<article class="status expanded" id="s${id}" role="region" aria-label="@${account}, Nov 27, 2026">
  <header class="status-header"><address class="p-author h-card"><a href="${goToSocial}/@${account}" rel="author" class="u-url u-uid">
    <picture class="avatar" aria-hidden="true">${media}</picture>
    <div class="author-strap"><span class="displayname p-name">Somebody</span><span class="username p-nickname">@${account}</span></div><span>(open profile)</span></a></address></header>
  <div class="status-body"><div class="text"><div class="content e-content words" lang="${language}"><p>${said}</p></div></div></div>
  <aside class="status-info"><div class="status-stats"><dl><div class="stats-item published-at"><dt>Published</dt>
    <dd><a href="${goToSocial}/@${account}/statuses/${id}" class="u-url" title="Open thread at this post"><time class="dt-published" datetime="2026-11-27T03:00:00.000Z">Nov 27</time></a></dd></div></dl></div></aside>
</article>`;

const articleThing = (id: string, account: string, text: string, language: string): FixtureThing => ({
  kind: 'POST',
  pointAt: `#s${id} .words`,
  select: `#s${id} .words`,
  link: `#s${id} .published-at a`,
  reads: {
    url: `${goToSocial}/@${account}/statuses/${id}`,
    authorHandle: account,
    text,
    language,
    postedAt: '2026-11-27T03:00:00.000Z',
  },
});

const pages: FixturePage[] = [
  {
    name: 'a post with a reply on a server of GoToSocial',
    variant: 'SIGNED_OUT',
    url: `${goToSocial}/@nok/statuses/${first}`,
    html: documentOf(
      'Nok',
      `<main class="thread">${article(first, 'nok', words, 'en')}${article(answer, 'noi', replyWords, 'th')}</main>`,
    ),
    things: [articleThing(first, 'nok', words, 'en'), articleThing(answer, 'noi', replyWords, 'th')],
    others: ['Published', '(open profile)'],
  },
  {
    name: 'a post with a reply',
    variant: 'SIGNED_IN',
    url: `${host}/@nok/${post}`,
    html: documentOf('Nok', `<main>${detailed}${status(reply, 'noi@nok.example', replyWords)}</main>`),
    things: [postThing, statusThing(reply, 'noi@nok.example', replyWords)],
    others: [boostedWords],
  },
  {
    name: 'an account with a boosted post',
    variant: 'SIGNED_IN',
    url: `${host}/@tom`,
    html: absolute(documentOf('Tom', `<main>${status(reply, 'noi', replyWords, boost)}</main>`), host),
    things: [statusThing(reply, 'noi', replyWords)],
    others: ['boosted'],
    mustHaveContent: false,
  },
  {
    name: 'a post with a reply on a host that is not known',
    variant: 'SIGNED_OUT',
    url: `https://harbour.example/@nok/${post}`,
    html: absolute(
      documentOf(
        'Nok',
        `<main>${detailed}${status(reply, 'noi', replyWords)}</main><a href="/auth/sign_in">Log in</a>`,
      ),
      'https://harbour.example',
    ),
    things: [
      { ...postThing, reads: { ...postThing.reads, url: `https://harbour.example/@nok/${post}` } },
      statusThing(reply, 'noi', replyWords, 'https://harbour.example'),
    ],
    others: ['Log in', boostedWords],
  },
  {
    name: 'a post with a reply on a phone',
    variant: 'MOBILE',
    url: `${host}/@nok/${post}`,
    html: documentOf('Nok', `<main>${detailed}${status(reply, 'noi', replyWords)}</main>`),
    things: [postThing, statusThing(reply, 'noi', replyWords)],
    others: [boostedWords],
  },
];

/** Imitated pages of Mastodon. */
export const mastodonFixtures: PlatformFixtures = { platform: 'MASTODON', pages };
