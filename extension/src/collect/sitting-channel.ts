/** The channel on which every change of a sitting on disk is announced to our other pages. */
export const SITTING_CHANNEL = 'lapwing-sitting';
