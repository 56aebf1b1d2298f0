import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { unprivilegedUser } from '@lapwing/store/processes/unprivileged-user';
import { freePort } from './free-port.ts';

/** A real server of OpenSSH on this machine, for one account that one key opens. */
export interface OpenSsh {
  port: number;
  user: string;
  /** A folder of the account. */
  directory: string;
  stop(): Promise<void>;
}

/**
 * Starts `sshd` on 127.0.0.1 as the current user, or as one without rights where that is root.
 *
 * @param hostKey private key of the server, in the form of OpenSSH
 * @param authorized line of the key that opens the account
 */
export async function startOpenSsh(sshd: string, hostKey: string, authorized: string): Promise<OpenSsh> {
  const home = mkdtempSync(join(tmpdir(), 'lw-sshd-'));
  const directory = join(home, 'in');
  mkdirSync(directory);
  const port = await freePort();
  const files: Record<string, string> = {
    'host-key': hostKey,
    authorized_keys: `${authorized}\n`,
    config: [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${home}/host-key`,
      `AuthorizedKeysFile ${home}/authorized_keys`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'Subsystem sftp internal-sftp',
      '',
    ].join('\n'),
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(home, name), content, { mode: 0o600 });
  const unprivileged = unprivilegedUser();
  if (unprivileged)
    for (const path of [home, directory, ...Object.keys(files).map((name) => join(home, name))])
      chownSync(path, unprivileged.uid, unprivileged.gid);
  const server = spawn(sshd, ['-D', '-e', '-f', join(home, 'config')], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(unprivileged ? { uid: unprivileged.uid, gid: unprivileged.gid } : {}),
  });
  await untilListening(server);
  return {
    port,
    user: unprivileged?.name ?? userInfo().username,
    directory,
    async stop() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function untilListening(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('The server says nothing');
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (/Server listening/.test(line)) {
      server.stderr.resume();
      return;
    }
  }
  throw new Error(`sshd ended: ${said.join('\n')}`);
}
