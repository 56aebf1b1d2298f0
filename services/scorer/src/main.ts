import { runService } from '@lapwing/store/processes/run-service';
import { loadSecrets } from '@lapwing/store/secrets';
import { startScorer } from './start-scorer.ts';

await runService('scorer', async ({ environment, log }) => {
  if (environment.databaseUrl === undefined) throw new Error('DATABASE_URL is not set; the launcher sets it');
  const { sealKey } = await loadSecrets(environment);
  const scorer = await startScorer({
    databaseUrl: environment.databaseUrl,
    redisUrl: environment.redisUrl,
    sealKey,
    modelDirectory: environment.modelDirectory,
    dataDirectory: environment.dataDirectory,
    checkShare: environment.checkPercent / 100,
    concurrency: environment.scorerConcurrency,
    log,
  });
  return scorer.stop;
});
