/**
 * Resolves with the reason when this process is told to stop: SIGINT, SIGTERM, SIGHUP, or the end of the process
 * that started it over a channel. Later signals are ignored, since Ctrl-C reaches parent and child alike.
 */
export const untilToldToStop = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    process.on('disconnect', () => resolve('the process that started Lapwing is gone'));
  });
