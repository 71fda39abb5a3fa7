import { ansiblePlaybook } from '../ansible/playbook-command.ts';
import { ansible } from '../ansible/version.ts';
import type { StandIn } from '../machine.ts';
import { practiceBinary } from './binary.ts';
import { git } from './git.ts';
import { pip } from './pip.ts';
import { df, free, hostname, id, nproc, whoami } from './system.ts';
import { systemctl } from './systemctl.ts';

/** Every stand-in by the name of its command. */
export const STAND_INS: Readonly<Record<string, StandIn>> = {
  ansible,
  'ansible-playbook': ansiblePlaybook,
  df,
  free,
  git,
  hostname,
  id,
  nproc,
  pip,
  'practice-binary': practiceBinary,
  systemctl,
  whoami,
};
