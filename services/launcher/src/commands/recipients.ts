import { readFile, writeFile } from 'node:fs/promises';
import { MAX_RECIPIENT_FILE_BYTES, RecipientFile, type RecipientFileChanges } from '@lapwing/contracts';
import { exportRecipients } from '@lapwing/store/recipients/export-recipients';
import { importRecipients } from '@lapwing/store/recipients/import-recipients';
import { previewRecipientImport } from '@lapwing/store/recipients/preview-recipient-import';
import { readPublicKey } from '@lapwing/store/recipients/read-public-key';
import { Refusal } from '@lapwing/store/refusal';
import type { Command } from 'commander';
import { actingPerson, withActor } from './acting-person.ts';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

type Fault = { pointer: string; detail: string };
type Read = { file: RecipientFile } | { faults: Fault[] };

/** Texts of a file may come from anybody; none may steer the terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
const escapePart = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

const readRecipientFile = async (path: string): Promise<Read> => {
  const text = await readFile(path, 'utf8');
  if (Buffer.byteLength(text) > MAX_RECIPIENT_FILE_BYTES)
    return { faults: [{ pointer: '', detail: `The file has more than ${MAX_RECIPIENT_FILE_BYTES} bytes` }] };
  let content: unknown;
  try {
    // Editors of another system begin a file with a byte order mark, which is no JSON.
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'The file cannot be read as JSON';
    return { faults: [{ pointer: '', detail }] };
  }
  const parsed = RecipientFile.safeParse(content);
  if (parsed.success) return { file: parsed.data };
  return {
    faults: parsed.error.issues.flatMap((issue) => {
      const paths =
        issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      const detail = issue.code === 'unrecognized_keys' ? 'There is no such field' : issue.message;
      return paths.map((path_) => ({
        pointer: path_.map((part) => `/${escapePart(part)}`).join(''),
        detail,
      }));
    }),
  };
};

const keyFaults = async ({ recipients }: RecipientFile): Promise<Fault[]> => {
  const found: Fault[] = [];
  for (const [index, { configuration }] of recipients.entries()) {
    if (configuration.publicKey === '') continue;
    const { fault } = await readPublicKey(configuration.publicKey, new Date());
    if (fault) found.push({ pointer: `/recipients/${index}/configuration/publicKey`, detail: fault.detail });
  }
  return found;
};

const sayFaults = (faults: readonly Fault[]): void => {
  for (const { pointer, detail } of faults) say(plain(`${pointer || '(the whole file)'}: ${detail}`));
  process.exitCode = 1;
};

const words = { NEW: 'new', CHANGED: 'changed', SAME: 'the same' } as const;
const switched = { ON: ', switched on', OFF: ', switched off' } as const;

const sayChanges = (changes: RecipientFileChanges['changes']): void => {
  for (const { slug, name, change, settings, switches } of changes) {
    say(plain(`${slug} (${name}): ${words[change]}${switches ? switched[switches] : ''}`));
    for (const setting of settings) say(`  ${setting}`);
  }
};

/** `lapwing recipients export`, `check` and `import` */
export const registerRecipients = (program: Command): void => {
  const recipients = program.command('recipients').description('recipients as a file');
  withActor(recipients.command('export'))
    .description('write every recipient, with its settings and without any secret; on record as a disclosure')
    .option('--out <file>', 'write it there instead of printing it; a file that exists is left alone')
    .action(async ({ as, out }: { as: string; out?: string }) => {
      const file = await withStore(async ({ store }) =>
        exportRecipients(store, await actingPerson(store, as, 'recipient:manage')),
      );
      const text = `${JSON.stringify(file, null, 2)}\n`;
      if (out === undefined) process.stdout.write(text);
      else {
        await writeFile(out, text, { flag: 'wx' });
        say(`${out}: ${file.recipients.length} recipients`);
      }
    });
  recipients
    .command('check')
    .description('say what is wrong with a file of recipients, field by field; needs no workspace')
    .argument('<file>')
    .addHelpText(
      'after',
      '\nEnds with 0 when it can be imported anywhere, with 1 otherwise. Names of senders are looked up only when it is imported.',
    )
    .action(async (path: string) => {
      const read = await readRecipientFile(path);
      const faults = 'file' in read ? await keyFaults(read.file) : read.faults;
      if (faults.length > 0 || !('file' in read)) sayFaults(faults);
      else say(`${read.file.recipients.length} recipients, nothing wrong`);
    });
  withActor(recipients.command('import'))
    .description('show what a file of recipients would change; with --apply, change it: all or nothing')
    .argument('<file>')
    .option('--apply', 'change it')
    .action(async (path: string, { as, apply = false }: { as: string; apply?: boolean }) => {
      const read = await readRecipientFile(path);
      if (!('file' in read)) {
        sayFaults(read.faults);
        return;
      }
      await withStore(async ({ store }) => {
        const actor = await actingPerson(store, as, 'recipient:manage');
        try {
          const { changes, seen } = await previewRecipientImport(store, read.file);
          if (apply) await importRecipients(store, actor, read.file, { seen });
          sayChanges(changes);
          say(apply ? 'Done.' : 'Nothing was changed; --apply does it.');
        } catch (error) {
          if (!(error instanceof Refusal) || error.errors.length === 0) throw error;
          sayFaults(error.errors);
        }
      });
    });
};
