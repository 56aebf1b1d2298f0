import type { Envelope } from '../envelope.ts';
import type { ExportFormatWriter } from '../formats/export-format-writer.ts';

/** Everything that a format writes for an envelope, as text. */
export async function textOf(writer: ExportFormatWriter, envelope: Envelope): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const bytes of writer.write(envelope)) parts.push(bytes);
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
}
