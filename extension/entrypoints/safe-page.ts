import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { askBeforePlay } from '../src/safe-viewing/page/ask-before-play.ts';

export default defineUnlistedScript(askBeforePlay);
