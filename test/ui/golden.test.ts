import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Lang, text } from '../../src/base/text.ts';
import type { Request } from '../../src/engine/ports.ts';
import { EMPTY_STATE, type RunState } from '../../src/engine/state.ts';
import { UNICODE } from '../../src/ui/draw/glyphs.ts';
import { plain } from '../../src/ui/draw/line.ts';
import { drawScreen } from '../../src/ui/draw-screen.ts';
import { INITIAL_UI, type Overlay, type Shown } from '../../src/ui/model.ts';
import { forRequest } from '../../src/ui/update.ts';
import { memoryRun } from '../runbooks/support/memory-run.ts';
import { memoryPractice } from '../support/memory-practice.ts';

/** BELAY_GOLDEN=1 writes the screens anew; look at what changed before committing them. */
const WRITES = process.env.BELAY_GOLDEN === '1';
const GOLDEN = join(import.meta.dirname, 'golden');
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;

interface Moment {
  readonly state: RunState;
  readonly request: Request | null;
}

interface Screen {
  readonly name: string;
  /** The request that waits, by its step; a step without one is shown while its playbook runs. */
  readonly step: string;
  readonly asks: Request['kind'] | 'nothing';
  readonly lang?: Lang;
  readonly overlay?: Overlay;
  readonly typed?: string;
}

const SCREENS: readonly Screen[] = [
  { name: 'gate-continue', step: 'release-notes', asks: 'gate' },
  { name: 'gate-confirm', step: 'notice', asks: 'gate' },
  { name: 'question', step: 'cold-backup', asks: 'questions' },
  { name: 'merge-inventory', step: 'merge-inventory', asks: 'questions' },
  { name: 'merge-gate', step: 'merge-configuration', asks: 'gate' },
  { name: 'gate-danger', step: 'point-of-no-return', asks: 'gate', typed: 'test-cl' },
  { name: 'gate-danger-zh', step: 'point-of-no-return', asks: 'gate', typed: 'test-cl', lang: 'zh' },
  { name: 'rolling', step: 'rolling-tikv', asks: 'nothing' },
  { name: 'rolling-zh', step: 'rolling-tikv', asks: 'nothing', lang: 'zh' },
  {
    name: 'rolling-log',
    step: 'rolling-tikv',
    asks: 'nothing',
    overlay: { kind: 'log', search: { open: false, term: '' } },
  },
  { name: 'leaving', step: 'rolling-tikv', asks: 'nothing', overlay: { kind: 'leaving' } },
  { name: 'failed', step: 'rolling-tikv', asks: 'failed' },
  { name: 'failed-zh', step: 'rolling-tikv', asks: 'failed', lang: 'zh' },
  { name: 'debts', step: 'rolling-tikv', asks: 'failed', overlay: { kind: 'debts' } },
  { name: 'commands', step: 'rolling-pd', asks: 'gate', overlay: { kind: 'commands' } },
  { name: 'help', step: 'rolling-pd', asks: 'gate', overlay: { kind: 'help' } },
];

let moments: readonly Moment[];
beforeAll(async () => {
  moments = await upgradeThatStumbles();
}, 300_000);

describe.each(SIZES)('the screen at $columns×$rows', (size) => {
  it.each(SCREENS)('is as it was: $name', async (screen) => {
    const lines = drawScreen(...shownAt(screen, size)).map((line) => plain(line).trimEnd());
    const path = join(GOLDEN, `${screen.name}-${size.columns}x${size.rows}.txt`);
    const drawn = `${lines.join('\n')}\n`;
    if (WRITES) {
      await mkdir(GOLDEN, { recursive: true });
      await writeFile(path, drawn);
    }
    expect(drawn).toBe(await readFile(path, 'utf8'));
  });
});

/** The whole upgrade in memory, in which one TiKV does not come up at first: every request, and the states between. */
async function upgradeThatStumbles(): Promise<readonly Moment[]> {
  const seen: Moment[] = [];
  let state = EMPTY_STATE;
  await memoryRun(memoryPractice({ scenario: 'upgrade-3.0-tikv-down' }), {
    onState: (next) => {
      state = next;
      seen.push({ state, request: null });
    },
    operator: (good) => ({
      decide: (request, signal) => {
        seen.push({ state, request });
        return good.decide(request, signal);
      },
    }),
  });
  return seen;
}

function shownAt(screen: Screen, size: (typeof SIZES)[number]): Parameters<typeof drawScreen> {
  const { state, request } = momentOf(screen);
  const ui = { ...forRequest(INITIAL_UI, request), overlay: screen.overlay ?? null, typed: screen.typed ?? '' };
  const shown: Shown = {
    state,
    request,
    requestAgeMs: 10_000,
    now: state.lastAt + 400,
    cluster: gaugesOf(state),
    lang: screen.lang ?? 'en',
    glyphs: UNICODE,
    place: text('PRACTICE', '演练'),
    connection: 'up',
    starting: null,
    asking: null,
    tick: 0,
    ...size,
  };
  return [shown, ui];
}

/** The stores as they were shown last. */
function gaugesOf(state: RunState): Shown['cluster'] {
  const views = state.phases.flatMap((phase) => phase.steps).map((step) => step.view);
  return views.filter((view) => view?.kind === 'gauges').at(-1) ?? null;
}

function momentOf({ step, asks }: Screen): Moment {
  const found =
    asks === 'nothing'
      ? inTheMiddle(moments.filter(({ state, request }) => request === null && isRunning(state, step)))
      : moments.find(({ request }) => request?.kind === asks && 'step' in request && request.step.id === step);
  if (!found) throw new Error(`no moment of ${step} that asks ${asks}`);
  return found;
}

function isRunning(state: RunState, id: string): boolean {
  const step = state.phases.flatMap((phase) => phase.steps).find((one) => one.id === id);
  return step?.running === true && (step.jobs.at(-1)?.tasks.length ?? 0) > 0;
}

function inTheMiddle(all: readonly Moment[]): Moment | undefined {
  return all[Math.floor(all.length / 2)];
}
