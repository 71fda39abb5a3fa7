import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { firstWorld, practiceTopology } from '../../src/practice/scenarios/first-world.ts';
import { findScenario } from '../../src/practice/scenarios/registry.ts';
import { customisedTree } from '../../src/practice/trees/customised.ts';
import { pristineTree } from '../../src/practice/trees/pristine.ts';
import { expectMergedTree } from './expect-merged-tree.ts';
import type { LeftBehind } from './left-behind.ts';

/** Asks the world, never belay: is the cluster upgraded as the checklist wants it, and nothing left behind. */
export async function expectUpgraded(left: LeftBehind): Promise<void> {
  expectNewVersions(left);
  expectPdSettings(left);
  await expectBackup(left);
  await expectEvictionWait(left);
  await expectDrainer(left);
  await expectMergedTree(left.paths.newTree);
}

function expectNewVersions({ world }: LeftBehind): void {
  const monitoring = ['prometheus', 'grafana', 'alertmanager', 'pushgateway'];
  for (const { id, kind, process, disk } of world.components) {
    const version = monitoring.includes(kind) ? '3.0.9-monitor' : '3.0.9';
    expect([id, disk.version, process.state]).toEqual([id, version, 'running']);
    expect(process).toMatchObject({ state: 'running', version });
    expect(process.state === 'running' && process.statusPage, id).not.toBe('collided');
  }
  expect(world.stores.map(({ state, version }) => [state, version])).toEqual(world.stores.map(() => ['Up', '3.0.9']));
  expect(world.pd.clusterVersion).toBe('3.0.9');
}

function expectPdSettings({ world, dir, home }: LeftBehind): void {
  expect(world.pd.schedule).toMatchObject({
    'merge-schedule-limit': 8,
    'replica-schedule-limit': 16,
    'max-merge-region-size': 20,
    'max-merge-region-keys': 200_000,
  });
  expect(world.pd.schedulers.map(({ type }) => type)).not.toContain('evict-leader');
  const scenario = findScenario('upgrade-3.0');
  if (!scenario) throw new Error(`no scenario in ${dir}`);
  const topology = practiceTopology({ control: '10.0.0.9', home });
  const before = firstWorld(scenario, { seed: 1, startsAt: world.startedAt, topology });
  expect(world.regions.length).toBeGreaterThan(0);
  expect(world.regions.length).toBeLessThan(before.regions.length);
}

/** The digests are the test's own; so is the tree that the operator had. */
async function expectBackup({ paths, home }: LeftBehind): Promise<void> {
  const { backupDir, oldTree } = paths;
  const manifest = (await readFile(join(backupDir, 'MANIFEST.sha256'), 'utf8')).trimEnd().split('\n');
  const listed = new Map(
    manifest.map((line) => line.split('  ') as [string, string]).map(([sum, path]) => [path, sum]),
  );
  const there = (await filesIn(backupDir)).filter((path) => path !== 'MANIFEST.sha256');
  expect([...listed.keys()].sort()).toEqual(there.sort());
  for (const [path, sum] of listed) {
    expect(`${path} ${sha256(await readFile(join(backupDir, path)))}`).toBe(`${path} ${sum}`);
  }
  const originals = customisedTree(practiceTopology({ control: '10.0.0.9', home }), `${paths.home}/deploy`);
  const wanted = [...originals].filter(([path]) => /^(inventory\.ini$|conf\/|group_vars\/)/.test(path));
  expect(wanted.length).toBeGreaterThan(20);
  for (const [path, content] of wanted) {
    expect(await readFile(join(backupDir, path), 'utf8'), path).toBe(content);
    expect(await readFile(join(oldTree, path), 'utf8'), path).toBe(content);
  }
  const pd = JSON.parse(await readFile(join(backupDir, 'conf/pd.json'), 'utf8'));
  expect(pd.schedule).toMatchObject({ 'max-merge-region-size': 0, 'merge-schedule-limit': 8 });
}

async function expectEvictionWait({ paths }: LeftBehind): Promise<void> {
  const file = 'common_tasks/add_evict_leader_scheduler.yml';
  const now = await readFile(join(paths.newTree, file), 'utf8');
  expect(now).toContain('retries: 18\n');
  expect(now).toBe(pristineTree('3.0').get(file));
}

async function expectDrainer({ home }: LeftBehind): Promise<void> {
  const bin = join(home('10.0.0.24'), 'deploy/bin');
  expect(await readFile(join(bin, 'drainer'), 'utf8')).toContain('practice-binary drainer v3.0.9 ');
  expect(await readFile(join(bin, 'drainer.old'), 'utf8')).toContain('practice-binary drainer v2.1.19 ');
  expect(await readdir(bin)).not.toContain('drainer-v3.0.9');
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function filesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}
