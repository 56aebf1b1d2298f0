import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
const longestSocketPath = process.platform === 'linux' ? 107 : 103;

type Owner = { uid: number; gid: number };

/**
 * A folder whose sockets have a path the system accepts: `preferred` itself, or a short private one in the
 * temporary folder where that path would be too long.
 *
 * @param fileName longest name of a socket in it
 * @param owner who else than the current user owns the folder
 */
export const socketDirectory = (preferred: string, fileName: string, owner?: Owner): string => {
  const fits = (directory: string): boolean =>
    Buffer.byteLength(join(directory, fileName)) <= longestSocketPath;
  if (fits(preferred)) return preferred;
  const name = `lapwing-${createHash('sha256').update(preferred).digest('hex').slice(0, 12)}`;
  const base = fits(join(tmpdir(), name)) ? tmpdir() : '/tmp';
  const directory = privateDirectory(join(base, name), owner) ?? mkdtempSync(join(base, 'lapwing-'));
  if (owner !== undefined) chownSync(directory, owner.uid, owner.gid);
  return directory;
};

/** Undefined when somebody else already holds that name in the shared temporary folder. */
const privateDirectory = (path: string, owner: Owner | undefined): string | undefined => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const entry = lstatSync(path);
  const ours = entry.uid === process.getuid?.() || entry.uid === owner?.uid;
  if (!entry.isDirectory() || !ours) return undefined;
  chmodSync(path, 0o700);
  return path;
};
