import { documentOf, media, type PlatformFixtures } from './fixture-page.ts';

const host = 'https://harbour-news.example';

/** Imitated pages of sites that no adapter knows. */
export const genericFixtures: PlatformFixtures = {
  platform: 'WEB',
  pages: [
    {
      name: 'an article with structured data',
      variant: 'SIGNED_IN',
      url: `${host}/2026/11/new-pier?utm_source=invented`,
      html: documentOf(
        'A new pier',
        `<nav><a href="/">Home</a></nav><main><article id="story"><h1>A new pier</h1><p class="words">The town council opened the pier on Friday.</p>${media}
          <p><a href="/2026/10/old-pier">The old pier</a></p></article></main><footer>All about the town</footer>`,
        `<link rel="canonical" href="${host}/2026/11/new-pier"><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList"},{"@type":"NewsArticle","headline":"A new pier","datePublished":"2026-11-27T09:30:00+07:00","author":[{"@type":"Person","name":"Nok Writer"}],"inLanguage":"en-GB"}]}</script>`,
      ),
      things: [
        {
          kind: 'PAGE',
          pointAt: '#story .words',
          select: '#story .words',
          link: null,
          reads: {
            url: `${host}/2026/11/new-pier`,
            authorHandle: 'Nok Writer',
            text: 'A new pier\nThe town council opened the pier on Friday.\nThe old pier',
            postedAt: '2026-11-27T02:30:00.000Z',
            language: 'en',
          },
        },
      ],
      others: ['All about the town'],
      mustHaveContent: false,
    },
    {
      name: 'a forum with microdata',
      variant: 'SIGNED_OUT',
      url: `${host}/forum/boats`,
      html: documentOf(
        'Boats',
        ['first', 'second']
          .map(
            (name, index) => `
<div itemscope itemtype="https://schema.org/DiscussionForumPosting" id="${name}"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Sailor ${name}</span></span>
  <a class="when" rel="bookmark" href="/forum/boats/${index + 1}"><time datetime="2026-11-2${index}T10:00:00Z">yesterday</time></a>
  <div itemprop="text" class="words">Is the ${name} boat still for sale?</div></div>`,
          )
          .join(''),
        '',
        'lang="en"',
      ),
      things: [
        {
          kind: 'PAGE',
          pointAt: '#second .words',
          select: '#second .words',
          link: '#second .when',
          reads: {
            url: `${host}/forum/boats/2`,
            authorHandle: 'Sailor second',
            text: 'Is the second boat still for sale?',
            postedAt: '2026-11-21T10:00:00.000Z',
            language: 'en',
          },
        },
      ],
      others: ['Sailor first', 'the first boat'],
      mustHaveContent: false,
    },
    {
      name: 'a page that only has metadata',
      variant: 'MOBILE',
      url: `${host}/rooms`,
      html: documentOf(
        'Rooms',
        '<main id="all"><h1>Rooms by the lake</h1><p class="words">Families are welcome.</p></main>',
        '<meta property="og:description" content="Rooms with breakfast. Families are welcome."><meta name="author" content="Lake House">',
        'lang="th"',
      ),
      things: [
        {
          kind: 'PAGE',
          pointAt: '#all .words',
          select: '#all .words',
          link: null,
          reads: {
            url: `${host}/rooms`,
            authorHandle: 'Lake House',
            text: 'Rooms with breakfast. Families are welcome.',
            language: 'th',
          },
        },
      ],
      others: [],
      mustHaveContent: false,
    },
  ],
};
