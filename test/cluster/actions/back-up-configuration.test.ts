import { describe, expect, it } from 'vitest';
import { backUpConfiguration } from '../../../src/cluster/actions/back-up-configuration.ts';
import { BACKUP_MANIFEST, effectiveLines, readManifest } from '../../../src/cluster/backup-files.ts';
import type { ClusterPorts } from '../../../src/cluster/ports/index.ts';
import { type BackupState, backupStateProbe } from '../../../src/cluster/probes/backup-state.ts';
import { oldTreeProbe } from '../../../src/cluster/probes/old-tree.ts';
import { pdConfigTextProbe } from '../../../src/cluster/probes/pd-config-text.ts';
import { upgradeSettingsProbe } from '../../../src/cluster/probes/upgrade-settings.ts';
import { backupReadsBack } from '../../../src/cluster/verifies/backup-reads-back.ts';
import type { FileDeed } from '../../../src/engine/deed.ts';
import type { PlanInput } from '../../../src/engine/runbook.ts';
import { given } from '../support/facts.ts';
import { sha256 } from '../support/fake-host.ts';
import { SETTINGS } from '../support/sample.ts';

const TREE = new Map([
  ['inventory.ini', '[all:vars]\n'],
  ['conf/tikv.yml', '---\n# prose\nserver:\n  labels: {}  # stays\n\n'],
]);
const EMPTY: BackupState = {
  dir: SETTINGS.backupDir,
  run: null,
  digests: new Map(),
  manifest: null,
  originals: new Map(),
};

function input(state: BackupState, pdConfig = '{"a": 1}'): PlanInput<ClusterPorts> {
  const facts = given()
    .known(upgradeSettingsProbe, SETTINGS)
    .known(oldTreeProbe, { root: SETTINGS.oldTree, files: TREE })
    .known(pdConfigTextProbe, pdConfig)
    .known(backupStateProbe, state);
  return { facts, answers: new Map(), attempts: [], tried: null, debts: [], runId: 'r1', now: 0, sha256 };
}

function deeds(state: BackupState, pdConfig?: string): readonly FileDeed[] {
  const planned = backUpConfiguration.plan(input(state, pdConfig));
  if (!('deeds' in planned)) throw new Error(JSON.stringify(planned));
  return planned.deeds as readonly FileDeed[];
}

const contentOf = (all: readonly FileDeed[], id: string) => all.find((deed) => deed.id === id)?.after ?? '';
const written = (all: readonly FileDeed[], run = 'r1'): BackupState => ({
  ...EMPTY,
  run,
  digests: new Map(all.map((deed) => [deed.id, sha256(deed.after ?? '')])),
  manifest: readManifest(contentOf(all, BACKUP_MANIFEST)),
});

describe('a backup', () => {
  it('begins with the mark of its run and ends with the manifest, none of it readable for others', () => {
    const all = deeds(EMPTY);
    expect(all.map((deed) => deed.id)).toEqual([
      'belay-run.txt',
      'inventory.ini',
      'conf/tikv.yml',
      'conf/tikv.effective.yml',
      'conf/pd.json',
      'MANIFEST.sha256',
    ]);
    expect(new Set(all.map((deed) => deed.mode))).toEqual(new Set([0o600]));
    expect(all.every((deed) => deed.before === null)).toBe(true);
  });

  it('keeps lines with a comment behind their value among the effective ones', () => {
    expect(effectiveLines('---\n# prose\n\n  a: 1 # why\n   # more\nb: "#"\n')).toBe('---\n  a: 1 # why\nb: "#"\n');
  });

  it('is done when all of it is there', () => {
    expect(deeds(written(deeds(EMPTY)))).toEqual([]);
  });

  it('that was broken off goes on with what is missing', () => {
    const begun = written(deeds(EMPTY).slice(0, 3));
    expect(deeds(begun).map((deed) => deed.id)).toEqual(['conf/tikv.effective.yml', 'conf/pd.json', 'MANIFEST.sha256']);
  });

  it('keeps what PD said when it was saved, though PD says something else now', () => {
    const begun = written(deeds(EMPTY).slice(0, 5));
    const rest = deeds(begun, '{"a": 2}');
    expect(rest.map((deed) => deed.id)).toEqual(['MANIFEST.sha256']);
    expect(readManifest(contentOf(rest, 'MANIFEST.sha256')).get('conf/pd.json')).toBe(sha256('{"a": 1}'));
  });

  it('of another run is never touched, and neither are files that nobody claims', () => {
    const another = written(deeds(EMPTY), 'r0');
    const unclaimed = { ...EMPTY, digests: new Map([['conf/tikv.yml', 'ff']]) };
    for (const [state, why] of [
      [another, 'it belongs to run r0'],
      [unclaimed, 'conf/tikv.yml'],
    ] as const) {
      const planned = backUpConfiguration.plan(input(state));
      expect('cannot' in planned && planned.cannot.why.en).toContain(why);
      expect('cannot' in planned && planned.cannot.next[0]?.en).toMatch(/^mv \/home\/tidb\/backup /);
    }
  });
});

describe('reading the backup back', () => {
  const holds = (state: BackupState) => backupReadsBack.judge(input(state), undefined).holds;
  const whole = written(deeds(EMPTY));

  it('holds when every digest of the manifest is found again', () => {
    expect(holds(whole)).toBe('yes');
  });

  it('does not hold when a file is damaged, missing, or there is no manifest', () => {
    expect(holds({ ...whole, digests: new Map([...whole.digests, ['inventory.ini', 'ff']]) })).toBe('no');
    expect(holds({ ...whole, digests: new Map([...whole.digests].filter(([path]) => path !== 'conf/pd.json')) })).toBe(
      'no',
    );
    expect(holds({ ...whole, manifest: null })).toBe('no');
  });

  it('does not hold when the bytes of the original are others', () => {
    const originals = new Map([['conf/tikv.yml', 'ff']]);
    expect(backupReadsBack.judge(input({ ...whole, originals }), undefined)).toMatchObject({
      holds: 'no',
      evidence: { en: expect.stringContaining('conf/tikv.yml') },
    });
  });
});
