import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deed } from '../../src/engine/deed.ts';
import { stopPractice } from '../../src/practice/start.ts';
import { type Belay, builtBelay, type Ended } from '../support/built-belay.ts';
import { expectNothingTwice } from '../support/expect-once.ts';
import { expectUpgraded } from '../support/expect-upgraded.ts';
import { leftBehind } from '../support/left-behind.ts';
import { random } from '../support/random.ts';
import { chainedRecords, type Happened, type RunWatch, watchRun } from '../support/run-watch.ts';

const PATIENCE_MS = 600_000;
const SEED = Number(process.env.BELAY_KILL_SEED ?? 1);

/**
 * When the wizard is killed: so many records into a phase; right after the intent of a deed of this kind in it, mostly
 * before the deed; or when the cluster was asked for something, mostly before the wizard knows what became of it.
 */
interface Kill {
  readonly phase: string;
  readonly at: { readonly record: number } | { readonly intent: Deed['kind'] } | { readonly asked: RegExp };
}

/** The phases in their order, with the fewest records that they have; of the last the first, lest it ends before it is killed. */
const PHASES: Readonly<Record<string, number>> = {
  readiness: 30,
  backup: 60,
  'new-tree': 7,
  'control-machine': 2,
  inventory: 10,
  variables: 10,
  configuration: 18,
  download: 30,
  'eviction-wait': 8,
  'rolling-update': 1200,
  'region-merging': 60,
  monitoring: 250,
  'after-checks': 10,
  drainer: 22,
  tispark: 0,
  report: 1,
};

/** Moments of deeds, in their order; the seeded one of the phase comes after them. */
const AT_DEEDS: Readonly<Record<string, readonly Kill['at'][]>> = {
  'new-tree': [{ intent: 'job' }, { asked: /^git clone/ }],
  'eviction-wait': [{ intent: 'file' }],
  'rolling-update': [
    { intent: 'job' },
    { asked: /^ansible-playbook excessive_rolling_update.yml --tags=pd$/ },
    { asked: /^ansible-playbook rolling_update.yml --tags=tikv$/ },
  ],
  'region-merging': [
    { intent: 'call' },
    { asked: /^POST \S+ .*max-merge-region-keys/ },
    { asked: /^POST \S+ .*merge-schedule-limit":4/ },
  ],
  drainer: [
    { intent: 'command' },
    { asked: /^exec scp / },
    { asked: /^systemctl stop/ },
    { asked: /exec mv -n \S+drainer / },
    { asked: /^systemctl start/ },
  ],
};

function kills(): readonly Kill[] {
  const next = random(SEED);
  return Object.entries(PHASES).flatMap(([phase, records]): Kill[] => [
    ...(AT_DEEDS[phase] ?? []).map((at) => ({ phase, at })),
    // TiSpark is skipped in no time where the inventory has none.
    ...(records === 0 ? [] : [{ phase, at: { record: 1 + Math.floor(next() * records) } }]),
  ]);
}

let dir: string;
let belay: Belay;
let last: Ended;
/** Kills that came in time: the phase had not ended before. */
const struck: Kill[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'belay-killed-'));
  belay = await builtBelay(dir);
  last = await runToTheEnd();
}, PATIENCE_MS);

afterAll(async () => {
  for (const name of await readdir(join(dir, 'practice'))) await stopPractice(join(dir, 'practice', name));
  await rm(dir, { recursive: true });
});

/** One run, killed again and again: only the wizard, never the practice cluster. */
async function runToTheEnd(): Promise<Ended> {
  let watch: RunWatch | null = null;
  const left = [...kills()];
  const phases = phaseReader();
  try {
    for (let words = ['practice', '--auto', '--json']; ; words = ['resume', '--json']) {
      let over = false;
      const running = belay.start(...words);
      void running.ended.then(() => {
        over = true;
      });
      watch ??= await watchRun(dir, () => over);
      let begun = false;
      let kill: Kill | undefined;
      await watch.until(
        (happened) => {
          phases.read(happened);
          begun ||= happened.is === 'entry' && happened.entry.type === 'session' && happened.entry.pid === running.pid;
          while (left[0] && phases.isPast(left[0].phase)) left.shift();
          // What the sitting before caused in its last moment counts too; this one is then killed as soon as it sits.
          if (!kill && left[0] && phases.isNow(left[0], happened)) kill = left.shift();
          return begun && kill !== undefined;
        },
        () => over,
      );
      if (kill) {
        running.signal('SIGKILL');
        struck.push(kill);
      }
      const ended = await running.ended;
      if (!kill) return ended;
    }
  } finally {
    await watch?.close();
  }
}

/** Tells in which phase the run is, and how far into it. */
function phaseReader() {
  const order = Object.keys(PHASES);
  let current = 0;
  let records = 0;
  return {
    read: (happened: Happened) => {
      if (happened.is === 'asked') return;
      if (happened.entry.type === 'phase-ended') {
        current = order.indexOf(happened.entry.phase) + 1;
        records = 0;
      } else if (happened.entry.type === 'step-started' || records > 0) records += 1;
    },
    isPast: (phase: string) => order.indexOf(phase) < current,
    isNow: ({ phase, at }: Kill, happened: Happened) => {
      if (order[current] !== phase || records === 0) return false;
      if ('record' in at) return happened.is === 'entry' && records >= at.record;
      if ('asked' in at) return happened.is === 'asked' && at.asked.test(happened.what);
      return happened.is === 'entry' && happened.entry.type === 'intent' && happened.entry.deed.kind === at.intent;
    },
  };
}

describe(`an upgrade that is killed in each of its phases (seed ${SEED})`, () => {
  it('was killed in each, and at deeds of each kind', () => {
    expect(struck).toEqual(kills());
  });

  it('ends well, with nothing owed', async () => {
    expect({ exit: last.exit, said: last.stderr.slice(-3_000) }).toMatchObject({ exit: 0 });
    expect(JSON.parse(last.stdout)).toMatchObject({ result: 'done', debts: [] });
    const { stdout } = await belay.run('debts', '--json');
    expect(JSON.parse(stdout)).toEqual({ debts: [] });
  });

  it('leaves a cluster that is upgraded, by its own word', async () => {
    await expectUpgraded(await leftBehind(dir));
  });

  it('did nothing twice', async () => {
    expectNothingTwice(await leftBehind(dir));
  });

  it('keeps a whole journal of all its sittings, each gone on by the same policy', async () => {
    const [run = ''] = await readdir(join(dir, 'runs'));
    const lines = (await readFile(join(dir, 'runs', run, 'journal.jsonl'), 'utf8')).split('\n').slice(0, -1);
    const sittings = chainedRecords(lines).flatMap(({ entry }) => (entry.type === 'session' ? [entry] : []));
    expect(sittings.map(({ resumed, auto }) => [resumed, auto])).toEqual([
      [false, true],
      ...struck.map(() => [true, true]),
    ]);
  });
});
