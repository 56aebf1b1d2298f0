import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives `use` an empty folder that only this user can read, and removes it afterwards; also when somebody stops the
 * process meanwhile, since posts are in it.
 */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lapwing-compare-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const interrupt = (): never => process.exit(130);
  const terminate = (): never => process.exit(143);
  process.once('exit', remove).once('SIGINT', interrupt).once('SIGTERM', terminate);
  try {
    return await use(folder);
  } finally {
    process.off('exit', remove).off('SIGINT', interrupt).off('SIGTERM', terminate);
    remove();
  }
}
