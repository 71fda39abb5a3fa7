import { z } from 'zod';
import type { Profile } from '../cluster/profile.ts';
import type { RULES } from './profile-words.ts';

/** Where the new tree is cloned from when the profile does not say. */
export const PUBLIC_TREE = 'https://github.com/pingcap/tidb-ansible.git';

/** The clock of a practice: at the real moment `startedAt` it shows `origin`, and runs `rate` times as fast as life. */
export interface PracticeClock {
  readonly origin: number | string;
  readonly startedAt?: number | string | undefined;
  readonly rate: number;
}

const rule = (name: keyof typeof RULES): string => name;
const words = z.string().trim().min(1, rule('empty'));
const absolutePath = words.refine((path) => path.startsWith('/'), rule('absolute'));
const moment = z.union([z.number(), z.iso.datetime({ offset: true })]);

/** What belay.yaml may hold. Problems are collected, not thrown at the first. */
export const profileSchema = z.strictObject({
  runbook: words,
  cluster: words,
  control: z
    .strictObject({
      host: words,
      port: z.int().min(1, rule('port')).max(65_535, rule('port')).optional(),
      user: words.optional(),
      identity: words.optional(),
      jump: words.optional(),
      knownHosts: words.optional(),
    })
    .optional(),
  oldTree: absolutePath.optional(),
  newTree: absolutePath.optional(),
  target: z
    .string()
    .regex(/^v\d+\.\d+\.\d+([-.][\w.-]+)?$/, rule('tag'))
    .optional(),
  source: words.optional(),
  backupDir: absolutePath.optional(),
  tls: z.strictObject({ ca: words, cert: words.optional(), key: words.optional() }).optional(),
  sql: z.strictObject({ user: words }).optional(),
  clock: z
    .strictObject({ origin: moment, startedAt: moment.optional(), rate: z.number().positive(rule('positive')) })
    .optional(),
});

/** A profile as its file says it. */
export type ProfileFile = z.infer<typeof profileSchema>;

/** Keys that a runbook cannot do without. */
export const NEEDED: Readonly<Record<string, readonly (keyof ProfileFile)[]>> = {
  'upgrade-3.0': ['oldTree', 'newTree', 'target', 'backupDir'],
};

/** The profile with what was left out filled in. */
export function completeProfile(file: ProfileFile): Profile {
  const { control, tls } = file;
  return {
    runbook: file.runbook,
    cluster: file.cluster,
    control: control
      ? {
          host: control.host,
          port: control.port ?? null,
          user: control.user ?? null,
          identity: control.identity ?? null,
          jump: control.jump ?? null,
          knownHosts: control.knownHosts ?? null,
        }
      : null,
    oldTree: file.oldTree ?? null,
    newTree: file.newTree ?? null,
    target: file.target ?? null,
    source: file.source ?? PUBLIC_TREE,
    backupDir: file.backupDir ?? null,
    tls: tls ? { ca: tls.ca, cert: tls.cert ?? null, key: tls.key ?? null } : null,
    sql: file.sql ?? null,
  };
}
