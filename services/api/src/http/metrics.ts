import type { Store } from '@lapwing/store/store';
import { countWorkload } from '@lapwing/store/workload/count-workload';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus reads. */
export interface Metrics {
  observeRequest(method: string, route: string, status: number, seconds: number): void;
  flagAccepted(alreadyKnown: boolean): void;
  /** The text format of Prometheus; counts of rows are at most 15 seconds old. */
  render(): Promise<{ contentType: string; text: string }>;
}

const COUNT_LIFETIME_MS = 15_000;

export function createMetrics(store: Pick<Store, 'pool'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'lapwing_api_' });
  const requests = new Histogram({
    name: 'lapwing_http_request_duration_seconds',
    help: 'Duration of requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [registry],
  });
  const flags = new Counter({
    name: 'lapwing_flags_accepted_total',
    help: 'Flags that were accepted by this process',
    labelNames: ['already_known'],
    registers: [registry],
  });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const queueDepth = gauge('lapwing_queue_depth', 'Items that wait for a reviewer');
  const claimsOpen = gauge('lapwing_claims_open', 'Items that a reviewer holds now');
  const scoresDue = gauge('lapwing_scores_due', 'Items that wait for a score');
  const deadLetters = gauge('lapwing_dead_letters', 'Jobs that failed for good and wait for an admin');
  const modelsRefused = gauge(
    'lapwing_models_refused',
    'Versions of the classifier in use or in shadow that the scorer could not load',
  );
  let countedAt = 0;

  const count = async (): Promise<void> => {
    if (Date.now() - countedAt < COUNT_LIFETIME_MS) return;
    const workload = await countWorkload(store);
    countedAt = Date.now();
    queueDepth.set(workload.queueDepth);
    claimsOpen.set(workload.claimsOpen);
    scoresDue.set(workload.scoresDue);
    deadLetters.set(workload.deadLetters);
    modelsRefused.set(workload.modelsRefused);
  };

  return {
    observeRequest: (method, route, status, seconds) =>
      requests.labels(method, route, String(status)).observe(seconds),
    flagAccepted: (alreadyKnown) => flags.labels(String(alreadyKnown)).inc(),
    render: async () => {
      await count();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
