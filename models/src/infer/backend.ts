import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';

const NATIVE: string = '@tensorflow/tfjs-node';

/** Which backend computes: native library, WebAssembly, or plain JavaScript. */
export type Backend = { name: (typeof backends)[number]; skipped: string[] };

/** The fastest first. */
const backends = ['tensorflow', 'wasm', 'cpu'] as const;

let chosen: Promise<Backend> | undefined;

/**
 * Chooses the fastest backend that really computes here, once per process: tfjs-node, else WASM, else CPU.
 * `skipped` says why the faster ones were not taken, for the caller's log.
 */
export function chooseBackend(): Promise<Backend> {
  chosen ??= findBackend();
  return chosen;
}

async function findBackend(): Promise<Backend> {
  const skipped: string[] = [];
  for (const name of backends) {
    try {
      await switchBackend(name);
      return { name, skipped };
    } catch (cause) {
      const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
      skipped.push(`${name}: ${reason}`);
    }
  }
  throw new Error(`No TensorFlow.js backend works here. ${skipped.join(' · ')}`);
}

/** Makes one backend compute from now on. Throws where it does not load, or computes wrongly. */
export async function switchBackend(name: Backend['name']): Promise<void> {
  tf.enableProdMode();
  if (name === 'tensorflow') await loadNative();
  else if (name === 'wasm') await loadWasm();
  else await import('@tensorflow/tfjs-backend-cpu');
  if (!(await tf.setBackend(name))) throw new Error('it does not initialise');
  proveItComputes();
}

async function loadNative(): Promise<void> {
  // tfjs-node 4.22 still calls this; Node 23 removed it.
  if (!('isNullOrUndefined' in util)) {
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  }
  await import(NATIVE);
}

async function loadWasm(): Promise<void> {
  const { setThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
  // The head is tiny: worker threads would cost more than they bring, and keep the process alive.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(1);
}

function proveItComputes(): void {
  const [product] = tf.tidy(() => tf.matMul(tf.tensor2d([[2]]), tf.tensor2d([[3]])).dataSync());
  if (product !== 6) throw new Error(`2 × 3 came out as ${product}`);
}
