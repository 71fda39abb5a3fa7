// `npm run bench`: belay's screen beside a bare Ink program, both in a pty of 120×40 in the same run. Prints; judges nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bundled } from './bundle.ts';
import { type Watched, watch } from './pty.ts';

const STARTS = 12;
const KEYS = 60;
const TOKENS = [...'甲乙丙丁戊己庚辛壬癸'];
/** End of a synchronised update, which every frame is. */
const FRAME_END = '\u001b[?2026l';
const FULL_CLEAR = /\u001b\[[23]J/g;

interface Figure {
  readonly what: string;
  readonly ours: number;
  readonly bare: number | null;
  readonly unit: 'ms' | 'bytes' | 'times';
}

const bare = await bundled('bare');
const wizard = await bundled('wizard');
const figures: Figure[] = [...(await firstPaints()), ...(await keyToFrame()), ...(await bytesWritten())];
print(figures);

async function firstPaints(): Promise<readonly Figure[]> {
  const times: Record<'bare' | 'screen', number[]> = { bare: [], screen: [] };
  for (let n = 0; n < STARTS; n += 1) {
    times.bare.push(await firstPaint([bare], 'ready'));
    times.screen.push(await firstPaint([wizard, 'danger-gate'], 'Checklist'));
  }
  const whole = await wholePractice();
  return [
    { what: 'first paint, the screen alone', ours: median(times.screen), bare: median(times.bare), unit: 'ms' },
    { what: 'first paint, belay practice', ours: whole, bare: median(times.bare), unit: 'ms' },
  ];
}

async function firstPaint(args: readonly string[], mark: string): Promise<number> {
  const program = watch(process.execPath, args);
  const time = await program.until(mark);
  await program.end();
  return time;
}

async function wholePractice(): Promise<number> {
  const stateDir = await mkdtemp(join(tmpdir(), 'belay-bench-'));
  const bin = resolve(import.meta.dirname, '../../bin/belay.js');
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const program = watch(process.execPath, [bin, 'practice', '--lang', 'en'], { BELAY_STATE_DIR: stateDir });
    times.push(await program.until('Checklist'));
    await program.end();
  }
  // A practice whose directory is gone ends by itself.
  await rm(stateDir, { recursive: true, force: true });
  return median(times);
}

async function keyToFrame(): Promise<readonly Figure[]> {
  const beside = await keyTimes([bare], 'ready', null, typedToken);
  const scenes: readonly (readonly [what: string, scene: string, mark: string, open: string | null, press: Press])[] = [
    ['at a gate', 'danger-gate', 'Checklist', null, typedToken],
    ['200 log lines a second', 'logs', 'Checklist', 'l/', typedToken],
    ['500 stores', 'stores', 'Checklist', null, typedToken],
    ['a diff of 10,000 lines', 'diff', 'Checklist', 'v', scrolled],
    ['a merge of 10,000 lines', 'merge', 'Checklist', null, scrolled],
  ];
  const out: Figure[] = [];
  for (const [what, scene, mark, open, press] of scenes) {
    const times = await keyTimes([wizard, scene], mark, open, press);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      out.push({ what: `key to frame ${name}, ${what}`, ours: at(times, share), bare: at(beside, share), unit: 'ms' });
    }
  }
  return out;
}

/** Presses the n-th key and says what is then written. */
type Press = (program: Watched, n: number) => Promise<number>;

async function typedToken(program: Watched, n: number): Promise<number> {
  const token = TOKENS[n % TOKENS.length]!;
  program.forget();
  const from = performance.now();
  program.press(token);
  const time = await program.until(token, from);
  program.press('\u007f');
  await rest();
  return time;
}

async function scrolled(program: Watched, n: number): Promise<number> {
  program.forget();
  const from = performance.now();
  program.press(n < KEYS / 2 ? 'j' : 'k');
  const time = await program.until(FRAME_END, from);
  await rest();
  return time;
}

async function keyTimes(
  args: readonly string[],
  mark: string,
  open: string | null,
  press: Press,
): Promise<readonly number[]> {
  const program = watch(process.execPath, args);
  await program.until(mark);
  await rest(800);
  for (const key of open ?? '') {
    program.press(key);
    await rest();
  }
  const times: number[] = [];
  for (let n = 0; n < KEYS; n += 1) times.push(await press(program, n));
  await program.end();
  return times;
}

async function bytesWritten(): Promise<readonly Figure[]> {
  const program = watch(process.execPath, [wizard, 'danger-gate']);
  await program.until('Checklist');
  await rest(800);
  const sizes: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    program.forget();
    program.press('x');
    await program.until('x', performance.now());
    sizes.push(Buffer.byteLength(program.written()));
    await rest();
  }
  program.forget();
  await rest(5_000);
  const steady = program.written();
  await program.end();
  return [
    { what: 'written for a change of one cell, most', ours: Math.max(...sizes), bare: null, unit: 'bytes' },
    { what: 'written in 5 s of nothing but time', ours: Buffer.byteLength(steady), bare: null, unit: 'bytes' },
    { what: 'full clears in 5 s', ours: [...steady.matchAll(FULL_CLEAR)].length, bare: null, unit: 'times' },
  ];
}

/** Between keys: long enough for what is late to arrive, uneven so that it meets timers anywhere. */
function rest(ms = 40 + Math.random() * 60): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function median(times: readonly number[]): number {
  return at(times, 0.5);
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

function print(all: readonly Figure[]): void {
  const shown = (value: number | null) => (value === null ? '' : value.toFixed(value < 100 ? 1 : 0));
  const ratio = ({ ours, bare: other }: Figure) => (other === null ? null : ours / other);
  console.log(`${'what'.padEnd(46)} ${'belay'.padStart(9)} ${'bare Ink'.padStart(9)} ${'ratio'.padStart(7)}`);
  for (const figure of all) {
    const { what, ours, bare: other, unit } = figure;
    console.log(
      `${what.padEnd(46)} ${shown(ours).padStart(9)} ${shown(other).padStart(9)} ${(ratio(figure)?.toFixed(2) ?? '').padStart(7)} ${unit}`,
    );
  }
  console.log(JSON.stringify({ figures: all.map((figure) => ({ ...figure, ratio: ratio(figure) })) }));
}
