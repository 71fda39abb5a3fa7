import type { Text } from '../../base/text.ts';
import type { Debt, JobDeed } from '../../engine/deed.ts';

/** A playbook to be run from the new tree on the control machine. */
export interface PlaybookRun {
  readonly id: string;
  readonly title: Text;
  /** The tree it is run in, absolute. */
  readonly tree: string;
  /** `rolling_update.yml` */
  readonly playbook: string;
  /** `--tags`; null: all. */
  readonly tag: string | null;
  /** `-l`: inventory names, never addresses (an address matches no aliased host, and the play then does nothing with exit 0). */
  readonly limit: readonly string[];
  readonly touches: readonly string[];
  readonly opens?: readonly Debt[];
}

/** The job that runs a playbook. Exit 0 alone says little: every step that uses it has a verify. */
export function playbookJob(run: PlaybookRun): JobDeed {
  return {
    kind: 'job',
    id: run.id,
    title: run.title,
    host: 'control',
    argv: [
      'ansible-playbook',
      run.playbook,
      ...(run.tag === null ? [] : [`--tags=${run.tag}`]),
      ...(run.limit.length === 0 ? [] : ['-l', run.limit.join(',')]),
    ],
    cwd: run.tree,
    env: {},
    follow: 'ansible',
    okExits: [0],
    touches: run.touches,
    ...(run.opens === undefined || run.opens.length === 0 ? {} : { opens: run.opens }),
  };
}
