/** The browsers in which ways in are tried. */
export const browserNames = ['CHROMIUM', 'FIREFOX'] as const;
export type BrowserName = (typeof browserNames)[number];

/** What a way in begins with. */
export type Beginning = 'TOOLBAR' | 'SHORTCUT' | 'MENU' | 'POST' | 'PANEL';

interface TriedBrowser {
  /** As the table of ways in calls it. */
  name: string;
  /** The browser tests that run through the list of ways in. */
  file: string;
  /** How its tests begin where they cannot press what a person presses; everything after that is real. */
  instead: Readonly<Partial<Record<Beginning, string>>>;
}

const toldOfButton = 'the browser is told that its button was pressed';

export const triedBrowsers: Readonly<Record<BrowserName, TriedBrowser>> = {
  CHROMIUM: {
    name: 'Chromium',
    file: 'ways-in.e2e.ts',
    instead: {
      TOOLBAR: toldOfButton,
      SHORTCUT:
        'without a display Chromium takes no shortcut: the event of the command is sent to the background, the browser is asked whether it knows the command, and that the tab may be read comes of an earlier press of the button',
      MENU: 'the menu is opened by a real press, but drawn by the system: the event of the entry is sent to the background, the browser is asked whether it has the entry, and that the tab may be read comes of an earlier press of the button',
    },
  },
  FIREFOX: {
    name: 'Firefox',
    file: 'firefox.e2e.ts',
    instead: {
      TOOLBAR: toldOfButton,
      PANEL: 'the sidebar is pressed and filled in by scripts in its document',
    },
  },
};
