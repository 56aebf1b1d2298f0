import type { Logger } from 'pino';
import { type Environment, EnvironmentError, loadEnvironment } from '../environment.ts';
import { createLogger } from '../logging.ts';

/** What a service gets when it starts. */
export interface ServiceContext {
  environment: Environment;
  log: Logger;
}

/** How a service is stopped: finish what is running, take nothing new, close connections. */
export type StopService = () => Promise<void>;

/** Sysexits' EX_CONFIG: the settings cannot be used, so starting again will not help. */
export const EXIT_CONFIGURATION = 78;
const GRACE_MS = 8_000;

/**
 * The frame of every service's `main.ts`: reads the settings, starts, and stops in an orderly way on SIGTERM,
 * SIGINT, or when the process that started it is gone (its IPC channel closes, however that process ended).
 */
export async function runService(
  name: string,
  start: (context: ServiceContext) => Promise<StopService>,
): Promise<void> {
  let environment: Environment;
  try {
    environment = loadEnvironment();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    for (const sentence of error.sentences) console.error(sentence);
    process.exit(EXIT_CONFIGURATION);
  }
  const log = createLogger(name, environment.logLevel);
  const starting = start({ environment, log });
  let stopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ because: reason }, 'stopping');
    // Whatever hangs, the process ends; what was in flight is done again by the next one.
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    try {
      await (await starting)();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, 'could not stop in an orderly way');
      process.exit(1);
    }
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('disconnect', () => void stop('the launcher is gone'));
  try {
    await starting;
    log.info('started');
    process.send?.('ready');
  } catch (error) {
    log.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}
