import { RecipientInput } from '../recipient.ts';
import { discord } from './discord.ts';
import { dsaTrustedFlagger } from './dsa-trusted-flagger.ts';
import { google } from './google.ts';
import { iwf } from './iwf.ts';
import { line } from './line.ts';
import { meta } from './meta.ts';
import { police } from './police.ts';
import { reddit } from './reddit.ts';
import { snap } from './snap.ts';
import { telegram } from './telegram.ts';
import { thaiHotline } from './thaihotline.ts';
import { tiktok } from './tiktok.ts';
import { x } from './x.ts';

/**
 * Recipients that are offered to be added, switched off until a person filled in whom to reach. What they say comes from
 * public sources as of their date; what is not known is left empty and said in the note on handing over. Parsed, so that
 * a slip in the data stops a test and never reaches a database.
 */
export const readyMadeRecipients: readonly RecipientInput[] = [
  meta,
  google,
  tiktok,
  x,
  telegram,
  discord,
  snap,
  reddit,
  line,
  thaiHotline,
  iwf,
  police,
  dsaTrustedFlagger,
].map((recipient) => RecipientInput.parse(recipient));
