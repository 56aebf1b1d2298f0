import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startControlScript } from '../src/control/page/control-script.ts';

export default defineUnlistedScript(startControlScript);
