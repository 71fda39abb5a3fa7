import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../alive.ts';
import type { LoopbackCluster, Placed } from './cluster.ts';

/** A stand-in that runs: its process, and the version that this process was started with. */
export interface RunningStandIn {
  readonly pid: number;
  readonly version: string;
}

/** Deploys every component of the cluster as a small program of `version`; makes the stand-in of systemctl in `root`/bin. */
export function deployStandIns(root: string, { placed }: LoopbackCluster, how: { version: string; worldUrl: string }) {
  cpSync(join(import.meta.dirname, 'stand-ins', 'systemctl'), join(root, 'bin', 'systemctl'), { recursive: true });
  const program = readFileSync(join(import.meta.dirname, 'stand-ins', 'program.sh'), 'utf8');
  for (const one of placed) {
    for (const name of ['bin', 'units', 'scripts']) mkdirSync(join(one.deployDir, name), { recursive: true });
    const path = join(one.deployDir, 'bin', one.program);
    writeFileSync(path, program.replace('@VERSION@', how.version), { mode: 0o755 });
    writeFileSync(unitFile(one), `${path}\n`);
    if (one.kind === 'drainer') writeDrainerScripts(one, how.worldUrl);
  }
}

/** Starts every component, as user `uid`. */
export function startStandIns(root: string, { placed }: LoopbackCluster, uid: number | undefined): void {
  for (const one of placed) {
    execFileSync(join(root, 'bin', 'systemctl'), ['start', one.unit], {
      stdio: 'ignore',
      env: { ...process.env, STAND_IN_UNITS: join(one.deployDir, 'units') },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
  }
}

/** By its process and not by any file; null: nothing runs. */
function runningStandIn(one: Placed): RunningStandIn | null {
  for (const pid of pidsOf(one).filter(isRunning)) {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const version = environment.find((entry) => entry.startsWith('STAND_IN_VERSION='))?.split('=')[1];
    if (version !== undefined) return { pid, version };
  }
  return null;
}

/** What runs of every component, by its id. */
export function runningStandIns({ placed }: LoopbackCluster): Map<string, RunningStandIn | null> {
  return new Map(placed.map((one) => [one.id, runningStandIn(one)]));
}

/** Ends every stand-in that still runs. */
export function endStandIns({ placed }: LoopbackCluster): void {
  for (const pid of placed.flatMap(pidsOf).filter(isRunning)) process.kill(pid, 'SIGKILL');
}

/** While it is there, systemctl will not start this component. */
export function refusalFile(one: Placed): string {
  return `${unitFile(one)}.refuses`;
}

function unitFile({ deployDir, unit }: Placed): string {
  return join(deployDir, 'units', unit);
}

/** Of all units that it ever ran under. */
function pidsOf({ deployDir }: Placed): readonly number[] {
  const units = join(deployDir, 'units');
  const files = readdirSync(units).filter((name) => name.endsWith('.pid'));
  return files.map((name) => Number(readFileSync(join(units, name), 'utf8')));
}

/** scripts/start_drainer.sh and stop_drainer.sh, as the deployment leaves them on the host. */
function writeDrainerScripts({ id, unit, deployDir }: Placed, worldUrl: string): void {
  for (const [verb, told] of [
    ['start', 'started'],
    ['stop', 'stopped'],
  ] as const) {
    const body = `{ component: '${id}', unit: '${unit}', version: process.argv[1] }`;
    const tell = `fetch('${worldUrl}/${told}', { method: 'POST', body: JSON.stringify(${body}) })`;
    const lines = [
      '#!/bin/sh -e',
      `STAND_IN_UNITS='${deployDir}/units' systemctl ${verb} '${unit}'`,
      `version=$('${deployDir}/bin/drainer' -V)`,
      `exec '${process.execPath}' -e "${tell}" "\${version##* }"`,
      '',
    ];
    writeFileSync(join(deployDir, 'scripts', `${verb}_drainer.sh`), lines.join('\n'), { mode: 0o755 });
  }
}
