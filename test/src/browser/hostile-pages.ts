/**
 * Pages that work against whoever reads them. They imitate how Facebook is built; every person and word is invented
 * and harmless.
 */

export const hostileUrl = 'https://www.facebook.com/harbour.school.example/posts/2028000000000099';
export const hostileWords = 'Our summer camp still has places.';

/** What a text says that is written to be read otherwise: with characters that change its direction. */
export const misleading = 'safe\u202eelpmaxe.live\u202c';

const post = (words: string) => `
<div role="article" aria-posinset="1" id="post"><h3><a role="link" href="/harbour.school.example"><strong>Harbour School</strong></a></h3>
  <a role="link" id="when" href="/harbour.school.example/posts/2028000000000099?__cft__[0]=AZX">3 h</a>
  <div data-ad-rendering-role="story_message" dir="auto" id="words">${words}</div></div>`;

const page = (body: string, title = 'Harbour School') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main>${body}</main></body></html>`;

export const hostilePages = {
  /** Presses, keys and menus that no person made, on the post and on the document, again and again. */
  fakeEvents: page(`${post(hostileWords)}
<script>
  const kinds = [PointerEvent, MouseEvent, KeyboardEvent];
  const names = ['pointerdown', 'pointerup', 'mouseover', 'click', 'dblclick', 'contextmenu', 'keydown', 'keyup'];
  let rounds = 0;
  const round = () => {
    for (const Kind of kinds)
      for (const name of names)
        document.getElementById('post').dispatchEvent(new Kind(name, { bubbles: true, key: 'L', altKey: true, shiftKey: true }));
    rounds += 1;
    if (rounds < 20) requestAnimationFrame(round);
    else document.documentElement.dataset.done = 'yes';
  };
  round();
</script>`),
  /** Something transparent over everything, which takes the pointer and pretends to be another post. */
  overlay: page(`${post(hostileWords)}
<div style="position:fixed;inset:0;z-index:2147483647;opacity:0" id="overlay"><a href="https://phishing.example/p/1">3 h</a>Believe the overlay</div>`),
  /** A frame over the post that pretends to be one. */
  frame: page(`${post(hostileWords)}
<iframe role="article" srcdoc="<div role='article'><a href='https://phishing.example/p/1'>3 h</a>Believe the frame</div>" style="position:fixed;inset:0;width:100%;height:100%" id="frame"></iframe>`),
  /** A title of a megabyte and 50,000 nodes. */
  large: page(post(`${hostileWords} ${'<b>word</b> <i>word</i> '.repeat(12_500)}`), 'x'.repeat(1_000_000)),
  /** Methods of the document that are hidden behind names, and prototypes that the page changed. */
  rewired: page(`${post(hostileWords)}
${['querySelectorAll', 'createTreeWalker', 'getSelection', 'body', 'location'].map((name) => `<img name="${name}" alt=""><form name="${name}"><input name="matches"><input name="closest"></form>`).join('')}
<script>
  Element.prototype.closest = () => document.documentElement;
  Object.prototype.url = 'https://phishing.example/';
  JSON.stringify = () => '"polluted"';
</script>`),
  /** The post's link to itself leads to another host. */
  elsewhere: page(
    post(hostileWords).replace('href="/harbour.school.example/posts', 'href="https://phishing.example/posts'),
  ),
  /** An author and words that read otherwise than they are written. */
  misleading: page(
    post(`Look at ${misleading}`)
      .replace('<strong>Harbour School</strong>', '')
      .replace('href="/harbour.school.example"', `title="${misleading}"`),
  ),
  /** The site was rebuilt: nothing of it is where it was. */
  rebuilt: page('<section><h1>Something new</h1><p>Words in a new place</p></section>'),
} as const;
