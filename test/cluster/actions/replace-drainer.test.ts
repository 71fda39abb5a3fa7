import { describe, expect, it } from 'vitest';
import { DRAINER_STAGES, replaceDrainer } from '../../../src/cluster/actions/replace-drainer.ts';
import { drainerWork } from '../../../src/cluster/drainer-work.ts';
import { type DrainerBinary, drainerNodesProbe } from '../../../src/cluster/probes/drainer-nodes.ts';
import { newDrainerProbe } from '../../../src/cluster/probes/new-drainer.ts';
import { drainerStageSeen } from '../../../src/cluster/verifies/drainer-stage.ts';
import { commandsOf, deedsOf, planInput, refusalOf } from '../support/planned.ts';
import { rollingFacts } from '../support/rolling-facts.ts';
import { INVENTORY, topologyOf } from '../support/sample.ts';

const NONE = { there: false, version: null };
const old = { there: true, version: 'v2.1.19' };
const fresh = { there: true, version: 'v3.0.9' };
const BIN = '/home/tidb/deploy/bin';

interface Seen {
  readonly current?: DrainerBinary;
  readonly staged?: DrainerBinary;
  readonly kept?: DrainerBinary;
  readonly answers?: boolean;
}

function facts({ current = old, staged = NONE, kept = NONE, answers = true }: Seen = {}, inventory = INVENTORY) {
  return rollingFacts(topologyOf(inventory))
    .known(newDrainerProbe, { path: '/new/resources/bin/drainer', sha256: 'ab12' })
    .known(drainerNodesProbe, [{ name: 'drainer1', binaries: { current, staged, kept }, why: null, answers }]);
}

const run = (stage: (typeof DRAINER_STAGES)[number], seen?: Seen) =>
  commandsOf(replaceDrainer('drainer1', stage), planInput(facts(seen)));

describe('replacing a Drainer', () => {
  it('goes copy, stop, swap, start, one Drainer after the other', () => {
    expect(drainerWork(facts())).toMatchObject([
      { id: 'drainer1/copy' },
      { id: 'drainer1/stop' },
      { id: 'drainer1/swap' },
      { id: 'drainer1/start' },
    ]);
  });

  it('copies the new binary beside the old one, under a name of its own', () => {
    expect(run('copy')).toEqual([
      `scp -p -o BatchMode=yes -P 2222 /new/resources/bin/drainer tidb@10.0.0.32:${BIN}/drainer-v3.0.9`,
    ]);
  });

  it('copies on the control machine itself where the inventory says so, and never over a file', () => {
    const local = INVENTORY.replace('ansible_port=2222', 'ansible_connection=local');
    expect(commandsOf(replaceDrainer('drainer1', 'copy'), planInput(facts({}, local)))).toEqual([
      `cp -p -n /new/resources/bin/drainer ${BIN}/drainer-v3.0.9`,
    ]);
  });

  it('never writes over what lies in the way', () => {
    const input = planInput(facts({ staged: { there: true, version: null } }));
    expect(refusalOf(replaceDrainer('drainer1', 'copy').plan(input))).toContain('drainer-v3.0.9');
    const twice = planInput(facts({ staged: fresh, kept: old }));
    expect(refusalOf(replaceDrainer('drainer1', 'swap').plan(twice))).toContain('drainer.old');
  });

  it('keeps the old binary and puts the new one into place', () => {
    expect(run('swap', { staged: fresh, answers: false })).toEqual([
      `mv -n ${BIN}/drainer ${BIN}/drainer.old`,
      `mv -n ${BIN}/drainer-v3.0.9 ${BIN}/drainer`,
    ]);
  });

  it('goes on where it was interrupted between the two moves', () => {
    expect(run('swap', { current: NONE, staged: fresh, kept: old, answers: false })).toEqual([
      `mv -n ${BIN}/drainer-v3.0.9 ${BIN}/drainer`,
    ]);
  });

  it('does nothing to a Drainer that is replaced already', () => {
    for (const stage of DRAINER_STAGES) expect(run(stage, { current: fresh, kept: old })).toEqual([]);
  });

  it('starts one that is replaced and does not answer', () => {
    expect(run('start', { current: fresh, kept: old, answers: false })).toEqual([
      '/home/tidb/deploy/scripts/start_drainer.sh',
    ]);
  });

  it('owes the start from the moment of the stop', () => {
    const [stop] = deedsOf(replaceDrainer('drainer1', 'stop'), planInput(facts()));
    expect(stop?.opens).toMatchObject([
      { id: 'drainer/drainer1', settle: [{ argv: ['/home/tidb/deploy/scripts/start_drainer.sh'] }] },
    ]);
  });

  it('can tell of every deed whether it happened', () => {
    const states: readonly Seen[] = [{}, { staged: fresh }, { current: fresh, answers: false }];
    const deeds = DRAINER_STAGES.flatMap((stage) =>
      states.flatMap((seen) => deedsOf(replaceDrainer('drainer1', stage), planInput(facts(seen)))),
    );
    expect(deeds.length).toBeGreaterThan(4);
    for (const deed of deeds) expect(deed.proof, deed.id).toBeDefined();
  });
});

describe('a stage of it', () => {
  const look = (stage: (typeof DRAINER_STAGES)[number], seen: Seen) =>
    drainerStageSeen('drainer1', stage).judge(planInput(facts(seen)), { times: 1 }).holds;

  it('is seen on the host, not believed', () => {
    expect(look('copy', {})).toBe('not-yet');
    expect(look('copy', { staged: fresh })).toBe('yes');
    expect(look('stop', { staged: fresh })).toBe('not-yet');
    expect(look('stop', { staged: fresh, answers: false })).toBe('yes');
    expect(look('swap', { current: NONE, staged: fresh })).toBe('not-yet');
    expect(look('start', { current: fresh, answers: false })).toBe('not-yet');
    expect(look('start', { current: fresh })).toBe('yes');
  });

  it('does not take an unreachable host for a stopped Drainer', () => {
    const away = rollingFacts().known(drainerNodesProbe, [
      { name: 'drainer1', binaries: null, why: { en: 'unreachable', zh: '不可达' }, answers: false },
    ]);
    expect(drainerStageSeen('drainer1', 'stop').judge(planInput(away), { times: 1 }).holds).toBe('not-yet');
  });
});
