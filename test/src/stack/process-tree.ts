import { readFileSync } from 'node:fs';

/** Process ids of the direct children of a process (Linux, proc_pid_task(5)). */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((part) => part !== '')
    .map(Number);
}
