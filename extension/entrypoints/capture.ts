import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startCaptureScript } from '../src/adapters/capture-script.ts';

export default defineUnlistedScript(startCaptureScript);
