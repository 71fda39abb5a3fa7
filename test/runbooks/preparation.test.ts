import { beforeAll, describe, expect, it } from 'vitest';
import { readManifest } from '../../src/cluster/backup-files.ts';
import type { RunState } from '../../src/engine/state.ts';
import { customisedTree } from '../../src/practice/trees/customised.ts';
import { pristineTree } from '../../src/practice/trees/pristine.ts';
import { usualTopology } from '../../src/practice/world/topology.ts';
import { sha256 } from '../cluster/support/fake-host.ts';
import { SETTINGS } from '../cluster/support/sample.ts';
import { Preparation } from './support/preparation.ts';

const kept = (tree: ReadonlyMap<string, string>) =>
  new Map([...tree].filter(([path]) => /^(inventory\.ini|requirements\.txt|conf\/|group_vars\/)/.test(path)));
const OLD = kept(customisedTree(usualTopology(), '/home/tidb/deploy'));
const BASE = kept(pristineTree('2.1'));
const RETENTION = 'group_vars/monitoring_servers.yml';
/** Like the release, but with another default for something that the operator has changed: a conflict. */
const NEWER = new Map(
  [...kept(pristineTree('3.0'))].map(([path, content]) => [
    path,
    path === RETENTION ? content.replace('"30d"', '"15d"') : content,
  ]),
);
const prepared = () => new Preparation({ old: OLD, base: BASE, newer: NEWER });

/** What is asked and not proposed: there is a backup, and the operator's side of conflicts. */
const told = (id: string) => (id === 'cold-backup' ? 'yes' : 'yours');

const results = (state: RunState) =>
  state.phases.flatMap((phase) => phase.steps.map((step) => `${step.id} ${step.result}`));
const phaseResults = (state: RunState) => state.phases.map((phase) => `${phase.id} ${phase.result}`);
const findingsOf = (state: RunState, id: string) =>
  state.phases.flatMap((phase) => phase.steps).find((step) => step.id === id)?.findings ?? [];

describe('the preparation of an upgrade', () => {
  let world: Preparation;
  let state: RunState;
  beforeAll(async () => {
    world = prepared();
    state = await world.run(told);
  });

  it('goes from readiness to the download', () => {
    expect(phaseResults(state)).toEqual([
      'readiness done',
      'backup done',
      'new-tree done',
      'control-machine done',
      'inventory done',
      'variables done',
      'configuration done',
      'download done',
    ]);
    expect(results(state).filter((result) => !result.endsWith(' done'))).toEqual([]);
  });

  it('finds nothing that blocks on a healthy cluster', () => {
    const found = state.phases.flatMap((phase) => phase.steps.flatMap((step) => step.findings));
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter((finding) => finding.result === 'block' || finding.result === 'unknown')).toEqual([]);
  });

  it('saves every file byte for byte, PD’s configuration too, with a manifest that fits', () => {
    expect(world.backupFile('conf/pd.json')).toBe(world.pdConfig);
    for (const [path, content] of OLD) {
      if (path !== 'requirements.txt') expect([path, world.backupFile(path)]).toEqual([path, content]);
    }
    const manifest = readManifest(world.backupFile('MANIFEST.sha256') ?? '');
    for (const [path, digest] of manifest) expect([path, sha256(world.backupFile(path) ?? '')]).toEqual([path, digest]);
    expect(manifest.has('conf/pd.json')).toBe(true);
    expect(manifest.has('group_vars/pump_servers.yml')).toBe(true);
  });

  it('clones at the tag once, then downloads with the tree’s own playbook', () => {
    const jobs = world.done.filter((line) => /^(git|ansible)/.test(line));
    expect(jobs).toEqual([
      `git clone -b v3.0.9 ${SETTINGS.source} ${SETTINGS.newTree}`,
      'ansible-playbook local_prepare.yml',
    ]);
  });

  it('gives TiKVs of one host a status port each, and keeps the version of the tree', () => {
    const inventory = world.newFile('inventory.ini');
    const ports = [...inventory.matchAll(/^TiKV1-\d .*tikv_status_port=(\d+)/gm)].map(([, port]) => port);
    expect(new Set(ports).size).toBe(2);
    expect(inventory).toContain('tidb_version = v3.0.9');
    expect(inventory).not.toContain('192.168.0.');
  });

  it('carries a changed port to where 3.0 reads it', () => {
    expect(world.newFile('group_vars/all.yml')).toContain('pump_port: 8251');
  });

  it('sets the shared block cache by the smallest share of memory', () => {
    expect(world.newFile('conf/tikv.yml')).toMatch(/^\s+capacity: "16GB"/m);
  });

  it('asks conflicts one by one and writes the side that was chosen', () => {
    const asked = world.requests.flatMap((request) => (request.kind === 'questions' ? request.questions : []));
    expect(asked.map(({ id }) => id)).toContain(`${RETENTION}#prometheus_storage_retention`);
    expect(world.newFile(RETENTION)).toContain('prometheus_storage_retention: "60d"');
  });

  it('shows, where the point of no return is drawn, that the cold backup was told, not seen', () => {
    const gate = world.requests.find((request) => request.kind === 'gate' && request.id === 'no-way-back');
    const finding = gate?.kind === 'gate' ? gate.findings[0] : undefined;
    expect(finding).toMatchObject({ id: 'cold-backup-told', result: 'ok' });
    expect(finding?.what.en).toContain('as was told');
  });

  it('never writes the operator’s secrets into the journal', () => {
    expect(world.lines.join('\n')).not.toContain('Gr4fana#practice');
  });
});

describe('a second run on a prepared machine', () => {
  it('does not touch the backup of the first', async () => {
    const world = prepared();
    await world.run(told);
    const saved = world.backupFile('MANIFEST.sha256');
    world.lines.length = 0;
    world.done.length = 0;
    const state = await world.run(told, 'r2');
    expect(state.phases.find((phase) => phase.id === 'backup')?.steps[0]?.result).toBe('failed');
    expect(world.backupFile('MANIFEST.sha256')).toBe(saved);
    expect(world.done).toEqual([]);
  });

  it('changes nothing that is there already, when the backup goes elsewhere', async () => {
    const world = prepared();
    await world.run(told);
    const before = new Map(world.control.files);
    for (const path of [...world.control.files.keys()]) {
      if (path.startsWith(SETTINGS.backupDir)) world.control.files.delete(path);
    }
    world.lines.length = 0;
    world.done.length = 0;
    const state = await world.run(told, 'r2');
    expect(state.phases.map((phase) => phase.result)).not.toContain('failed');
    expect(results(state)).toContain('clone skipped');
    for (const path of ['inventory.ini', 'conf/tikv.yml', 'group_vars/all.yml']) {
      expect(world.newFile(path)).toBe(before.get(`${SETTINGS.newTree}/${path}`));
    }
    expect(world.done.filter((id) => /^(conf\/tikv\.yml|git)/.test(id))).toEqual(['conf/tikv.yml']);
  });
});

describe('a file of the new tree that somebody changed', () => {
  it('is not overwritten; the step says how to go on', async () => {
    const world = prepared();
    const first = await world.run(told);
    expect(first.phases.at(-1)?.result).toBe('done');
    const path = `${SETTINGS.newTree}/conf/tikv.yml`;
    world.control.files.set(path, `${world.control.files.get(path)}# by hand\n`);
    for (const file of [...world.control.files.keys()]) {
      if (file.startsWith(SETTINGS.backupDir)) world.control.files.delete(file);
    }
    world.lines.length = 0;
    const state = await world.run(told, 'r2');
    const step = state.phases.flatMap((phase) => phase.steps).find(({ id }) => id === 'merge-configuration');
    expect(step?.result).toBe('failed');
    expect(world.control.files.get(path)).toContain('# by hand');
  });
});

describe('without a base', () => {
  it('is said plainly, and every difference is asked', async () => {
    const world = new Preparation({ old: OLD, base: null, newer: NEWER });
    const state = await world.run(told);
    const asked = world.requests.flatMap((request) => (request.kind === 'questions' ? request.questions : []));
    expect(asked.length).toBeGreaterThan(20);
    const gate = world.requests.find((request) => request.kind === 'gate' && request.id === 'merge-inventory');
    expect(gate?.kind === 'gate' && gate.findings[0]).toMatchObject({ result: 'warn' });
    expect(phaseResults(state).at(-1)).toBe('download done');
    expect(findingsOf(state, 'same-cluster')).toMatchObject([{ result: 'ok' }]);
  });
});
