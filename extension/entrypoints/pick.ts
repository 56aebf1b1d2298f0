import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startPickScript } from '../src/collect/page/pick-script.ts';

export default defineUnlistedScript(startPickScript);
