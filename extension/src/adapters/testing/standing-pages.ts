import type { RecheckFinding } from '@lapwing/contracts/recheck';
import type { Platform } from '@lapwing/contracts/taxonomy';
import type { StandingReason } from '../standing/standing.ts';
import { documentOf } from './fixture-page.ts';

/** An imitated page that shows in place of what was flagged. The words are how such pages say it, invented anew. */
interface StandingPage {
  platform: Platform;
  /** What an analyst finds there, in a few words. */
  name: string;
  flagged: string;
  /** Where she ended; default where she went. */
  url?: string;
  /** Default 200. */
  status?: number;
  html: string;
  finding: RecheckFinding;
  reason: StandingReason;
}

const facebook = 'https://www.facebook.com/harbour.school.example/posts/2028000000000017';
const youtube = 'https://www.youtube.com/watch?v=harbourWa1k';
const blog = 'https://harbour-news.example/2026/11/new-pier';

const login =
  '<form><input name="email" type="text"><input name="pass" type="password"><button>Log in</button></form>';
const inMain = (words: string) =>
  documentOf('Facebook', `<div role="main"><h2><span>${words}</span></h2></div>`);
const inPlayer = (title: string, words: string, notice = 'yt-playability-error-supported-renderers') =>
  documentOf(
    'YouTube',
    `<ytd-app><a href="/signin">Sign in</a><div id="player"><${notice} style="display:block"><div id="reason">${title}</div><div id="subreason">${words}</div></${notice}></div>
     <div id="related"><ytd-compact-video-renderer><a href="/watch?v=another0000">A film that is no longer available on disc</a></ytd-compact-video-renderer></div></ytd-app>`,
  );

const ofFacebook: Omit<StandingPage, 'platform' | 'flagged'>[] = [
  {
    name: 'a notice that it is not available',
    html: inMain('This content isn’t available right now'),
    finding: 'GONE',
    reason: 'SAYS_GONE',
  },
  {
    name: 'the same in Thai',
    html: inMain('เนื้อหานี้ไม่พร้อมใช้งานในขณะนี้'),
    finding: 'GONE',
    reason: 'SAYS_GONE',
  },
  {
    name: 'a notice that it is blocked in a country',
    html: inMain('This post isn’t available in your country'),
    finding: 'RESTRICTED',
    reason: 'SAYS_RESTRICTED',
  },
  {
    name: 'a sign-in in its place',
    html: documentOf('Log in', `<main><p>This content isn’t available right now</p>${login}</main>`),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'words that ask to sign in',
    html: inMain('You must log in to continue.'),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'the sign-in page, after a redirection',
    url: 'https://www.facebook.com/login/?next=%2Fharbour.school.example',
    status: 404,
    html: documentOf('Log in', login),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'the feed, after a redirection',
    url: 'https://www.facebook.com/',
    html: inMain('What is on your mind?'),
    finding: 'CANNOT_TELL',
    reason: 'ELSEWHERE',
  },
  {
    name: 'a page of which nothing is known',
    html: inMain('Loading'),
    finding: 'CANNOT_TELL',
    reason: 'UNCLEAR',
  },
];

const ofYoutube: Omit<StandingPage, 'platform' | 'flagged'>[] = [
  {
    name: 'a video that was taken down',
    html: inPlayer('Video unavailable', 'This video has been removed for breaking the rules of the site'),
    finding: 'GONE',
    reason: 'SAYS_GONE',
  },
  {
    name: 'a video of a closed account, in Thai, on a phone',
    html: inPlayer('วิดีโอไม่พร้อมใช้งาน', 'บัญชีนี้ถูกยกเลิก', 'ytm-player-error-message-renderer'),
    finding: 'GONE',
    reason: 'SAYS_GONE',
  },
  {
    name: 'a private video',
    html: inPlayer('Private video', 'Sign in if you’ve been granted access to this video'),
    finding: 'RESTRICTED',
    reason: 'SAYS_RESTRICTED',
  },
  {
    name: 'an age gate',
    html: inPlayer('Sign in to confirm your age', 'This video may be inappropriate for some users.'),
    finding: 'RESTRICTED',
    reason: 'SAYS_RESTRICTED',
  },
  {
    name: 'a video that is blocked in a country',
    html: inPlayer('Video unavailable', 'The uploader has not made this video available in your country'),
    finding: 'RESTRICTED',
    reason: 'SAYS_RESTRICTED',
  },
  {
    name: 'a question whether one is a robot',
    html: inPlayer('Sign in to confirm you’re not a bot', 'This helps protect our community.'),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'a consent page',
    url: 'https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DharbourWa1k',
    html: documentOf('Before you continue', '<h1>Before you continue to YouTube</h1>'),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'a notice in words that nobody knows',
    html: inPlayer('Hm', 'Something went differently'),
    finding: 'CANNOT_TELL',
    reason: 'UNCLEAR',
  },
];

const article = (title: string, words: string) =>
  documentOf(title, `<main><article><h1>${title}</h1><p>${words}</p></article></main>`);

const ofOthers: Omit<StandingPage, 'platform' | 'flagged'>[] = [
  {
    name: 'an article',
    html: article('A new pier', 'The old one is no longer available, the council said.'),
    finding: 'STILL_THERE',
    reason: 'SEEN',
  },
  {
    name: 'an article, after a mark of where one came from was added to its address',
    url: `${blog}?utm_source=invented#top`,
    html: article('A new pier', 'The town council opened the pier on Friday.'),
    finding: 'STILL_THERE',
    reason: 'SEEN',
  },
  {
    name: 'the status 404',
    status: 404,
    html: article('Oh no', 'Try another page.'),
    finding: 'GONE',
    reason: 'STATUS_GONE',
  },
  { name: 'the status 410', status: 410, html: '', finding: 'GONE', reason: 'STATUS_GONE' },
  { name: 'the status 451', status: 451, html: '', finding: 'RESTRICTED', reason: 'STATUS_LEGAL' },
  { name: 'the status 403', status: 403, html: '', finding: 'CANNOT_TELL', reason: 'STATUS_REFUSED' },
  { name: 'the status 503', status: 503, html: '', finding: 'CANNOT_TELL', reason: 'STATUS_REFUSED' },
  {
    name: 'the status 404 with a sign-in',
    status: 404,
    html: documentOf('Members', login),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'a page that only says that it is not there',
    html: article('Page not found', 'Try the start page.'),
    finding: 'GONE',
    reason: 'SAYS_GONE',
  },
  {
    name: 'the same in Thai',
    html: article('ไม่พบหน้าที่คุณต้องการ', 'กลับไปหน้าแรก'),
    finding: 'GONE',
    reason: 'SAYS_GONE',
  },
  {
    name: 'a sign-in',
    html: documentOf('Members', `<h1>Page not found</h1>${login}`),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'an age gate',
    html: documentOf('Welcome', '<h1>Are you over 18?</h1><button>Yes</button>'),
    finding: 'CANNOT_TELL',
    reason: 'WALL',
  },
  {
    name: 'the start page, after a redirection',
    url: 'https://harbour-news.example/',
    html: article('Harbour News', 'All about the town.'),
    finding: 'CANNOT_TELL',
    reason: 'ELSEWHERE',
  },
  { name: 'nothing at all', html: documentOf('', ''), finding: 'CANNOT_TELL', reason: 'UNCLEAR' },
];

/** What shows in place of flagged posts, by whose adapter reads it. */
export const standingPages: readonly StandingPage[] = [
  ...ofFacebook.map((page): StandingPage => ({ platform: 'FACEBOOK', flagged: facebook, ...page })),
  ...ofYoutube.map((page): StandingPage => ({ platform: 'YOUTUBE', flagged: youtube, ...page })),
  ...ofOthers.map((page): StandingPage => ({ platform: 'WEB', flagged: blog, ...page })),
];
