import { SIZE, type Spot } from './place.ts';
import { UNDER_POINTER_MS } from './press-counts.ts';

/** Where the control stands, in its closed tree: the page's own rules do not win over this. */
export function placeStyle({ top, left, fixed }: Spot, width: number): string {
  const side = fixed === 'left' ? `left: ${left}px` : `right: ${width - left - SIZE}px`;
  return `:host { top: ${top}px !important; ${side} !important; }`;
}

/** The look of the control. Once a press counts, it is filled. Grey by safe viewing, it is as clear. */
export const controlStyle = `
  :host { all: initial !important; direction: ltr !important; position: fixed !important; display: block !important; overflow: visible !important;
    width: max-content !important; height: ${SIZE}px !important; cursor: pointer !important; user-select: none !important; }
  :host(:not(:popover-open)) { display: none !important; }
  .control { position: relative; display: flex; align-items: center; box-sizing: border-box; min-width: ${SIZE}px; height: ${SIZE}px; padding: 0 6px;
    border: 1px solid #55524c; border-radius: 6px; background: #fffefb; color: #0b5a54; box-shadow: 0 1px 4px rgb(0 0 0 / 30%);
    font: 500 13px/26px system-ui, 'Noto Sans Thai', sans-serif; white-space: nowrap; }
  .from-left { flex-direction: row-reverse; }
  svg { flex: none; width: 14px; height: 14px; fill: none; stroke: currentcolor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
  .label { display: none; padding-inline: 4px 6px; }
  .outline { display: none; position: absolute; box-sizing: border-box; pointer-events: none; border: 2px solid #0b6b64; border-radius: 6px; }
  :host(:hover) :is(.label, .outline) { display: block; }
  :host(:hover) .control { background: #0b6b64; border-color: #0b6b64; color: #fff; transition: background-color 0s ${UNDER_POINTER_MS}ms, color 0s ${UNDER_POINTER_MS}ms; }
  @media (prefers-color-scheme: dark) {
    .control { border-color: #8d887d; background: #23221f; color: #7fd0c7; }
    :host(:hover) .control { background: #4fb3a9; border-color: #4fb3a9; color: #0d1f1d; }
    .outline { border-color: #4fb3a9; }
  }
  @media (prefers-contrast: more) {
    .control { border-width: 2px; border-color: currentcolor; padding: 0 5px; }
    .outline { border-width: 3px; }
  }
  @media (forced-colors: active) {
    .control { border-color: ButtonText; background: ButtonFace; color: ButtonText; }
    :host(:hover) .control { background: Highlight; border-color: Highlight; color: HighlightText; forced-color-adjust: none; }
    .outline { border-color: Highlight; }
  }
`;
