import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ModelFacts } from '@lapwing/contracts';
import type { Logger } from '@lapwing/store/logging';
import { ChildMessage, type Post, type PostScore, type ScoreRequest } from './inference-protocol.ts';

/** The child died, said nothing in time, or could not score. The work can be tried again. */
export class InferenceFailed extends Error {
  override readonly name: string = 'InferenceFailed';
}

/** No child got as far as loading the model: the fault of no post. */
export class ModelUnavailable extends InferenceFailed {
  override readonly name = 'ModelUnavailable';
}

/** The model said of a post what is no score, as one that is no number. Trying again gives the same. */
export class ScoreUnreadable extends InferenceFailed {
  override readonly name = 'ScoreUnreadable';
}

/** Scores of posts in their order, and the version that gave them. */
export interface Scored {
  modelVersion: string;
  scores: PostScore[];
}

export interface Inference {
  /**
   * Waits for a child to be ready and for earlier calls; rejects with InferenceFailed. One request is worked on at a
   * time, so that a post that ends the child takes nobody else's answer with it.
   */
  score(posts: readonly Post[]): Promise<Scored>;
  /** The model once it is loaded. Rejects with ModelUnavailable, which says why, when the child that loads it ends. */
  loading(): Promise<ModelFacts>;
  /** Whether the last child that ended, or the one that runs, had loaded the model. */
  usable(): boolean;
  /** Process id of the current child, while there is one. */
  childPid(): number | undefined;
  stop(): Promise<void>;
}

interface Pending {
  resolve(scores: PostScore[]): void;
  reject(error: InferenceFailed): void;
}

interface Child {
  process: ChildProcess;
  ready: Promise<ModelFacts>;
  pending: Map<number, Pending>;
}

const childProgram = fileURLToPath(new URL('./inference-child.ts', import.meta.url));
/** Far above what a batch takes (milliseconds); a child that is silent this long hangs. */
const ANSWER_MS = 30_000;
const LOAD_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Starts the inference child and keeps one running: when it dies, a new one is started after a growing pause. */
export function startInference(options: { modelDirectory: string; log: Logger }): Inference {
  const { log } = options;
  let stopped = false;
  let failures = 0;
  let number = 0;
  let loaded = false;
  /** Settles when the next child is started, after one has ended. */
  let returning: Promise<void> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const stopping = new AbortController();
  let current = spawnChild();

  function spawnChild(): Child {
    const child = fork(childProgram, [options.modelDirectory], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const pending = new Map<number, Pending>();
    const ready = Promise.withResolvers<ModelFacts>();
    let unusable: string | undefined;
    /** Why it was ended: it said what cannot be read. */
    let fault: ScoreUnreadable | undefined;
    ready.promise.catch(() => {});
    loaded = false;
    const loading = setTimeout(() => child.kill('SIGKILL'), LOAD_MS);
    child.on('message', (raw) => {
      const parsed = ChildMessage.safeParse(raw);
      if (!parsed.success) {
        // What is wrong and where, never the values: they are about a post.
        const issues = parsed.error.issues.map(({ code, path }) => `${path.join('.')}: ${code}`);
        log.error({ issues }, 'the inference child said what cannot be read, and is ended');
        fault = new ScoreUnreadable('The model gave a score that cannot be read');
        // The exit that follows rejects what was asked: until then nothing new is asked of this child.
        child.kill('SIGKILL');
        return;
      }
      const message = parsed.data;
      if (message.kind === 'READY') {
        clearTimeout(loading);
        loaded = true;
        log.info(
          { modelVersion: message.model.version, backend: message.backend, skippedBackends: message.notes },
          'model loaded',
        );
        ready.resolve(message.model);
      } else if (message.kind === 'UNUSABLE') {
        unusable = message.error;
        log.error({ reason: message.error }, 'the model cannot be used');
      } else {
        const asked = pending.get(message.request);
        pending.delete(message.request);
        if (message.kind === 'SCORED') {
          failures = 0;
          asked?.resolve(message.scores);
        } else asked?.reject(new InferenceFailed(message.error));
      }
    });
    // A message to a child that is just dying; the exit that follows rejects what was asked.
    child.on('error', (error) => log.warn({ err: error }, 'the inference child could not be reached'));
    child.on('exit', (code, signal) => {
      clearTimeout(loading);
      const reason = fault ?? new InferenceFailed(`the inference child ended (${signal ?? code})`);
      ready.reject(
        new ModelUnavailable(unusable ?? fault?.message ?? `no model was loaded (${signal ?? code})`),
      );
      for (const asked of pending.values()) asked.reject(reason);
      pending.clear();
      if (!stopped) returning = respawn(signal ?? code);
    });
    return { process: child, ready: ready.promise, pending };
  }

  async function respawn(ending: string | number | null): Promise<void> {
    failures += 1;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
    log.warn({ ending, pause }, 'the inference child ended and is started again');
    await delay(pause, undefined, { signal: stopping.signal }).catch(() => {});
    if (!stopped) current = spawnChild();
  }

  async function ask(posts: readonly Post[]): Promise<Scored> {
    await returning;
    const child = current;
    const { version: modelVersion } = await child.ready;
    number += 1;
    const request: ScoreRequest = { request: number, posts: [...posts] };
    const answer = Promise.withResolvers<PostScore[]>();
    child.pending.set(request.request, answer);
    if (!child.process.connected) {
      child.pending.delete(request.request);
      throw new InferenceFailed('the inference child is gone');
    }
    child.process.send(request);
    // A child that hangs is ended; its exit rejects what was asked of it.
    const hanging = setTimeout(() => child.process.kill('SIGKILL'), ANSWER_MS);
    try {
      const scores = await answer.promise;
      if (scores.length !== posts.length)
        throw new InferenceFailed('the child answered for another number of posts');
      return { modelVersion, scores };
    } finally {
      clearTimeout(hanging);
    }
  }

  return {
    score(posts) {
      const asked = turn.then(() => ask(posts));
      turn = asked.catch(() => {});
      return asked;
    },
    loading: () => current.ready,
    usable: () => loaded,
    childPid: () => current.process.pid,
    async stop() {
      stopped = true;
      stopping.abort();
      const { process: child } = current;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
