import {
  facebookPosts,
  facebookPostUrl,
  youtubeComment,
  youtubeCommentUrl,
} from '../browser/fixture-pages.ts';
import type { Beginning, BrowserName } from './browsers.ts';
import type { FormSeen, Hands } from './hands.ts';

/** What is said of a way in and a browser where it is not driven by `use`. */
type Exception =
  /** Another browser test of this name uses it. */
  | { kind: 'ELSEWHERE'; file: string; test: string }
  /** The browser does not have it. */
  | { kind: 'ABSENT'; because: string }
  | { kind: 'UNTESTED'; because: string };

/** What stands in the panel after a way in was used, and did not before. */
export type Seen = { form: Partial<FormSeen> } | { collected: readonly string[] };

/** One way from something seen to a flag of it. */
export interface WayIn {
  name: string;
  /** What it flags, for the docs. */
  flags: string;
  by: Beginning;
  /** The entry of the context menu or the keyboard command, by its name in the extension. */
  id?: string;
  /** The page that is open when it is used; see {@link tryWay}. */
  on: string;
  use(hands: Hands): Promise<void>;
  leadsTo: Seen;
  except?: Readonly<Partial<Record<BrowserName, Exception>>>;
}

const { amber, camp, hotel } = facebookPosts;
const FEED = 'https://www.facebook.com/';
const WATCH = `https://www.youtube.com/watch?v=${youtubeComment.video}`;
const TYPED = 'https://pantip.com/topic/40000001';
const PASTED = ['https://pantip.com/topic/40000002', 'https://pantip.com/topic/40000003'];
/** The words of the post at this place of the feed, from 1. */
const words = (place: number) => `main > :nth-child(${place}) [data-ad-preview]`;

const shortcut = (command: string, selector: string) => async (hands: Hands) => {
  await hands.pointAt(selector);
  await hands.pressShortcut(command);
};
const menu = (entry: string, selector: string) => (hands: Hands) => hands.chooseFromMenu(entry, selector);

/** Every way in, in the order of the docs. Tests drive each in every browser; `docs/ways-in.md` is written from this. */
export const waysIn: readonly WayIn[] = [
  {
    name: 'toolbar button',
    flags: 'the post under the pointer, else with the keyboard in it, else the one that fills the window',
    by: 'TOOLBAR',
    on: FEED,
    async use(hands) {
      await hands.pointAt(words(3));
      await hands.pressToolbar();
    },
    leadsTo: { form: { address: facebookPostUrl(hotel), author: hotel.author.handle } },
  },
  {
    name: 'shortcut of the button',
    flags: 'the same',
    by: 'SHORTCUT',
    id: '_execute_action',
    on: FEED,
    use: shortcut('_execute_action', words(3)),
    leadsTo: { form: { address: facebookPostUrl(hotel), author: hotel.author.handle } },
    except: {
      CHROMIUM: {
        kind: 'UNTESTED',
        because: 'without a display Chromium takes no shortcut; it does what the button does',
      },
    },
  },
  {
    name: 'context menu: this post',
    flags: 'the post that the menu was opened on',
    by: 'MENU',
    id: 'post',
    on: FEED,
    use: menu('post', words(3)),
    leadsTo: {
      form: { address: facebookPostUrl(hotel), author: hotel.author.handle, words: hotel.text.length },
    },
  },
  {
    name: 'context menu: selected text',
    flags: 'the post around it, with the selected words',
    by: 'MENU',
    id: 'selection',
    on: WATCH,
    async use(hands) {
      await hands.select('#content-text');
      await hands.chooseFromMenu('selection', '#content-text');
    },
    leadsTo: {
      form: {
        address: youtubeCommentUrl,
        author: youtubeComment.author.handle,
        words: youtubeComment.text.length,
      },
    },
  },
  {
    name: 'context menu: what this link leads to',
    flags: 'the link, with nothing of the page around it',
    by: 'MENU',
    id: 'link',
    on: 'https://guesthouse.example/',
    use: menu('link', 'main a'),
    leadsTo: {
      form: {
        address: facebookPostUrl(hotel),
        author: hotel.author.handle,
        words: 'What a guest wrote'.length,
      },
    },
  },
  {
    name: 'context menu: this account',
    flags: 'the account that the link leads to, else the author of the post',
    by: 'MENU',
    id: 'account',
    on: FEED,
    use: menu('account', words(2)),
    leadsTo: { form: { address: `https://www.facebook.com/${camp.author.handle}` } },
  },
  {
    name: 'context menu: this page',
    flags: 'the page as a whole',
    by: 'MENU',
    id: 'page',
    on: FEED,
    use: menu('page', words(1)),
    leadsTo: { form: { address: FEED, words: null } },
  },
  {
    name: 'shortcut: this page',
    flags: 'the page as a whole',
    by: 'SHORTCUT',
    id: 'flag-page',
    on: FEED,
    use: shortcut('flag-page', words(2)),
    leadsTo: { form: { address: FEED, words: null } },
  },
  {
    name: 'context menu: collect this post',
    flags:
      'puts the post that the menu was opened on into the sitting, which the panel shows under _Collect_',
    by: 'MENU',
    id: 'collect',
    on: facebookPostUrl(amber),
    use: menu('collect', '[data-ad-preview]'),
    leadsTo: { collected: [facebookPostUrl(amber)] },
  },
  {
    name: 'shortcut: collect this post',
    flags: 'puts the post under the pointer, as for the button, into the sitting',
    by: 'SHORTCUT',
    id: 'collect-post',
    on: WATCH,
    use: shortcut('collect-post', '#content-text'),
    leadsTo: { collected: [youtubeCommentUrl] },
  },
  {
    name: 'button on a post, off until wanted',
    flags: 'the post that it stands on',
    by: 'POST',
    on: FEED,
    use: () => Promise.reject(new Error('Nothing here drives it')),
    leadsTo: { form: {} },
    except: {
      CHROMIUM: {
        kind: 'ELSEWHERE',
        file: 'control.e2e.ts',
        test: 'flags the post that it stands on, in the panel that a press opens',
      },
      FIREFOX: {
        kind: 'ELSEWHERE',
        file: 'firefox.e2e.ts',
        test: 'puts the button on posts where it is wanted, and shows the panel for a press on it',
      },
    },
  },
  {
    name: 'panel: Collect, picked posts',
    flags: 'posts of a page that are picked one by one',
    by: 'PANEL',
    on: FEED,
    async use(hands) {
      await hands.pressToolbar();
      await hands.panel.press('Collect');
      await hands.panel.press('Pick on this page');
      await hands.panel.waitFor('Picking in the page.');
      await hands.clickOn(words(2));
      await hands.pressKey('Escape');
    },
    leadsTo: { collected: [facebookPostUrl(camp)] },
  },
  {
    name: 'panel: Collect, all posts',
    flags: 'what the page shows now',
    by: 'PANEL',
    on: FEED,
    async use(hands) {
      await hands.pressToolbar();
      await hands.panel.press('Collect');
      await hands.panel.press('All posts here');
      await hands.panel.waitFor('Picking in the page.');
      await hands.pressKey('Escape');
    },
    leadsTo: { collected: [amber, camp, hotel].map(facebookPostUrl) },
  },
  {
    name: 'panel: Collect, pasted list',
    flags: 'each address of the list',
    by: 'PANEL',
    on: FEED,
    async use(hands) {
      await hands.panel.press('Collect');
      await hands.panel.fill('Links', `1. ${PASTED[0]}\nsee ${PASTED[1]}`);
      await hands.panel.press('Add links');
    },
    leadsTo: { collected: PASTED },
  },
  {
    name: 'panel: From a phone',
    flags: 'what was pasted on a phone',
    by: 'PANEL',
    on: FEED,
    use: () => Promise.reject(new Error('Nothing here drives it')),
    leadsTo: { form: {} },
    except: {
      CHROMIUM: {
        kind: 'ELSEWHERE',
        file: 'phone-entries.e2e.ts',
        test: 'comes to the open panel as unfinished flags, and is deleted on the server',
      },
      FIREFOX: {
        kind: 'UNTESTED',
        because: 'the code in the sidebar is a picture, and nothing here reads it',
      },
    },
  },
  {
    name: 'panel: the address field',
    flags: 'what is typed, also without a network',
    by: 'PANEL',
    on: FEED,
    async use(hands) {
      // Until the form of this tab is there, what is typed would go into that of another.
      await hands.pressToolbar();
      await hands.panel.press('Clear');
      await hands.panel.fill('Address', TYPED);
      await hands.panel.waitFor('Pantip · Post');
    },
    leadsTo: { form: { address: TYPED, author: '' } },
  },
  {
    name: 'shortcut: a child is in danger now',
    flags: 'as the button, straight in the checklist for imminent danger',
    by: 'SHORTCUT',
    id: 'imminent-danger',
    on: FEED,
    use: shortcut('imminent-danger', words(2)),
    leadsTo: { form: { address: facebookPostUrl(camp), danger: true } },
  },
];
