import { watch } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { Logger } from '@lapwing/store/logging';
import type { SupervisedService } from './supervise-service.ts';

/** An editor writes a file in several steps; one restart follows the last. */
const settleMilliseconds = 200;

const sourcesOf = (service: string): string[] => [
  `services/${service}/src`,
  'shared/contracts/src',
  'shared/store/src',
  ...(service === 'scorer' ? ['models/src'] : []),
];

/**
 * For development: restarts a service when a source file it may have loaded changes. Node's own `--watch` would put
 * a process between us and the service that survives us.
 */
export const restartOnChange = (services: readonly SupervisedService[], log: Logger): void => {
  for (const service of services) {
    let pending: NodeJS.Timeout | undefined;
    for (const folder of sourcesOf(service.name)) {
      const watcher = watch(join(repositoryRoot, folder), { recursive: true }, (_event, file) => {
        if (file === null || !file.endsWith('.ts') || file.endsWith('.test.ts')) return;
        clearTimeout(pending);
        pending = setTimeout(() => {
          log.info({ child: service.name, file }, 'a source file changed; restarting the service');
          service.restart();
        }, settleMilliseconds);
      });
      watcher.unref();
    }
  }
};
