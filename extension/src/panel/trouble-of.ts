import type { Trouble } from '@lapwing/ui';
import type { Answer } from '../server/ask-server.ts';

/** An answer that is none, in the words of the shared notice. */
export function troubleOf(answer: Exclude<Answer<unknown>, { kind: 'OK' }>): Trouble {
  if (answer.kind === 'PROBLEM') return { kind: 'problem', problem: answer.problem };
  return answer.kind === 'UNREACHABLE' ? { kind: 'offline' } : { kind: 'unreadable', requestId: null };
}
