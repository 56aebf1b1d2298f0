/** The page that the panel, the sidebar and the popup all show. */
export const PANEL_PAGE = 'sidepanel.html';

/** The page that shows everything that is stored. */
export const PRIVACY_PAGE = 'privacy.html';

/** Who is paired with which server, and the token (local storage). */
export const PAIRING = 'pairing';
/** A pairing that waits for approval (session storage). */
export const PENDING_PAIRING = 'pending-pairing';
/** The script that reads a page, by its place in the package. */
export const CAPTURE_SCRIPT = '/capture.js';

/** Where the panel leaves its language for the context menu (local storage). */
export const LANGUAGE = 'language';
/** The keyboard command that opens the panel at imminent danger; named in the manifest. */
export const DANGER_COMMAND = 'imminent-danger';
/** Keyboard commands for the page as a whole, and for the post that is put into the sitting; named in the manifest. */
export const PAGE_COMMAND = 'flag-page';
export const COLLECT_COMMAND = 'collect-post';
/** What was last taken from a page (session storage). */
export const CAPTURE = 'capture';
/** The forms of tabs begin with this (session storage). */
export const SLOT = 'form:';
/** Names this run of the browser (session storage). */
export const SESSION = 'session';
/** Whether the browser was asked to keep our database under pressure (local storage). */
export const ASKED_TO_PERSIST = 'asked-to-persist';
/** What the organisation decided for its extensions, as last heard of (local storage). */
export const EXTENSION_POLICY = 'extension-policy';
/** Categories that she pinned, those she used last, and her own templates for notes (the pages' own storage). */
export const PINNED_CATEGORIES = 'lapwing.pinned-categories';
export const RECENT_CATEGORIES = 'lapwing.recent-categories';
export const NOTE_TEMPLATES = 'lapwing.note-templates';
/** Whether single keys choose in the form (the pages' own storage). */
export const SINGLE_KEYS = 'lapwing.single-keys';
/** On which day each adapter was last reported to find nothing (local storage). */
export const ADAPTER_REPORTS = 'adapter-reports';
/** What the person chose about safe viewing (local storage; of private windows, session storage). */
export const SAFE_VIEWING = 'safe-viewing';
/** What was seen when something was looked at again, until the server has it (local storage). */
export const LOOKS = 'looks';
/** Tabs in which something is looked at again (session storage). */
export const RECHECK_TABS = 'recheck-tabs';
/** How long the person has been looking since the last break: a number, nothing of what at (local storage). */
export const LOOKING = 'looking';
/** The script that lets posts be picked in a page, by its place in the package. */
export const PICK_SCRIPT = '/pick.js';
/** On which sites a control is put on posts (local storage). */
export const POST_CONTROL = 'post-control';
