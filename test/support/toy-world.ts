import { createHash } from 'node:crypto';
import { Cancelled } from '../../src/base/errors.ts';
import { verbatim } from '../../src/base/text.ts';
import type { Deed, Look, Outcome, Proof } from '../../src/engine/deed.ts';
import type {
  Clock,
  Decision,
  DeedContext,
  Doer,
  EnginePorts,
  JournalStore,
  Lock,
  LockHolder,
  Operator,
  Request,
} from '../../src/engine/ports.ts';

/** A world of files, settings and jobs, and the history of what was done to it. */
export interface ToyWorld {
  readonly files: Map<string, string>;
  readonly settings: Map<string, unknown>;
  readonly jobs: Map<string, { exit: number }>;
  readonly done: string[];
  now: number;
  lock: LockHolder | null;
  /** Deeds that fail, by id: how often still. */
  readonly failing: Map<string, number>;
}

export function toyWorld(): ToyWorld {
  return {
    files: new Map([['/conf', 'old']]),
    settings: new Map<string, unknown>([['limit', 4]]),
    jobs: new Map(),
    done: [],
    now: 1_000_000,
    lock: null,
    failing: new Map(),
  };
}

export const copyWorld = (world: ToyWorld): ToyWorld => structuredClone(world);

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A clock whose waits pass at once. */
export function toyClock(world: ToyWorld): Clock {
  return {
    now: () => world.now,
    async sleep(ms, signal) {
      await Promise.resolve();
      if (signal.aborted) throw new Cancelled('asleep');
      world.now += ms;
    },
  };
}

export function toyDoer(world: ToyWorld): Doer {
  const ok = (said: string): Outcome => ({ ok: true, code: 0, said });
  return {
    async perform(deed: Deed, context: DeedContext): Promise<Outcome> {
      if (deed.kind === 'job' && world.jobs.has(context.name)) return ok('followed');
      world.done.push(`${deed.kind} ${deed.id}`);
      const left = world.failing.get(deed.id) ?? 0;
      if (left > 0) world.failing.set(deed.id, left - 1);
      if (deed.kind === 'job') {
        world.jobs.set(context.name, { exit: left > 0 ? 2 : 0 });
        context.onLines([`running ${deed.id}`], 0);
        if (left === 0) world.settings.set('version', 'new');
      } else if (left === 0) apply(world, deed);
      return left > 0 ? { ok: false, code: 2, said: 'failed' } : ok('done');
    },
    async look(deed: Deed, name: string): Promise<Look> {
      const is = (done: boolean): Look => ({ is: done ? 'done' : 'not-done', evidence: verbatim(deed.id) });
      if (deed.kind === 'job') return world.jobs.has(name) ? { is: 'running', evidence: verbatim(name) } : is(false);
      if (deed.kind === 'file') return is(world.files.get(deed.path) === deed.after);
      if (deed.proof) return is(holds(world, deed.proof));
      return { is: 'unclear', evidence: verbatim('nothing to see') };
    },
    async prove(proof: Proof) {
      return { holds: holds(world, proof), evidence: verbatim('seen') };
    },
    async interrupt() {
      throw new Error('not here');
    },
  };
}

function apply(world: ToyWorld, deed: Deed): void {
  if (deed.kind === 'file' && deed.after !== null) world.files.set(deed.path, deed.after);
  if (deed.kind === 'call')
    for (const [key, value] of Object.entries(deed.body as object)) world.settings.set(key, value);
}

function holds(world: ToyWorld, proof: Proof): boolean {
  if (proof.kind === 'json') return world.settings.get(proof.at.join('.')) === proof.equals;
  if (proof.kind === 'file')
    return (world.files.has(proof.path) ? sha256(world.files.get(proof.path)!) : null) === proof.sha256;
  throw new Error(`no ${proof.kind} here`);
}

/** Journal lines in memory; `onAppend` sees every line after it was written. */
export function memoryJournal(lines: string[], onAppend: (line: string) => void = () => undefined): JournalStore {
  return {
    read: async () => [...lines],
    append: async (line) => {
      lines.push(line);
      onAppend(line);
    },
  };
}

export function toyLock(world: ToyWorld): Lock {
  return {
    async take(holder) {
      if (world.lock && world.lock.run !== holder.run) return { heldBy: world.lock, alive: 'unknown' };
      world.lock = holder;
      return null;
    },
    async takeOver(holder) {
      world.lock = holder;
    },
    async release() {
      world.lock = null;
    },
  };
}

/** Answers by the kind of what is asked; what is not in the table has no answer. */
export function scriptedOperator(
  script: Partial<Record<Request['kind'], (request: Request) => Partial<Decision> | null>>,
): Operator {
  return {
    async decide(request) {
      const decision = script[request.kind]?.(request) ?? null;
      return decision && ({ by: { via: 'person', who: 'tester' }, ...decision } as Decision);
    },
  };
}

export function toyEngine(
  world: ToyWorld,
  lines: string[],
  operator: Operator,
  onAppend?: (line: string) => void,
): EnginePorts {
  return {
    clock: toyClock(world),
    doer: toyDoer(world),
    journal: memoryJournal(lines, onAppend),
    lock: toyLock(world),
    operator,
    sha256,
    secrets: () => ['hunter22'],
  };
}
