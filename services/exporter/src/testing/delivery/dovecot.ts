import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { unprivilegedUser } from '@lapwing/store/processes/unprivileged-user';
import { certificateFor } from './certificate-for.ts';
import { freePort } from './free-port.ts';

export const MAILBOX_HOST = 'imap.lapwing.example';
export const MAILBOX_ACCOUNT = { user: 'replies', password: 'only for this test' };

/** A real IMAP server on this machine, with one account whose INBOX is a folder of files. */
export interface Dovecot {
  /** TLS from the first byte. */
  port: number;
  /** STARTTLS, and unencrypted only for this machine. */
  plainPort: number;
  certificate: string;
  /** Lays a message into the INBOX, as mail servers do: whole or not at all. */
  lay(message: Buffer | string): void;
  /** Names of the files of its messages, in which their flags stand. */
  files(): string[];
  /** Makes the INBOX another one, with a new UIDVALIDITY, in which the same messages lie. */
  renumber(): void;
  stop(): Promise<void>;
}

/** Starts Dovecot on 127.0.0.1 as the current user, or as one without rights where that is root, with a folder of its own. */
export async function startDovecot(dovecot: string): Promise<Dovecot> {
  const home = mkdtempSync(join(tmpdir(), 'lw-imap-'));
  const unprivileged = unprivilegedUser();
  const own = (path: string) => {
    if (unprivileged) chownSync(path, unprivileged.uid, unprivileged.gid);
    return path;
  };
  const folder = (name: string) => {
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
    own(join(home, name));
  };
  own(home);
  for (const name of ['run', 'state', 'mail', 'mail/new', 'mail/cur', 'mail/tmp']) folder(name);
  const [port, plainPort] = [await freePort(), await freePort()];
  const { cert, private: key } = await certificateFor(MAILBOX_HOST);
  const user = unprivileged?.name ?? userInfo().username;
  const files: Record<string, string> = {
    'cert.pem': cert,
    'key.pem': key,
    passwd: `${MAILBOX_ACCOUNT.user}:{PLAIN}${MAILBOX_ACCOUNT.password}::::::\n`,
    config: `
base_dir = ${home}/run
state_dir = ${home}/state
log_path = /dev/stderr
info_log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group =
default_login_user = ${user}
first_valid_uid = 1
auth_failure_delay = 0
ssl = yes
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
mail_location = maildir:${home}/mail
passdb {
  driver = passwd-file
  args = ${home}/passwd
}
userdb {
  driver = static
  args = uid=${unprivileged?.uid ?? process.getuid?.()} gid=${unprivileged?.gid ?? process.getgid?.()} home=${home}
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${plainPort}
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
`,
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(home, name), content, { mode: 0o600 });
    own(join(home, name));
  }
  const server = spawn(dovecot, ['-F', '-c', join(home, 'config')], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(unprivileged ? { uid: unprivileged.uid, gid: unprivileged.gid } : {}),
  });
  await untilStarted(server);
  let laid = 0;
  return {
    port,
    plainPort,
    certificate: cert,
    lay(message) {
      laid += 1;
      const name = join(home, 'mail/new', `${1_700_000_000 + laid}.${laid}.lapwing`);
      writeFileSync(name, message, { mode: 0o600 });
      own(name);
    },
    files: () => ['new', 'cur'].flatMap((name) => readdirSync(join(home, 'mail', name))),
    renumber() {
      for (const name of ['dovecot-uidlist', 'dovecot-uidvalidity', 'dovecot.index', 'dovecot.index.log'])
        rmSync(join(home, 'mail', name), { force: true });
      // A number that the server takes as it is: version 3 of its own file.
      writeFileSync(join(home, 'mail/dovecot-uidlist'), '3 V4711 N1\n', { mode: 0o600 });
      own(join(home, 'mail/dovecot-uidlist'));
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function untilStarted(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('The server says nothing');
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (/starting up for imap/.test(line)) {
      server.stderr.resume();
      return;
    }
  }
  throw new Error(`dovecot ended: ${said.join('\n')}`);
}
