import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { findChromium, sandboxArguments } from './find-chromium.ts';

/** What a picture of a page shows. */
interface Pixels {
  /** Share of the pixels that are clearly coloured. */
  coloured: number;
  /** The smallest box around them, in pixels of the picture; null where nothing is coloured. */
  colouredBox: Box | null;
  /** Share of the pixels that differ sharply from the one before: detail. */
  edges: number;
}

const Box = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });
type Box = z.infer<typeof Box>;

const Measured = z.array(z.object({ coloured: z.number(), colouredBox: Box.nullable(), edges: z.number() }));

/** Looks at pictures, with a browser of its own that draws nothing else. */
export interface PixelReader {
  read(pictures: readonly (Buffer | string)[]): Promise<Pixels[]>;
  close(): Promise<void>;
}

const measure = `async (pictures) => {
  const measured = [];
  for (const picture of pictures) {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let coloured = 0, edges = 0, before = 0, colouredBox = null;
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) {
        coloured += 1;
        const x = (at / 4) % width, y = Math.floor(at / 4 / width);
        colouredBox ??= { left: x, top: y, right: x + 1, bottom: y + 1 };
        colouredBox.left = Math.min(colouredBox.left, x);
        colouredBox.right = Math.max(colouredBox.right, x + 1);
        colouredBox.bottom = y + 1;
      }
      const light = 0.3 * red + 0.6 * green + 0.1 * blue;
      if (at % (width * 4) > 0 && Math.abs(light - before) > 24) edges += 1;
      before = light;
    }
    measured.push({ coloured: coloured / (width * height), colouredBox, edges: edges / (width * height) });
  }
  return measured;
}`;

/** Starts a reader of pictures (PNG, as bytes or base64). */
export async function startPixelReader(): Promise<PixelReader> {
  const browser: Browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...sandboxArguments],
  });
  const page = await browser.newPage();
  return {
    async read(pictures) {
      const encoded = pictures.map((picture) =>
        typeof picture === 'string' ? picture : picture.toString('base64'),
      );
      return Measured.parse(await page.evaluate(`(${measure})(${JSON.stringify(encoded)})`));
    },
    close: () => browser.close(),
  };
}

/**
 * Every frame that the browser draws of the tab while `act` runs, as PNG in base64, the last one drawn after it
 * ended included.
 */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<string[]> {
  const frames: string[] = [];
  const protocol = await page.context().newCDPSession(page);
  protocol.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data);
    void protocol.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await protocol.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await act();
  await protocol.send('Page.stopScreencast');
  await protocol.detach();
  frames.push((await page.screenshot()).toString('base64'));
  return frames;
}
