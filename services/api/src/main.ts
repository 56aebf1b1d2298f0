import { runService } from '@lapwing/store/processes/run-service';
import { startApi } from './start-api.ts';

await runService('api', async ({ environment, log }) => {
  const api = await startApi(environment, log);
  return api.stop;
});
