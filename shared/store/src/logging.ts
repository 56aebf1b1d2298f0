import { type Logger, pino, type SerializedError } from 'pino';

export type { Logger } from 'pino';

/** Fields that may hold what an analyst wrote, what a post says, or a credential. */
const secretFields = [
  'text',
  'note',
  'notes',
  'rationale',
  'reason',
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'key',
];

const redactedPaths = secretFields.flatMap((field) => [
  field,
  `*.${field}`,
  `*.*.${field}`,
  `*.*.*.${field}`,
]);

type DescribedError = Pick<SerializedError, 'type' | 'message' | 'stack'> & {
  code?: string;
  constraint?: string;
  cause?: DescribedError;
};

const stringProperty = (error: Error, name: string): string | undefined => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
};

/**
 * What is logged of an error. Database libraries put query parameters into the message and the row into
 * `detail`; both can hold the text of a post, so only the statement, the code and the stack frames stay.
 */
export const describeError = (error: unknown): DescribedError => {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'a value that is not an Error was thrown', stack: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = stringProperty(error, 'code');
  const constraint = stringProperty(error, 'constraint');
  return {
    type: error.name,
    message: error.message.split('\nparams:')[0] ?? '',
    stack: frames.join('\n'),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
};

/**
 * JSON lines on standard output (or `destination`), without the content of posts, notes or credentials.
 *
 * @param service short name of the process, for example `api`
 * @param level lowest level written
 */
export const createLogger = (
  service: string,
  level: string = 'info',
  destination?: { write: (line: string) => void },
): Logger => {
  const options = {
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redactedPaths, censor: '[withheld]' },
    serializers: { err: describeError, error: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
};

/** A logger that writes nothing, for tests and short commands. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
