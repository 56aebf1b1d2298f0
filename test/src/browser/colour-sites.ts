import { once } from 'node:events';
import { createServer } from 'node:http';

/** Pictures, sounds and pages that are made here and now; nobody and nothing is in them. */

/** A picture of small squares in the strongest colours there are, as the address of an SVG. */
export function squares(first: string, second: string, size = 240): string {
  const cell = size / 12;
  const cells = Array.from({ length: 144 }, (_, at) => {
    const [x, y] = [at % 12, Math.floor(at / 12)];
    const colour = (x + y) % 2 === 0 ? first : second;
    return `<rect x="${x * cell}" y="${y * cell}" width="${cell}" height="${cell}" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${cells.join('')}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Two seconds of a quiet tone as a WAV file. */
function tone(): Buffer {
  const rate = 8_000;
  const samples = Buffer.from(
    Uint8Array.from({ length: rate * 2 }, (_, at) => 128 + Math.round(40 * Math.sin(at / 3))),
  );
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

export interface ColourPage {
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export interface ColourSites {
  /** Arguments that make a Chromium find the pages under their hosts, and no other host at all. */
  browserArguments: readonly string[];
  close(): Promise<void>;
}

/** Serves pages by `host/path`, and the tone under `/tone.wav` of every host. */
export async function serveColourSites(pages: Readonly<Record<string, ColourPage>>): Promise<ColourSites> {
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').split(':')[0] ?? '';
    if (request.url === '/tone.wav') {
      response.writeHead(200, { 'content-type': 'audio/wav' });
      response.end(tone());
      return;
    }
    const page = pages[`${host}${request.url ?? '/'}`];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page?.body ?? 'Not found');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return {
    browserArguments: [
      `--host-resolver-rules=MAP *.example 127.0.0.1:${address.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`,
      // The tests ask what the extension lets play, not what the browser does.
      '--autoplay-policy=no-user-gesture-required',
    ],
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
