import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is on this machine, or null. Daemons are looked for where Debian has them too. */
export function findProgram(name: string): string | null {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  return null;
}

/** Title and condition of a test that needs a program: without it the test is left out and says so. */
export function withProgram(name: string, title: string): { absent: boolean; title: string } {
  const absent = findProgram(name) === null;
  return { absent, title: absent ? `${title} (left out: ${name} is not on this machine)` : title };
}
