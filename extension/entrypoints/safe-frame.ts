import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startFrame } from '../src/safe-viewing/frame/start-frame.ts';

export default defineUnlistedScript(startFrame);
