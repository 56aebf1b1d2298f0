/** The page that the panel, the sidebar and the popup all show. */
export const PANEL_PAGE = 'sidepanel.html';

/** Where the panel leaves its language for the context menu (local storage). */
export const LANGUAGE = 'language';
/** What was last taken from a page (session storage). */
export const CAPTURE = 'capture';
/** The form as far as it is filled in (session storage). */
export const DRAFT = 'draft';
