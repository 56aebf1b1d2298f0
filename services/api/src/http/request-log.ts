import { type LogFn, pino } from 'pino';

/** Where one line per request goes. */
export interface RequestLog {
  info: LogFn;
  /** Writes what is still in memory; for the end of the process. */
  flush(): void;
}

/**
 * One JSON line per request on standard output. Its fields are fixed and hold nothing that anybody typed, so it
 * needs no redaction; lines are written together, since a write for each would be a tenth of a small request.
 */
export function createRequestLog(level: string): RequestLog {
  const destination = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 200 });
  const log = pino(
    {
      level,
      base: { service: 'api', pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return { info: log.info.bind(log), flush: () => destination.flushSync() };
}
