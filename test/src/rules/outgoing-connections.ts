/*
 * Loaded into a process before its program (`node --import`). Writes a line into the file OUTGOING_LOG for every
 * connection that the process tries to make and every name that it looks up, and leads the name TRAP_HOST to this
 * machine, as a resolver would lead it to the site.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const { OUTGOING_LOG: logFile, TRAP_HOST: trapHost } = process.env;
if (logFile === undefined || trapHost === undefined)
  throw new Error('OUTGOING_LOG and TRAP_HOST say where to write and what to lead here');

const program = process.argv[1] ?? '';
const record = (what: 'LOADED' | 'CONNECT' | 'LOOKUP' | 'DATAGRAM', target: string): void =>
  appendFileSync(logFile, `${JSON.stringify({ program, what, target })}\n`);

/** Where `net.Socket.connect` was asked to go, in any of its forms (Node's own callers pass one array). */
const targetOf = (given: unknown[]): string => {
  const [first, second]: unknown[] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return first.path;
    const host = 'host' in first && first.host ? first.host : 'localhost';
    return `${host}:${'port' in first ? first.port : ''}`;
  }
  return typeof first === 'string' && first.startsWith('/') ? first : `${second ?? 'localhost'}:${first}`;
};

const { connect } = net.Socket.prototype;
Object.assign(net.Socket.prototype, {
  connect(this: net.Socket, ...given: unknown[]): unknown {
    record('CONNECT', targetOf(given));
    return Reflect.apply(connect, this, given);
  },
});

const { send } = dgram.Socket.prototype;
Object.assign(dgram.Socket.prototype, {
  send(this: dgram.Socket, ...given: unknown[]): unknown {
    record('DATAGRAM', JSON.stringify(given.filter((value) => typeof value !== 'function').slice(1)));
    return Reflect.apply(send, this, given);
  },
});

const led = (name: unknown): unknown =>
  typeof name === 'string' && name.endsWith(trapHost) ? '127.0.0.1' : name;

for (const resolver of [dns, dns.promises]) {
  for (const [name, original] of Object.entries(resolver)) {
    if (typeof original !== 'function' || !/^(lookup|resolve|reverse)/.test(name)) continue;
    Object.assign(resolver, {
      [name]: (first: unknown, ...rest: unknown[]): unknown => {
        record('LOOKUP', String(first));
        return Reflect.apply(original, resolver, [led(first), ...rest]);
      },
    });
  }
}

record('LOADED', program);
