import { readFileSync } from 'node:fs';

/** Process ids of the direct children of a process (Linux, proc_pid_task(5)). */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((part) => part !== '')
    .map(Number);
}

/** Processor time that a process has used, in milliseconds (Linux, proc_pid_stat(5); its ticks are 10 ms). */
export function processorTime(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return 10 * ((user ?? 0) + (system ?? 0));
}
