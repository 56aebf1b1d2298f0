import { once } from 'node:events';
import { createServer } from 'node:https';
import { generate } from 'selfsigned';
import {
  facebookFeedPage,
  facebookPostPage,
  facebookPosts,
  ordinaryPage,
  signInPage,
  walledPostUrl,
  youtubeComment,
  youtubeWatchPage,
} from './fixture-pages.ts';

/** Host of the ordinary page; `.example` names no real site (RFC 2606). */
const ORDINARY_HOST = 'guesthouse.example';
const hosts = ['www.facebook.com', 'www.youtube.com', ORDINARY_HOST];

export interface FixtureSites {
  /** Arguments that make a Chromium find these sites under their real names, and no other host at all. */
  browserArguments: readonly string[];
  /** Serves this document at the address, whose host must be known from the start, in place of any other. */
  show(url: string, html: string): void;
  /** The port of 127.0.0.1 on which they all listen. */
  port: number;
  /** Host and path of every request so far, in order. */
  requests: readonly string[];
  close(): Promise<void>;
}

function pageFor(host: string, url: URL): string | null {
  if (host === ORDINARY_HOST && url.pathname === '/') return ordinaryPage();
  if (host === 'www.youtube.com') {
    return url.pathname === '/watch' && url.searchParams.get('v') === youtubeComment.video
      ? youtubeWatchPage()
      : null;
  }
  if (host !== 'www.facebook.com') return null;
  if (url.pathname === '/') return facebookFeedPage();
  if (url.href === walledPostUrl) return signInPage();
  const posts = Object.values(facebookPosts);
  const at = posts.findIndex((post) => url.pathname === `/${post.author.handle}/posts/${post.id}`);
  const post = posts[at];
  const below = posts[(at + 1) % posts.length];
  return post && below ? facebookPostPage(post, below) : null;
}

/**
 * Serves the imitated sites over TLS on a port of 127.0.0.1, with a certificate that is made now and never kept.
 *
 * @param moreHosts hosts that have no pages until they are shown
 */
export async function serveFixtureSites(moreHosts: readonly string[] = []): Promise<FixtureSites> {
  const served = [...new Set([...hosts, ...moreHosts])];
  const shown = new Map<string, string>();
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'lapwing.example' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: served.map((value) => ({ type: 2, value })) }],
  });
  const requests: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    const host = (request.headers.host ?? '').split(':')[0] ?? '';
    const url = new URL(request.url ?? '/', `https://${host}`);
    requests.push(`${host}${url.pathname}`);
    const html = shown.get(url.href) ?? pageFor(host, url);
    response.writeHead(html === null ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(html ?? 'Not found');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  const mapped = served.map((host) => `MAP ${host} 127.0.0.1:${address.port}`);
  return {
    show: (url, html) => void shown.set(new URL(url).href, html),
    requests,
    port: address.port,
    browserArguments: [
      `--host-resolver-rules=${mapped.join(', ')}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
      '--ignore-certificate-errors',
    ],
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
