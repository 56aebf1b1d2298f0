import { writeFile } from 'node:fs/promises';
import {
  FIRST_POSSIBLE_YEAR,
  LAST_POSSIBLE_YEAR,
  type ReportInput,
  reportFormats,
  reportKinds,
  reportLanguages,
} from '@lapwing/contracts';
import { Refusal } from '@lapwing/store/refusal';
import { discloseReport } from '@lapwing/store/reports/disclose-report';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { actingPerson, withActor } from './acting-person.ts';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

const year = (text: string): number => {
  const number = Number(text);
  if (!/^\d{4}$/.test(text) || number < FIRST_POSSIBLE_YEAR || number > LAST_POSSIBLE_YEAR)
    throw new InvalidArgumentError('Give a year, as 2026.');
  return number;
};

type Options = Omit<ReportInput, 'language'> & {
  lang: ReportInput['language'];
  as: string;
  out?: string;
};

/** `lapwing report` */
export const registerReport = (program: Command): void => {
  withActor(program.command('report'))
    .description(
      'write what came of the referrals of a year, small counts withheld; on record as a disclosure',
    )
    .requiredOption('--year <year>', 'the year of sending, in UTC', year)
    .addOption(
      new Option('--kind <kind>', 'dsa: annual report by Article 22 of the DSA; donor: for who gives money')
        .choices(reportKinds)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--format <format>', 'the format').choices(reportFormats).makeOptionMandatory())
    .addOption(new Option('--lang <language>', 'the language').choices(reportLanguages).default('en'))
    .option('--out <file>', 'write it there instead of beside you; a file that exists is left alone')
    .action(async ({ as, out, lang, kind, format, year: ofYear }: Options) => {
      // The writers take a moment to load; no other command needs them.
      const { reportFile } = await import('@lapwing/exporter/report-file');
      const input: ReportInput = { kind, format, year: ofYear, language: lang };
      const file = await withStore(async ({ store, environment }) => {
        const actor = await actingPerson(store, as, 'report:manage');
        try {
          return await reportFile(await discloseReport(store, actor, input), {
            name: environment.organisationName,
            contact: environment.organisationContact,
            domain: environment.organisationDomain,
          });
        } catch (error) {
          if (error instanceof Refusal) throw new Error(error.errors[0]?.detail ?? error.message);
          throw error;
        }
      });
      const path = out ?? file.name;
      await writeFile(path, file.bytes, { flag: 'wx' });
      say(`${path}: ${file.bytes.length} bytes (${file.mediaType})`);
    });
};
