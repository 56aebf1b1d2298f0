import { PLAY_EVENT, SOUND_EVENT } from '../frame/quiet-media.ts';
import { SHADOW_EVENT } from '../frame/roots.ts';

const asksAlready = Symbol.for('lapwing-asks-before-play');

/**
 * Runs among the page's own scripts, before them: asks our own half before anything plays, and tells it of new shadow
 * trees. A refusal looks like that of a browser that does not let pages play by themselves. It is no secret and no
 * wall: a page can work around it, and is covered and silent all the same.
 */
export function askBeforePlay(): void {
  if (asksAlready in HTMLMediaElement.prototype) return;
  Object.defineProperty(HTMLMediaElement.prototype, asksAlready, { value: true });
  const { play } = HTMLMediaElement.prototype;
  const { attachShadow, dispatchEvent } = Element.prototype;
  const tell = (place: EventTarget, name: string) =>
    dispatchEvent.call(place, new Event(name, { bubbles: true, composed: true, cancelable: true }));

  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    // Our own half cannot reach what is in no tree.
    if (!tell(document, SOUND_EVENT)) this.muted = true;
    if (tell(this.isConnected ? this : document, PLAY_EVENT)) return play.call(this);
    return Promise.reject(new DOMException('The person has not asked for this to play', 'NotAllowedError'));
  };
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
    const shadow = attachShadow.call(this, init);
    tell(this, SHADOW_EVENT);
    return shadow;
  };
}
