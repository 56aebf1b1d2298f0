import { randomBytes } from 'node:crypto';
import { cp, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ModelFacts } from '@lapwing/contracts';
import { verifyModel } from '@lapwing/scorer/verify-model';
import { ownModels, shippedVersion } from '@lapwing/store/models/find-model-folder';

/**
 * Puts a model folder among the organisation's own, whole or not at all, after loading the very copy as the scorer
 * will. A folder of versions stands for the one that its file `current` names. A version that lies there already is
 * replaced: this mends a broken one.
 *
 * @throws Error that says why the folder is refused
 */
export async function addFolder(folder: string, dataDirectory: string): Promise<ModelFacts> {
  const given = resolve(folder);
  const current = await shippedVersion(given);
  const source = current === null ? given : join(given, current);
  const target = ownModels(dataDirectory);
  await mkdir(target, { recursive: true, mode: 0o700 });
  const draft = join(target, `.draft-${randomBytes(6).toString('hex')}`);
  try {
    if (!(await stat(source)).isDirectory()) throw new Error(`${source} is no folder.`);
    await cp(source, draft, { recursive: true, dereference: true });
    const facts = await verifyModel(draft);
    const place = join(target, facts.version);
    if ((await realpath(source)) !== (await realpath(place).catch(() => ''))) {
      await rm(place, { recursive: true, force: true });
      await rename(draft, place);
    }
    return facts;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(draft, source) : '';
    throw new Error(`The model in ${source} is refused: ${reason}`, { cause: error });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
