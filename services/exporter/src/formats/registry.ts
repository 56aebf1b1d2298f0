import type { ExportFormat } from '@lapwing/contracts';
import { csv } from './csv.ts';
import { dsa } from './dsa.ts';
import { dsaHtml } from './dsa-html.ts';
import { dsaPdf } from './dsa-pdf.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { mailText } from './mail-text.ts';
import { misp } from './misp.ts';
import { ncmec } from './ncmec.ts';
import { ncmecWorksheet } from './ncmec-worksheet.ts';
import { pdf } from './pdf.ts';
import { stix } from './stix.ts';
import { xarf } from './xarf.ts';
import { xlsx } from './xlsx.ts';

/** Every format that a recipient can ask for. A new one is a file beside these and a line here. */
export const formatWriters: Readonly<Record<ExportFormat, ExportFormatWriter>> = {
  csv,
  xlsx,
  json,
  jsonl,
  html,
  pdf,
  'mail-text': mailText,
  xarf,
  dsa,
  'dsa-html': dsaHtml,
  'dsa-pdf': dsaPdf,
  stix,
  misp,
  ncmec,
  'ncmec-worksheet': ncmecWorksheet,
};
