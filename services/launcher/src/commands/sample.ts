import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Category, categories, type ExportFormat, exportFormats, LanguageTag } from '@lapwing/contracts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { say } from './say.ts';

interface SampleOptions {
  format: ExportFormat;
  category: Category;
  urgent?: boolean;
  lang: string;
  out?: string;
}

const language = (tag: string): string => {
  if (!LanguageTag.safeParse(tag).success) throw new InvalidArgumentError('Give a language tag, as "th".');
  return tag;
};
const isText = (mediaType: string): boolean =>
  /^text\/|json|xml/.test(mediaType) && !/officedocument/.test(mediaType);

/** Prints, and is content when the reader has seen enough, as `head` does. */
async function print(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(bytes), process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** `lapwing sample` */
export const registerSample = (program: Command): void => {
  program
    .command('sample')
    .description(
      'print an invented referral in a format, so that a recipient sees beforehand what it will get',
    )
    .addOption(new Option('--format <format>', 'the format').choices(exportFormats).makeOptionMandatory())
    .addOption(new Option('--category <category>', 'the category').choices(categories).makeOptionMandatory())
    .option('--urgent', 'as where a child may be in danger now and law enforcement was told')
    .addOption(
      new Option('--lang <language>', "the recipient's language: en or th, others get English")
        .default('en')
        .argParser(language),
    )
    .option('--out <file>', 'write it there instead of printing it; a file that exists is left alone')
    .action(async ({ format, category, urgent = false, lang, out }: SampleOptions) => {
      // The writers take a moment to load; no other command needs them.
      const { sampleFile } = await import('@lapwing/exporter/sample-file');
      const file = sampleFile({ format, category, urgent, language: lang });
      if (!file) {
        throw new Error(
          `The format ${format} has no word for ${category}; such referrals go in another format.`,
        );
      }
      if (out !== undefined) {
        await writeFile(out, file.read(), { flag: 'wx' });
        say(`${out}: a sample of ${file.name} (${file.mediaType})`);
        return;
      }
      if (process.stdout.isTTY && !isText(file.mediaType)) {
        throw new Error(`A file of ${file.mediaType} cannot be read in a terminal; name a file with --out.`);
      }
      await print(file.read());
    });
};
