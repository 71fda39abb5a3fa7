import { expect } from 'vitest';
import type { LeftBehind } from './left-behind.ts';

/** Nothing that changes the cluster or its machines was done twice: not by the wire, not by a command, not in the world. */
export function expectNothingTwice({ calls, commands, world }: LeftBehind): void {
  const written = calls.filter(({ method }) => !['GET', 'HEAD', 'QUERY'].includes(method));
  expect(written.length).toBeGreaterThan(6);
  expect(written.map(({ status }) => status)).toEqual(written.map(() => 200));
  expectDistinct(written.map(({ method, path, body }) => `${method} ${path} ${body}`));

  const called = commands
    .filter(({ via }) => via === 'stand-in')
    .map(({ host, words }) => `${host} ${words.join(' ')}`);
  const changing = called.filter((line) => CHANGING.test(line) && !line.includes('--list-hosts'));
  expect(changing.length).toBeGreaterThan(8);
  expectDistinct(changing);

  // By SSH belay's command lines come whole: to the control machine, or through its ssh to a host.
  const lines = commands.filter(({ via }) => via === 'ssh').map(({ words }) => words.join(' '));
  const moves = lines.filter((line) => MOVING.test(line));
  expect(moves.length).toBeGreaterThan(3);
  expectDistinct(moves);

  const happened = world.history.filter(({ kind }) => HAPPENED.test(kind));
  expectDistinct(happened.map(({ actor, kind, detail }) => `${actor} ${kind} ${JSON.stringify(detail)}`));
  const ended = world.history.filter(({ kind }) => kind === 'playbook-ended');
  expect(ended.map(({ detail }) => detail.exit)).toEqual([0, 0, 0, 0, 0, 0]);
}

const CHANGING = /^\S+ (git clone|ansible-playbook \S+\.yml|systemctl (start|stop|restart)|pip install)/;
const MOVING = /exec scp |exec (mv|cp) |\/scripts\/(start|stop)_\w+\.sh/;
const HAPPENED = /^(service-|binary-|config-|unit-|pd-|playbook-began)/;

function expectDistinct(lines: readonly string[]): void {
  expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
}
