import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/*
 * A program of its own, so that neither side of a measurement pays for it: a mail server that takes everything without TLS
 * and keeps how often each Message-ID came, and whether all its messages had the same bytes. Says its port when it listens,
 * and what it has whenever it is asked.
 */

/** What came under one Message-ID. */
export interface Came {
  messageId: string;
  times: number;
  /** Every one had the same bytes, from the first header to the end. */
  alike: boolean;
}

/** What the program says to whoever started it. */
export type SinkMessage = { kind: 'LISTENS'; port: number } | { kind: 'CAME'; came: Came[] };

const tell = (message: SinkMessage): void => {
  process.send?.(message);
};

const seen = new Map<string, Came & { sha256: string }>();
const server = new SMTPServer({
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData: (stream, _session, done) => {
    void buffer(stream).then((bytes) => {
      const messageId = /^Message-ID: <(.*)>\r$/im.exec(bytes.toString('latin1'))?.[1] ?? '';
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const before = seen.get(messageId);
      seen.set(messageId, {
        messageId,
        times: (before?.times ?? 0) + 1,
        alike: (before?.alike ?? true) && (before?.sha256 ?? sha256) === sha256,
        sha256,
      });
      done();
    }, done);
  },
});
// A client that is killed breaks its connection off; the others go on.
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  tell({ kind: 'LISTENS', port: address.port });
});
process.on('message', () => {
  tell({
    kind: 'CAME',
    came: [...seen.values()].map(({ messageId, times, alike }) => ({ messageId, times, alike })),
  });
});
process.on('disconnect', () => process.exit());
