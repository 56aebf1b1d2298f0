import { readFile } from 'node:fs/promises';
import { readOrCreateSecret } from '@lapwing/store/secrets';

/**
 * Text of a private key of the organisation: of the file that the settings name, else of the one in the data directory, which
 * is generated there once. `source` names it in a sentence.
 */
export async function ownKeyText(
  { dataDirectory, file }: { dataDirectory: string; file: string | undefined },
  fileName: string,
  generate: () => string | Promise<string>,
): Promise<{ text: string; source: string }> {
  return file === undefined
    ? {
        text: await readOrCreateSecret(dataDirectory, fileName, generate),
        source: `secrets/${fileName} in ${dataDirectory}`,
      }
    : { text: await readFile(file, 'utf8'), source: file };
}
