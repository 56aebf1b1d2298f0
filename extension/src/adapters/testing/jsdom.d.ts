// Only what the tests use. The published types bring others for fetch, which then hold in the whole workspace.
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string);
    readonly window: Window & typeof globalThis;
  }
}
