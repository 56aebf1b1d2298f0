import { onUse } from '../../breaks/on-use.ts';
import { askBackground, isInstalled, onBackgroundMessage } from '../../browser/messages.ts';
import type { CoverAnswer, FrameMessage, MarkAnswer, PageMessage } from '../frame-messages.ts';
import { blankDocument } from './blank.ts';
import { coverTrees } from './cover-trees.ts';
import { showMark } from './mark.ts';
import { quietMedia } from './quiet-media.ts';
import { revealWhileHeld } from './reveal.ts';
import { watchRoots } from './roots.ts';

declare global {
  /** What an earlier run of this script does in the document, until it is switched off. */
  var lapwingSafeFrame: { isInstalled(): boolean; cover(): void; end(): void } | undefined;
  /** Whether the document has its cover from the background. */
  var lapwingIsCovered: boolean | undefined;
}

/**
 * Covers the document that this runs in, before anything of it is drawn, until the background says otherwise. Where it
 * runs already it asks the background anew, and what the person holds open stays open.
 */
export function startFrame(): void {
  const earlier = globalThis.lapwingSafeFrame;
  if (earlier?.isInstalled()) {
    earlier.cover();
    return;
  }
  // The extension was replaced before the background answered: until it does, the document stays undrawn.
  const isUncovered = earlier !== undefined && globalThis.lapwingIsCovered !== true;
  earlier?.end();
  const ending = new AbortController();
  const { signal } = ending;
  const blank = isUncovered || document.readyState === 'loading' ? blankDocument() : null;
  const media = quietMedia(signal);
  const trees = coverTrees(signal);
  const reveal = revealWhileHeld(signal, trees.open);
  watchRoots(
    signal,
    (root) => {
      for (const watcher of [media, trees, reveal]) watcher.root(root);
    },
    (element) => {
      for (const watcher of [media, trees]) watcher.element(element);
    },
  );
  const mark = window === window.top ? showMark() : null;
  const end = () => {
    ending.abort();
    blank?.end();
    mark?.remove();
    globalThis.lapwingSafeFrame = undefined;
  };

  const cover = async () => {
    const covered = globalThis.lapwingIsCovered === true;
    const answer = await askBackground({ kind: 'SAFE_COVER', covered } satisfies FrameMessage);
    if (signal.aborted) return;
    if (!isCoverAnswer(answer)) return blank?.lift(false);
    globalThis.lapwingIsCovered = true;
    blank?.lift(true);
    reveal.framesAreCovered(answer.frames);
    if (mark !== null) await say({ kind: 'SAFE_MARK' });
  };
  const say = async (message: FrameMessage) => {
    const answer = await askBackground(message);
    if (isMarkAnswer(answer) && !signal.aborted) mark?.say(answer.mark);
  };
  const stopListening = onBackgroundMessage((message) => {
    if (!isPageMessage(message)) return;
    if (message.kind === 'SAFE_HELD') return reveal.held(message.held);
    if (message.kind === 'SAFE_THERE') return reveal.pointerWasIn(message.word, message.at);
    globalThis.lapwingIsCovered = false;
    end();
  });
  signal.addEventListener('abort', stopListening);
  // A page that the browser kept while the person changed her mind.
  addEventListener('pageshow', (event) => void (event.persisted && cover()), { signal });
  onUse(signal, () => void say({ kind: 'SAFE_LOOK' }));
  globalThis.lapwingSafeFrame = { isInstalled, cover: () => void cover(), end };
  void cover();
}

function isCoverAnswer(answer: unknown): answer is CoverAnswer {
  return isMessage(answer) && answer.kind === 'SAFE_COVERED';
}

function isMarkAnswer(answer: unknown): answer is MarkAnswer {
  return isMessage(answer) && answer.kind === 'SAFE_MARK';
}

function isPageMessage(message: unknown): message is PageMessage {
  return isMessage(message) && ['SAFE_END', 'SAFE_HELD', 'SAFE_THERE'].some((kind) => kind === message.kind);
}

function isMessage(value: unknown): value is { kind: unknown } {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
