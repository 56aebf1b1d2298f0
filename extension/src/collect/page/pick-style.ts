/** The look of marks and bar. Written into a closed shadow tree, where no rule of the page reaches. */
export const pickStyle = `
  :host { all: initial !important; }
  .layer { position: fixed; inset: 0; margin: 0; padding: 0; border: 0; width: auto; height: auto; max-width: none; max-height: none;
    overflow: hidden; background: none; pointer-events: none; font: 500 14px/20px system-ui, 'Noto Sans Thai', sans-serif; color: #1c1b19; }
  .mark { position: fixed; box-sizing: border-box; border: 2px solid #0b6b64; border-radius: 6px; background: rgb(11 107 100 / 8%); }
  .mark.current { border-style: dashed; background: none; }
  .number { position: absolute; inset-block-start: -2px; inset-inline-start: -2px; min-width: 22px; box-sizing: border-box; padding: 1px 6px;
    border-radius: 6px 0 6px 0; background: #0b6b64; color: #fff; text-align: center; font-variant-numeric: tabular-nums; }
  .bar { position: fixed; inset-block-end: 16px; inset-inline: 16px; width: fit-content; max-width: calc(100vw - 32px); margin-inline: auto; box-sizing: border-box;
    display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding: 10px 14px; pointer-events: auto;
    border: 1px solid #d9d5cd; border-radius: 6px; background: #fffefb; box-shadow: 0 6px 24px rgb(0 0 0 / 22%); }
  .bar:focus { outline: 2px solid #0b6b64; outline-offset: 2px; }
  .count { font-weight: 600; font-variant-numeric: tabular-nums; }
  .hint { color: #5d5a54; font-weight: 400; }
  button { font: inherit; color: inherit; min-height: 32px; padding: 4px 12px; border: 1px solid #b9b4aa; border-radius: 6px; background: #fffefb; cursor: pointer; }
  button.done { background: #0b6b64; border-color: #0b6b64; color: #fff; }
  button:focus-visible { outline: 2px solid #0b6b64; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) {
    .layer { color: #eceae4; }
    .bar { background: #23221f; border-color: #45423c; }
    .hint { color: #b5b1a8; }
    button { background: #2e2c28; border-color: #5d5a52; }
    button.done { background: #4fb3a9; border-color: #4fb3a9; color: #0d1f1d; }
    .bar:focus, button:focus-visible { outline-color: #4fb3a9; }
  }
`;
