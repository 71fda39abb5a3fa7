import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../base/errors.ts';
import { text, verbatim } from '../base/text.ts';
import { practiceLayout } from './layout.ts';
import { PRACTICE_USER, REQUESTS } from './process.ts';
import { type PracticeStatus, readStatus } from './status.ts';

/** Where a running practice is. */
export interface PracticeInfo {
  readonly dir: string;
  readonly scenario: string;
  readonly runbook: string;
  /** The belay.yaml to run with. */
  readonly profile: string;
  /** URL of its first PD. */
  readonly pd: string;
  /** `tidb@127.0.0.1:PORT`; the key is in the profile. */
  readonly ssh: string;
  /** Directory of its logs. */
  readonly logs: string;
  readonly pid: number;
}

const READY_TIMEOUT_MS = 30_000;
const POLL_MS = 50;

/** The practice that is served from `dir` now; null: none is. */
export async function findPractice(dir: string): Promise<PracticeInfo | null> {
  const status = await readStatus(dir);
  return status?.serving && (await request(status, REQUESTS.ping)) ? infoOf(dir, status) : null;
}

/**
 * Starts a practice as a process of its own, which outlives the caller; or finds the one that is served already. A
 * directory that holds an earlier one goes on where it was, with its scenario and seed.
 * @throws OperatorError `practice-not-started` with what it said.
 */
export async function startPractice(options: {
  readonly dir: string;
  readonly scenario: string;
  readonly seed: number;
  readonly rate: number;
  /** Real time without anybody after which it ends. Default half an hour. */
  readonly idleMs?: number;
}): Promise<PracticeInfo> {
  const { dir, scenario, seed, rate, idleMs = 1_800_000 } = options;
  const found = await findPractice(dir);
  if (found) return found;
  const layout = practiceLayout(dir);
  await mkdir(layout.logs, { recursive: true, mode: 0o700 });
  const log = await open(layout.processLog, 'a', 0o600);
  const child = spawn(process.execPath, [program('main'), dir, scenario, String(seed), String(rate), String(idleMs)], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: dir,
  });
  await log.close();
  child.unref();
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  for (let waited = 0; waited < READY_TIMEOUT_MS && !ended; waited += POLL_MS) {
    const status = await readStatus(dir);
    if (status?.serving && status.pid === child.pid) return infoOf(dir, status);
    await wait(POLL_MS);
  }
  throw await notStarted(layout.processLog);
}

/** Ends the practice that is served from `dir`; its world stays. Nothing happens when none is. */
export async function stopPractice(dir: string): Promise<void> {
  const status = await readStatus(dir);
  if (!status?.serving || !(await request(status, REQUESTS.stop))) return;
  for (let waited = 0; waited < READY_TIMEOUT_MS; waited += POLL_MS) {
    if (!(await readStatus(dir))?.serving) return;
    await wait(POLL_MS);
  }
}

/** The programs beside this one, as they are in the source tree and in the bundle. */
export function program(name: 'main' | 'client'): string {
  const source = name === 'main' ? './main.ts' : './control/client.ts';
  const bundled = name === 'main' ? './practice.js' : './practice-stand-in.js';
  const path = fileURLToPath(new URL(source, import.meta.url));
  return existsSync(path) ? path : fileURLToPath(new URL(bundled, import.meta.url));
}

function infoOf(dir: string, status: PracticeStatus): PracticeInfo {
  const { profile, logs } = practiceLayout(dir);
  const { scenario, runbook, pd, pid } = status;
  return { dir, scenario, runbook, profile, pd, ssh: `${PRACTICE_USER}@127.0.0.1:${status.ssh}`, logs, pid };
}

/** Whether a practice took the request. */
async function request(status: PracticeStatus, name: string): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: status.port, timeout: 5_000 });
    const handover = { token: status.token, name, argv: [], cwd: '/', env: {}, host: '', stdin: 'null' };
    socket.once('connect', () => socket.write(`${JSON.stringify(handover)}\n`));
    socket.once('data', () => resolve(true));
    socket.once('timeout', () => socket.destroy());
    // Nobody is there: that is the answer.
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

async function notStarted(log: string): Promise<OperatorError> {
  const said = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-8).join('\n');
  return new OperatorError({
    code: 'practice-not-started',
    kind: 'failed',
    what: text('the practice cluster did not start', '演练集群未能启动'),
    why: verbatim(said === '' ? log : said),
    next: [text(`read ${log}`, `查看 ${log}`), text('try it again', '重试')],
  });
}
