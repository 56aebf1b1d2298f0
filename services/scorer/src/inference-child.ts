import { loadModel, strongestSpans } from '@lapwing/models';
import { factsOfModel } from './facts-of-model.ts';
import { type ChildMessage, ScoreRequest } from './inference-protocol.ts';

/**
 * The process that computes. It holds the model and nothing else, so that a long computation stalls no job lock and
 * a crash takes no queue connection with it. Started by inference.ts with the model's folder as its only argument.
 */
const say = (message: ChildMessage): void => {
  process.send?.(message);
};

process.on('disconnect', () => process.exit(0));
// The scorer stops this process by closing the channel, after it has finished; a terminal's Ctrl-C must not race it.
process.on('SIGINT', () => {});

try {
  const model = await loadModel(process.argv[2]);
  process.on('message', (message) => {
    const { request, posts } = ScoreRequest.parse(message);
    model.score(posts, { explain: true }).then(
      (scores) =>
        say({
          kind: 'SCORED',
          request,
          scores: scores.map(({ explanations = [], ...said }) => ({
            ...said,
            spans: strongestSpans(explanations),
          })),
        }),
      // The message of an error could quote a post; its name cannot.
      (error: unknown) =>
        say({ kind: 'FAILED', request, error: error instanceof Error ? error.name : 'unknown error' }),
    );
  });
  say({ kind: 'READY', model: factsOfModel(model), backend: model.backend, notes: model.backendNotes });
} catch (error) {
  say({
    kind: 'UNUSABLE',
    error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error',
  });
  process.disconnect?.();
}
