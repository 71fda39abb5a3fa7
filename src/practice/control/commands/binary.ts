import { versionText } from '../binaries.ts';
import { err, type Machine, type Output } from '../machine.ts';
import { pdCtl } from './pd-ctl.ts';

/** What a deployed binary does when it is run by hand: `practice-binary PROGRAM VERSION words…`. */
export async function* practiceBinary(machine: Machine): AsyncGenerator<Output, number> {
  const [program = '', version = '', ...words] = machine.argv;
  if (words.some((word) => word === '-V' || word === '--version')) {
    yield { to: 'out', text: versionText(program, version) };
    return 0;
  }
  if (program === 'pd-ctl') return yield* pdCtl({ ...machine, argv: words }, version);
  yield err(`${program}: in the practice this binary is run by systemd; by hand it knows -V only`);
  return 1;
}
