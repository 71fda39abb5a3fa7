import type { AnsibleHostStats } from '../../../formats/ansible-events.ts';
import type { Done, Task } from './play.ts';

/** Ansible's banner: a blank line, the title, stars up to column 80. */
export function banner(title: string): string {
  return `\n${title} ${'*'.repeat(Math.max(3, 79 - title.length))}\n`;
}

/** The line of a host's result, in the form of ansible 2.7 with the skippy callback: skipped hosts are not shown. */
export function resultLine(host: string, task: Task, done: Done): string {
  if (done.state === 'failed') return `fatal: [${host}]: FAILED! => ${failure(done)}\n`;
  const word = done.state;
  if (task.action !== 'debug') return `${word}: [${host}]\n`;
  const name = done.variable ?? 'msg';
  return `${word}: [${host}] => {\n    ${JSON.stringify(name)}: ${JSON.stringify(done.message ?? '')}\n}\n`;
}

/** What ansible shows of a failure. */
export function failure(done: Done): string {
  return JSON.stringify({ changed: false, msg: done.message ?? '' })
    .replaceAll('":', '": ')
    .replaceAll(',"', ', "');
}

/** `FAILED - RETRYING: check tikv's leader count (18 retries left).` */
export function retryLine(task: string, left: number): string {
  return `FAILED - RETRYING: ${task} (${left} retries left).\n`;
}

/** The recap of all hosts. */
export function recap(stats: ReadonlyMap<string, AnsibleHostStats>): string {
  const rows = [...stats].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    banner('PLAY RECAP') +
    rows
      .map(([host, row]) => {
        const cell = (name: string, value: number) => `${name}=${value}`.padEnd(name.length + 5);
        const cells = [
          cell('ok', row.ok),
          cell('changed', row.changed),
          cell('unreachable', row.unreachable),
          `failed=${row.failures}`.padEnd(8),
        ];
        return `${host.padEnd(26)} : ${cells.join('')}\n`;
      })
      .join('') +
    '\n'
  );
}

/** What the tree's own callback says at the end. */
export function closing(failures: readonly string[]): string {
  if (failures.length === 0) return 'Congrats! All goes well. :-)\n';
  return [
    banner('ERROR MESSAGE SUMMARY'),
    ...failures.map((line) => `${line}\n\n`),
    'Ask for help:\n',
    'Look into log/ansible.log and log/fail.log of this tree first.\n',
  ].join('');
}
