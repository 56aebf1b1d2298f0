import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const id = '1HarbourExampleFile00000000000000';
const folder = '1HarbourExampleFolder000000000000';
const pierTitle = 'The old pier – Harbour News';
const pierWords = 'The council opened the pier on Friday.';
const clubTitle = 'Reading club at the pier';

const found = (key: string, href: string, title: string, words: string) => `
<div class="MjjYud"><div class="g" data-hveid="x${key}"><div class="tF2Cxc" id="${key}">
  <div class="yuRUbf"><a class="self" href="${href}"><h3 class="words">${title}</h3><div><cite>harbour.example › piers</cite></div></a></div>
  <div class="VwiC3b"><span>${words}</span></div>${media}</div></div></div>`;

const search = documentOf(
  'pier - Search',
  `<form role="search"><textarea name="q">pier</textarea></form><div id="main"><div id="rcnt"><div role="main"><div id="search"><div id="rso">
   ${found('one', 'https://harbour-news.example/2026/11/pier', pierTitle, pierWords)}
   ${found('two', 'https://t.me/harbournews/12', clubTitle, 'Children come with a parent.')}
   </div></div></div></div></div>`,
);

const foundThing = (key: string, kind: FixtureThing['kind'], reads: FixtureThing['reads']): FixtureThing => ({
  kind,
  pointAt: `#${key} .words`,
  select: `#${key} .words`,
  link: `#${key} .self`,
  reads,
});

const firstThing = foundThing('one', 'PAGE', {
  url: 'https://harbour-news.example/2026/11/pier',
  text: `${pierTitle}\nharbour.example › piers\n${pierWords}`,
});
const secondThing = foundThing('two', 'MESSAGE', {
  url: 'https://t.me/harbournews/12',
  authorHandle: 'harbournews',
  text: `${clubTitle}\nharbour.example › piers\nChildren come with a parent.`,
});

const row = (key: string, label: string, name: string) =>
  `<div role="row" data-id="${key}" id="${key}" aria-label="${label}"><div role="gridcell"><strong class="words">${name}</strong></div></div>`;

const pages: FixturePage[] = [
  {
    name: 'results of a search',
    variant: 'SIGNED_IN',
    url: 'https://www.google.com/search?q=pier',
    html: search,
    things: [firstThing, secondThing],
    others: ['pier - Search'],
    leadsElsewhere: true,
  },
  {
    name: 'pictures that a search found',
    variant: 'SIGNED_IN',
    url: 'https://www.google.co.th/search?q=pier&udm=2',
    html: documentOf(
      'pier',
      `<div id="search"><div id="rso"><div class="eA0Zlc" data-lpage="https://harbour-news.example/2026/11/pier" id="one"><h3>${media}</h3><div class="words">${pierTitle}</div></div></div></div>`,
    ),
    things: [
      {
        ...firstThing,
        link: null,
        reads: { url: 'https://harbour-news.example/2026/11/pier', text: pierTitle },
      },
    ],
    others: [],
    leadsElsewhere: true,
  },
  {
    name: 'a folder of Drive',
    variant: 'SIGNED_IN',
    url: `https://drive.google.com/drive/folders/${folder}`,
    html: documentOf(
      'Harbour',
      `<div role="main"><h1>Harbour</h1><div role="grid">${row(id, 'Tide table.pdf PDF Shared', 'Tide table.pdf')}${row(`${folder}2`, 'Plans Shared folder', 'Plans')}</div></div>`,
    ),
    things: [
      {
        kind: 'FILE',
        pointAt: `[id="${id}"] .words`,
        select: `[id="${id}"] .words`,
        link: null,
        reads: { url: `https://drive.google.com/file/d/${id}/view`, text: 'Tide table.pdf' },
      },
      {
        kind: 'FOLDER',
        pointAt: `[id="${folder}2"] .words`,
        select: `[id="${folder}2"] .words`,
        link: null,
        reads: { url: `https://drive.google.com/drive/folders/${folder}2`, text: 'Plans' },
      },
    ],
    others: [],
    mustHaveContent: false,
  },
  {
    name: 'a file of Drive',
    variant: 'SIGNED_OUT',
    url: `https://drive.google.com/file/d/${id}/view`,
    html: documentOf(
      'Tide table.pdf',
      `<div class="drive-viewer"><div class="drive-viewer-toolstrip"><div class="drive-viewer-toolstrip-name words">Tide table.pdf</div><a href="https://accounts.google.com/">Sign in</a></div>${media}</div>`,
    ),
    things: [
      {
        kind: 'FILE',
        pointAt: '.words',
        select: '.words',
        link: null,
        reads: { url: `https://drive.google.com/file/d/${id}/view`, text: 'Tide table.pdf' },
      },
    ],
    others: ['Sign in'],
  },
  {
    name: 'a page of Sites',
    variant: 'SIGNED_OUT',
    url: 'https://sites.google.com/view/nok-camp/home',
    html: documentOf(
      'Camp',
      `<header><a href="/view/nok-camp/team">Team</a></header><div role="main"><section id="h.1"><h1>Camp</h1><p class="words">Parents can meet the team on Saturday.</p>${media}</section></div>`,
    ),
    things: [
      {
        kind: 'SITE',
        pointAt: '.words',
        select: '.words',
        link: null,
        reads: {
          url: 'https://sites.google.com/view/nok-camp/home',
          text: 'Camp\nParents can meet the team on Saturday.',
        },
      },
    ],
    others: ['Team'],
    mustHaveContent: false,
  },
  {
    name: 'results of a search on a phone, whose links are wrapped',
    variant: 'MOBILE',
    url: 'https://www.google.com/search?q=pier',
    html: documentOf(
      'pier',
      `<div id="main"><div class="ezO2md" id="one"><a class="self" href="https://www.google.com/url?q=https://harbour-news.example/2026/11/pier&amp;sa=U&amp;ved=invented"><h3 class="words">${pierTitle}</h3></a><div>${pierWords}</div></div></div>`,
    ),
    things: [
      {
        ...firstThing,
        reads: {
          url: 'https://harbour-news.example/2026/11/pier',
          text: `${pierTitle}\n${pierWords}`,
        },
      },
    ],
    others: [],
    leadsElsewhere: true,
  },
];

/** Imitated pages of Google. */
export const googleFixtures: PlatformFixtures = { platform: 'GOOGLE', pages };
